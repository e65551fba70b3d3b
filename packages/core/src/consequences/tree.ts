/**
 * Effects as the tree that they are: each under what it follows from.
 * @module
 */
import { GrammeError } from "../error.ts";
import type { WireConsequenceEffect } from "../wire/consequences.ts";
import { FIRST_ORDER } from "./vocabulary.ts";

/** An effect, with what follows from it. */
export interface ConsequenceBranch {
  readonly effect: WireConsequenceEffect;
  /** Steps from the service: 1 for what follows from it directly. */
  readonly depth: number;
  readonly follows: readonly ConsequenceBranch[];
}

/**
 * The branches that follow from the service itself, in the order of the file, all others under them.
 * @param consequences that `checkConsequences` found right
 * @throws GrammeError `malformed-input` where an effect hangs on nothing: it would be left out unseen
 */
export function consequenceTree(consequences: {
  readonly effects: readonly WireConsequenceEffect[];
}): readonly ConsequenceBranch[] {
  const { effects } = consequences;
  const byParent = new Map<string, WireConsequenceEffect[]>();
  for (const effect of effects) {
    const siblings = byParent.get(effect.parent);
    if (siblings === undefined) byParent.set(effect.parent, [effect]);
    else siblings.push(effect);
  }
  const placed = new Set<WireConsequenceEffect>();
  const under = (parent: string, depth: number): readonly ConsequenceBranch[] => {
    const children = byParent.get(parent) ?? [];
    // taken once, so that two effects of one id do not share what follows from them
    byParent.delete(parent);
    return children.map((effect) => {
      placed.add(effect);
      return { effect, depth, follows: under(effect.id, depth + 1) };
    });
  };
  const tree = under(FIRST_ORDER, 1);
  const adrift = effects.find((effect) => !placed.has(effect));
  if (adrift === undefined) return tree;
  throw new GrammeError("malformed-input", `effect "${adrift.id}" does not follow from the service`, {
    field: "effects",
    found: adrift.id,
    expected: "effects that hang together as a tree",
  });
}
