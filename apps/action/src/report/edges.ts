/**
 * The edges of what was measured: workloads that one arm alone has, settings that the change edits, what ended it early.
 * @module
 */
import type { WireRunResult } from "@gramme/core/wire";
import { code, prose, stacked } from "./markdown.ts";
import { listed } from "./room.ts";

const LONGEST_VALUE = 80;

/** Why not everything stands here, where that is so. */
export function partialNote({ partial, partial_why: why }: WireRunResult): string {
  if (!partial) return "";
  const words =
    why === "cancelled"
      ? "The run was cancelled before everything was measured."
      : why === "budget"
        ? "The time budget (`gate.budget`) ended before everything was measured."
        : "It ended before everything was measured.";
  return `**Partial.** ${words} What stands here is all that was measured.`;
}

/** Why base could not be measured, where it could not. */
export function baseErrorNote({ base_error: error }: WireRunResult): string {
  return error === undefined
    ? ""
    : stacked([
        "**Base could not be measured**, so nothing is compared; the figures are head's alone.",
        `> ${prose(error, 600)}`,
      ]);
}

/** Workloads that only one arm has. Figures of head's stand in the tables of what was measured alone. */
export function onlyInOneArm({ only_in: only, workloads }: WireRunResult, most: number): string {
  if (only === undefined || only.base.length + only.head.length === 0) return "";
  const measured = new Set(workloads.map(({ name }) => name));
  const lines = [
    ...only.head.map(
      (name) =>
        `${code(name)} is new here: ${measured.has(name) ? "measured in head alone" : "not measured"}`,
    ),
    ...only.base.map((name) => `${code(name)} is removed here: not measured`),
  ];
  return stacked(["#### Not compared", listed(lines, most)]);
}

/** Settings that the change edits. Base's count for both arms, so that no change can grade itself. */
export function configChanges({ config_changes: changes }: WireRunResult, most: number): string {
  if (changes === undefined || changes.length === 0) return "";
  const lines = changes.map(
    ({ path, base, head }) => `${code(path, LONGEST_VALUE)}: ${valueText(base)} → ${valueText(head)}`,
  );
  return stacked([
    "#### Settings",
    "This change edits `gramme.yml`. Both arms ran with base's file; head's settings count once they are merged.",
    listed(lines, most),
  ]);
}

function valueText(json: string | undefined): string {
  return json === undefined ? "nothing" : code(json, LONGEST_VALUE);
}
