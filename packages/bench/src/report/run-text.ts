/**
 * What `gramme run` says when a command has ended: as short as what `time` says, and still with interval, tier,
 * boundary, doubt and what was assumed.
 * @module
 */
import { styleText } from "node:util";
import type { WireOtherWork, WireRunResult } from "@gramme/core/wire";
import { amount, withInterval } from "@gramme/core/words";
import { plainTable } from "../cli/table.ts";
import { QUIET_SHARE } from "../machine/busy.ts";
import { doubtWords } from "./footing.ts";

const MOST_DOUBTS = 3;

function busyWords(other: WireOtherWork | undefined): readonly string[] {
  if (other === undefined) return ["  other work on the machine: not known"];
  const filled = Math.min(1, other.share + (other.stolen ?? 0));
  return filled < QUIET_SHARE
    ? []
    : [`  the machine was busy with other work: ${(filled * 100).toFixed(0)} % of its CPU`];
}

/** The short report of a run; `measuredText` is the long one. */
export function runText(result: WireRunResult): string {
  const [workload] = result.workloads;
  if (workload === undefined) return "";
  const { figures, replicates, misses, phase, name, other_work: other } = workload;
  const [run] = replicates;
  const cpu = run?.cpu_s === undefined ? "" : `, ${amount(run.cpu_s, "s")} CPU (${workload.clock})`;
  const rows = [
    ["energy", withInterval(figures.energy_kwh, "kwh"), `${figures.boundary}, ${figures.tier}`],
    ["CO2e", withInterval(figures.co2e_g, "g"), `zone ${result.site.zone}`],
    [
      "production",
      withInterval(figures.embodied.co2e_g, "g"),
      "CO2e of making the hardware, by share of its life",
    ],
    ["water", withInterval(figures.water_l, "l"), ""],
  ];
  const doubts = figures.doubt
    .slice(0, MOST_DOUBTS)
    .map(({ source, share }) => `${(share * 100).toFixed(0)} % ${doubtWords(source)}`);
  const assumed = [...new Set(figures.assumptions.map(({ code }) => code))];
  return [
    styleText("bold", `gramme: ${name}, ${phase}: ${amount(run?.wall_s ?? 0, "s")} wall${cpu}`),
    plainTable(rows),
    `  doubt: ${doubts.join(", ")}`,
    ...busyWords(other),
    ...misses.map((text) => `  missed: ${text}`),
    `  assumed: ${assumed.join(", ")} (--verbose says what, with all sources)`,
    "",
  ].join("\n");
}
