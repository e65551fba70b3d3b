/**
 * What the figures rest on: assumptions, where the doubt comes from, what is not counted.
 * @module
 */
import type { WireRunResult, WireWorkloadFigures } from "@gramme/core/wire";
import { doubtMeaning, NOT_COUNTED } from "@gramme/core/words";
import { headFigures } from "./checked.ts";
import { code, details, prose, stacked } from "./markdown.ts";
import { listed } from "./room.ts";

const MOST_DOUBTS = 6;
const LEAST_SHARE = 0.01;

/** Every assumption behind head's figures, once. */
export function assumedDetails(result: WireRunResult, most: number): string {
  const texts = [
    ...new Set(headFigures(result).flatMap(({ figures }) => figures.assumptions.map(({ text }) => text))),
  ];
  return details(
    `What the figures assume (${texts.length})`,
    listed(
      texts.map((text) => prose(text)),
      most,
    ),
  );
}

/** Which sources the interval of one workload's CO2e comes from. */
export function doubtDetails({ name, figures }: WireWorkloadFigures): string {
  const rows = figures.doubt.filter(({ share }) => share >= LEAST_SHARE).slice(0, MOST_DOUBTS);
  const [first] = rows;
  if (first === undefined) return "";
  return details(
    "Where the doubt comes from",
    stacked([
      `Of the CO2e of ${code(name)}, the largest that was measured:`,
      rows.map(({ source, share }) => `- ${(share * 100).toFixed(0)} % ${doubtWords(source)}`).join("\n"),
      "<sub>Base and head share most of it, so that it cancels in the change.</sub>",
    ]),
  );
}

function doubtWords(source: string): string {
  const words = doubtMeaning(source);
  if (words === undefined) return code(source, 80);
  return source === "noise" ? words : `${words} (${code(source, 80)})`;
}

/** What is in no figure. */
export function notCountedDetails(results: readonly WireRunResult[]): string {
  const rungs = new Set(
    results.flatMap((result) => headFigures(result).map(({ figures }) => figures.boundary)),
  );
  return details(
    "What is not counted",
    listed(
      [
        ...(rungs.has("lifecycle") ? [] : ["production of the hardware: at the lifecycle rung only"]),
        ...(rungs.has("lifecycle") || rungs.has("facility")
          ? []
          : ["cooling and power distribution: from the facility rung on"]),
        "set-up commands, checkout and this job's own harness",
        ...NOT_COUNTED,
      ],
      NOT_COUNTED.length + 3,
    ),
  );
}
