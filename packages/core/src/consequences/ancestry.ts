/**
 * Whether effects hang together as a tree: ids are unique, parents are there, and nothing follows from itself.
 * @module
 */
import type { WireConsequenceEffect } from "../wire/consequences.ts";
import { nearest } from "../wire/issue.ts";
import type { InputIssue } from "../wire/issue.ts";
import { FIRST_ORDER } from "./vocabulary.ts";

/** What is read of an effect: who it is, and what it follows from. */
type Node = Pick<WireConsequenceEffect, "id" | "order" | "parent">;

interface Known {
  readonly effect: Node;
  readonly index: number;
}

/** What is wrong with ids, parents and orders. */
export function ancestryIssues(effects: readonly Node[]): readonly InputIssue[] {
  const known = new Map<string, Known>();
  const issues: InputIssue[] = [];
  for (const [index, effect] of effects.entries()) {
    const before = known.get(effect.id);
    if (before === undefined) known.set(effect.id, { effect, index });
    else {
      issues.push({
        path: ["effects", index, "id"],
        message: `"${effect.id}" is the id of effects[${before.index}] too; ids are unique`,
      });
    }
  }
  for (const [index, effect] of effects.entries()) {
    const message = parentFault(effect, known);
    if (message !== undefined) issues.push({ path: ["effects", index, "parent"], message });
  }
  return [...issues, ...circles(effects, known)];
}

function parentFault(effect: Node, known: ReadonlyMap<string, Known>): string | undefined {
  if (effect.parent === FIRST_ORDER) {
    return effect.order === 2
      ? undefined
      : `an effect of order 3 follows from one of order 2, not from the service itself (${FIRST_ORDER})`;
  }
  const parent = known.get(effect.parent)?.effect;
  if (parent === undefined) {
    const near = nearest(effect.parent, [FIRST_ORDER, ...known.keys()]);
    const hint =
      near === undefined ? `wants ${FIRST_ORDER} or the id of an effect` : `did you mean "${near}"?`;
    return `there is no effect "${effect.parent}"; ${hint}`;
  }
  return effect.order < parent.order
    ? `an effect of order 2 cannot follow from "${parent.id}", which is of order 3`
    : undefined;
}

/** Each circle once, at its first effect in the file. */
function circles(effects: readonly Node[], known: ReadonlyMap<string, Known>): readonly InputIssue[] {
  const told = new Set<string>();
  return effects.flatMap((effect, index) => {
    if (told.has(effect.id) || known.get(effect.id)?.index !== index) return [];
    const way = wayBack(effect, known);
    if (way === undefined) return [];
    for (const id of way) told.add(id);
    const message =
      way.length === 1
        ? `"${effect.id}" cannot follow from itself`
        : `goes round in a circle: ${way.map((id) => `"${id}"`).join(" follows from ")} follows from "${effect.id}"`;
    return [{ path: ["effects", index, "parent"], message }];
  });
}

/** The ids from an effect up to itself; undefined where it is on no circle. */
function wayBack(start: Node, known: ReadonlyMap<string, Known>): readonly string[] | undefined {
  const way: string[] = [];
  const seen = new Set<string>();
  for (
    let here: Node | undefined = start;
    here !== undefined && !seen.has(here.id);
    here = known.get(here.parent)?.effect
  ) {
    seen.add(here.id);
    way.push(here.id);
    if (here.parent === start.id) return way;
  }
  return undefined;
}
