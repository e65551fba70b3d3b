/**
 * Quality of both arms beside their energy, so that "greener because worse" is seen.
 * @module
 */
import type { WireComparedWorkload, WireWorkloadFigures } from "@gramme/core/wire";
import { code, prose, stacked, table } from "./markdown.ts";
import { change, percent } from "./quantity.ts";
import type { Chosen } from "./room.ts";

type Quality = NonNullable<WireWorkloadFigures["quality"]>;

const LONGEST_METRIC = 40;
/** Quality is one run's figure: what is less than half a percent of it may be chance, and is not remarked upon. */
const REMARKABLE = 0.005;

/** Quality base → head of every compared workload that has one, and remarks on what was traded. */
export function qualitySection(comparisons: readonly WireComparedWorkload[], chosen: Chosen): string {
  const told = comparisons
    .filter((compared) => chosen.explained.has(compared))
    .flatMap((compared) => {
      const { base, head } = compared;
      // two metrics are not set beside each other
      return base.quality === undefined ||
        head.quality === undefined ||
        base.quality.metric !== head.quality.metric
        ? []
        : [{ compared, was: base.quality, is: head.quality }];
    });
  if (told.length === 0) return "";
  const remarks = told.flatMap(({ compared, was, is }) => remark(compared, was, is));
  return stacked([
    "#### Quality",
    table(
      [
        ["workload", "left"],
        ["metric", "left"],
        ["base", "right"],
        ["head", "right"],
        ["", "left"],
      ],
      told.map(({ compared, was, is }) => [
        code(compared.name),
        prose(is.metric, LONGEST_METRIC),
        exact(was.value),
        exact(is.value),
        judgement(was, is),
      ]),
    ),
    remarks.map((text) => `- ${text}`).join("\n"),
    way(told.map(({ compared, is }) => [compared.name, is] as const)),
  ]);
}

/** Quality of workloads measured alone. */
export function aloneQuality(workloads: readonly WireWorkloadFigures[], chosen: Chosen): string {
  const told = workloads.flatMap((workload) =>
    workload.quality === undefined || !chosen.explained.has(workload)
      ? []
      : [[workload.name, workload.quality] as const],
  );
  if (told.length === 0) return "";
  const lines = told.map(
    ([name, { metric, value }]) => `- ${code(name)}: ${prose(metric, LONGEST_METRIC)} ${exact(value)}`,
  );
  return stacked(["#### Quality", lines.join("\n"), way(told)]);
}

/** Four digits, so that a small difference between two runs is seen. */
function exact(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const small = Math.abs(value) < 1e-3 || Math.abs(value) >= 1e5;
  return small ? value.toExponential(3) : value.toPrecision(4);
}

/** Change of quality as a share of base's; above 0 is better. */
function gain(was: Quality, is: Quality): number {
  if (was.value === 0) return is.value === 0 ? 0 : Number.NaN;
  const relative = (is.value - was.value) / Math.abs(was.value);
  return is.better === "higher" ? relative : -relative;
}

function judgement(was: Quality, is: Quality): string {
  if (was.value === is.value) return "the same";
  const gained = gain(was, is);
  const better = is.value > was.value === (is.better === "higher");
  if (Math.abs(gained) < REMARKABLE)
    return `${better ? "better" : "worse"}, by less than ${percent(REMARKABLE)}`;
  const relative = was.value === 0 ? "" : ` (${change((is.value - was.value) / Math.abs(was.value))})`;
  return `${better ? "better" : "**worse**"}${relative}`;
}

function remark(compared: WireComparedWorkload, was: Quality, is: Quality): readonly string[] {
  const gained = gain(was, is);
  if (!(Math.abs(gained) >= REMARKABLE)) return [];
  const name = code(compared.name);
  const metric = prose(is.metric, LONGEST_METRIC);
  const size = percent(gained);
  const energy = percent(compared.change);
  if (compared.verdict === "improvement" && gained < 0) {
    return [
      `**Greener because worse?** ${name} takes ${energy} less energy, and its ${metric} is ${size} worse.`,
    ];
  }
  if (compared.verdict === "regression" && gained > 0) {
    return [
      `**Better at a price:** ${name} takes ${energy} more energy, and its ${metric} is ${size} better.`,
    ];
  }
  if (compared.verdict === "regression" && gained < 0) {
    return [
      `**Worse on both counts:** ${name} takes ${energy} more energy, and its ${metric} is ${size} worse.`,
    ];
  }
  return [];
}

/** What the last part of a training's emissions bought (Parcollet & Ravanelli 2021). */
function way(rows: readonly (readonly [name: string, quality: Quality])[]): string {
  return rows
    .flatMap(([name, { metric, value, at_50_percent: half, at_90_percent: most }]) => {
      const steps = [
        ...(half === undefined ? [] : [`${exact(half)} after half of its emissions`]),
        ...(most === undefined ? [] : [`${exact(most)} after 90 %`]),
      ];
      return steps.length === 0
        ? []
        : [
            `<sub>${code(name)}: ${prose(metric, LONGEST_METRIC)} was ${steps.join(", ")}, ${exact(value)} at the end.</sub>`,
          ];
    })
    .join("<br>\n");
}
