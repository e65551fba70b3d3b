/**
 * What consequences have to say to be honest, beyond their form (methodology M59).
 * @module
 */
import type { WireConsequenceEffect, WireConsequences } from "../wire/consequences.ts";
import { nearest } from "../wire/issue.ts";
import type { InputIssue } from "../wire/issue.ts";
import { unitsOf } from "./unit.ts";

/** What is read of consequences as a whole. */
export interface Branches extends Pick<WireConsequences, "tier" | "no_increase_because"> {
  readonly service: Pick<WireConsequences["service"], "less_consuming_alternative">;
  readonly effects: readonly Pick<WireConsequenceEffect, "id" | "direction" | "indicator">[];
}

/** What is wrong with the whole: a tree for tiers 1 and 2, an increase or a reason, an alternative that was weighed. */
export function branchIssues(consequences: Branches): readonly InputIssue[] {
  const { effects, tier, no_increase_because: reason, service } = consequences;
  const { tried, why_rejected: why } = service.less_consuming_alternative;
  const increase = effects.find(({ direction }) => direction === "increases");
  const issues: InputIssue[] = [];
  if (tried && why === undefined) {
    issues.push({
      path: ["service", "less_consuming_alternative", "why_rejected"],
      message: "missing; it was tried, so say why it was not taken",
    });
  }
  if (effects.length === 0 && tier !== 3) {
    issues.push({
      path: ["effects"],
      message: `tier ${tier} wants a consequence tree; without one it is tier 3`,
    });
  }
  if (increase === undefined && reason === undefined) {
    issues.push({
      path: ["effects"],
      message:
        "no effect increases an impact; name one (a rebound, an induced use, hardware that is replaced earlier), or say no_increase_because",
    });
  }
  if (increase !== undefined && reason !== undefined) {
    issues.push({
      path: ["no_increase_because"],
      message: `effect "${increase.id}" increases ${increase.indicator}; one of the two is wrong`,
    });
  }
  return issues;
}

/** What is wrong with one effect: figures in order, in a unit of its indicator, known by something, of one direction. */
export function effectIssues(effect: WireConsequenceEffect, index: number): readonly InputIssue[] {
  const at = ["effects", index] as const;
  const { estimate, data_quality: quality } = effect;
  const issues: InputIssue[] = [];
  if (quality === "measured" && effect.actual_or_potential === "potential") {
    issues.push({
      path: [...at, "actual_or_potential"],
      message: "what was measured took place; a potential effect is modelled at best",
    });
  }
  if (estimate === null) {
    if (quality === "measured") {
      issues.push({ path: [...at, "estimate"], message: "missing; data_quality says that it was measured" });
    }
    return issues;
  }
  const { low, mid, high, unit } = estimate;
  if (!(low <= mid && mid <= high)) {
    issues.push({
      path: [...at, "estimate"],
      message: `wants low <= mid <= high, found ${low}, ${mid}, ${high}; figures are sizes, and direction says whether they are saved or spent`,
    });
  }
  const units = unitsOf(effect.indicator);
  if (!units.includes(unit)) {
    const near = nearest(unit, units);
    issues.push({
      path: [...at, "estimate", "unit"],
      message: `"${unit}" is no unit of ${effect.indicator}; ${near === undefined ? `wants one of ${units.join(", ")}` : `did you mean "${near}"?`}`,
    });
  }
  if (quality === "none") {
    issues.push({
      path: [...at, "data_quality"],
      message:
        "a figure that nothing is known about is made up; say who judged it (expert), or leave estimate: null",
    });
  } else if (quality !== "expert" && effect.source === undefined) {
    issues.push({
      path: [...at, "source"],
      message: `missing; a figure that is ${quality} has a source (URL or DOI)`,
    });
  }
  if (effect.direction === "unknown") {
    issues.push({
      path: [...at, "direction"],
      message:
        "a size needs a direction; where it may go both ways, make two branches of it, one that decreases and one that increases",
    });
  }
  return issues;
}
