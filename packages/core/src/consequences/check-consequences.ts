/**
 * Whether a `consequences.yml` holds: its form, then the rules that go beyond it.
 * @module
 */
import { Consequences } from "../wire/consequences.ts";
import type { WireConsequences } from "../wire/consequences.ts";
import { check } from "../wire/issue.ts";
import type { Checked } from "../wire/issue.ts";
import { ancestryIssues } from "./ancestry.ts";
import { branchIssues, effectIssues } from "./rules.ts";

/**
 * Consequences that may be kept and rendered, or all that is wrong with them, each thing with its path (methodology
 * M59). Rules beyond form are looked at only where the form is right.
 */
export function checkConsequences(input: unknown): Checked<WireConsequences> {
  const formed = check(Consequences, input);
  if (!formed.ok) return formed;
  const { value } = formed;
  const issues = [
    ...branchIssues(value),
    ...ancestryIssues(value.effects),
    ...value.effects.flatMap((effect, index) => effectIssues(effect, index)),
  ];
  return issues.length === 0 ? formed : { ok: false, issues };
}
