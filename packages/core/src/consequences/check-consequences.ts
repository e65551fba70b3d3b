/**
 * Whether a `consequences.yml` holds: its form, and the rules that go beyond it.
 * @module
 */
import { z } from "zod";
import { ConsequenceEffect, Consequences } from "../wire/consequences.ts";
import type { WireConsequences } from "../wire/consequences.ts";
import { check } from "../wire/issue.ts";
import type { Checked, InputIssue } from "../wire/issue.ts";
import { ancestryIssues } from "./ancestry.ts";
import { branchIssues, effectIssues } from "./rules.ts";

/**
 * Consequences that may be kept and rendered, or all that is wrong with them, each thing with its path (methodology
 * M59). Where the form is wrong somewhere, the rules are held against the parts whose form is right, so that one reading
 * tells what can be told.
 */
export function checkConsequences(input: unknown): Checked<WireConsequences> {
  const formed = check(Consequences, input);
  const issues = [...(formed.ok ? [] : formed.issues), ...ruleIssues(input)];
  return formed.ok && issues.length === 0 ? formed : { ok: false, issues };
}

/** What the rules read of the whole, of the tree, and of all effects; the rest of the form does not matter to them. */
const Whole = z.looseObject({
  service: z.looseObject({
    less_consuming_alternative: Consequences.shape.service.shape.less_consuming_alternative,
  }),
  tier: Consequences.shape.tier,
  effects: z.array(ConsequenceEffect.pick({ id: true, direction: true, indicator: true }).loose()),
  no_increase_because: Consequences.shape.no_increase_because,
});
const Tree = z.looseObject({
  effects: z.array(ConsequenceEffect.pick({ id: true, order: true, parent: true }).loose()),
});
const Effects = z.looseObject({ effects: z.array(z.unknown()) });

function ruleIssues(input: unknown): readonly InputIssue[] {
  const whole = Whole.safeParse(input).data;
  const tree = Tree.safeParse(input).data;
  const effects = Effects.safeParse(input).data?.effects ?? [];
  return [
    ...(whole === undefined ? [] : branchIssues(whole)),
    ...(tree === undefined ? [] : ancestryIssues(tree.effects)),
    ...effects.flatMap((one, index) => {
      const effect = ConsequenceEffect.safeParse(one).data;
      return effect === undefined ? [] : effectIssues(effect, index);
    }),
  ];
}
