/**
 * A result with a comparison, as people read it: the verdict first.
 * @module
 */
import { styleText } from "node:util";
import type { WireComparedWorkload, WireRunResult } from "@gramme/core/wire";
import { amount, change, digits, withInterval } from "@gramme/core/words";
import { plainTable } from "../cli/table.ts";
import { machineText } from "./footing.ts";
import { nameWithReach } from "./extrapolation-words.ts";
import { heading } from "./heading.ts";
import { otherWorkLines } from "./other-work-text.ts";
import { figureTables } from "./measured-text.ts";

const COLOUR = {
  regression: "red",
  improvement: "green",
  "no-change": "dim",
  inconclusive: "yellow",
} as const;

function row(compared: WireComparedWorkload): readonly string[] {
  const { base, head } = compared;
  const seen = compared.smallest_change_seen;
  return [
    nameWithReach(head),
    styleText(COLOUR[compared.verdict], compared.verdict),
    change(compared.change),
    compared.low === undefined || compared.high === undefined
      ? "too few pairs"
      : `${change(compared.low)} to ${change(compared.high)}`,
    String(compared.pairs),
    seen === undefined ? "–" : change(seen),
    `${amount(base.figures.co2e_g.value, "g")} → ${withInterval(head.figures.co2e_g, "g")}`,
    head.functional_unit,
  ];
}

function explained(compared: WireComparedWorkload): readonly string[] {
  const { work, time, power } = compared.explained;
  const factors =
    work === undefined
      ? `wall time ${change(time)}, mean power ${change(power)}`
      : `work ${change(work)} (CPU-seconds), time per work ${change(time)}, mean power ${change(power)}`;
  const qualities =
    compared.base.quality === undefined || compared.head.quality === undefined
      ? ""
      : `; ${compared.head.quality.metric} ${digits(compared.base.quality.value)} → ${digits(compared.head.quality.value)}`;
  return [`  ${compared.name}: ${compared.why}`, `    ${factors}${qualities}`];
}

/** What a change makes of gramme.yml, of which base's counts; and why base could not be measured, if so. */
function baseText({ config_changes: changes = [], base_error: error }: WireRunResult): readonly string[] {
  return [
    ...(changes.length === 0
      ? []
      : [
          heading("gramme.yml differs: base's counts"),
          ...changes.map(
            ({ path, base, head }) =>
              `  ${path}: ${base ?? "(not said)"} in base, ${head ?? "(not said)"} in head`,
          ),
        ]),
    ...(error === undefined
      ? []
      : [heading("Base could not be measured"), ...error.split("\n").map((line) => `  ${line}`)]),
  ];
}

/** The whole report of a bench with a base. */
export function comparisonText(result: WireRunResult): string {
  const { comparisons, revision, only_in: only, own_cost: cost } = result;
  const head = revision?.dirty === true ? "the working tree" : (revision?.head?.slice(0, 12) ?? "head");
  const columns = ["", "verdict", "energy", "interval", "pairs", "smallest change seen", "CO2e", "per"];
  const compared = new Set(comparisons.map(({ name }) => name));
  const alone = result.workloads.filter(({ name }) => !compared.has(name));
  const table = [
    heading(
      `Base ${revision?.base?.slice(0, 12) ?? ""} against ${head}, device rung, one grid factor for both`,
    ),
    plainTable([columns, ...comparisons.map((one) => row(one))], [2, 4]),
    heading("Why"),
    ...comparisons.flatMap((one) => explained(one)),
  ];
  return [
    ...(comparisons.length === 0 ? [] : table),
    ...(alone.length === 0 ? [] : [heading("Head alone"), ...figureTables(alone)]),
    ...(only === undefined || only.base.length + only.head.length === 0
      ? []
      : [
          heading("Not compared"),
          ...only.base.map((name) => `  ${name}: only in base`),
          ...only.head.map((name) => `  ${name}: only in head`),
        ]),
    ...baseText(result),
    machineText(result),
    ...otherWorkLines(result.workloads),
    "",
    `This check itself took ${amount(cost.wall_s, "s")} and ${withInterval(cost.co2e_g, "g")} CO2e.`,
    "",
  ].join("\n");
}
