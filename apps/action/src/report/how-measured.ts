/**
 * How it was measured: by which meter, on what machine, in how many pairs, and what these could have seen.
 * @module
 */
import { amount, digits } from "@gramme/core/words";
import { TIER_MEANING } from "@gramme/core";
import type { WireComparedWorkload, WireRunResult } from "@gramme/core/wire";
import { headFigures } from "./checked.ts";
import { unchanged } from "./explained.ts";
import { byInterest } from "./interest.ts";
import { code, details, prose, stacked, table } from "./markdown.ts";
import { counted, percent, spanned } from "./quantity.ts";
import { listed } from "./room.ts";
import type { Chosen } from "./room.ts";

const PAIRING = {
  "in-turns": "in turns",
  "one-after-another": "one after another",
} as const;
const KNOWN = {
  model: "",
  family: ", known by its family only",
  unknown: ", in no catalogue: its power is a guess, and the intervals are wide",
} as const;
const HOSTING = {
  "github-hosted": "GitHub-hosted",
  "self-hosted": "self-hosted",
  unknown: "hosting unknown",
} as const;

/** Who lends the machine, in words. */
export function hostingText({ runner }: WireRunResult): string | undefined {
  return runner === undefined || runner.hosting === "unknown" ? undefined : HOSTING[runner.hosting];
}

/** The part that is folded away. */
export function howMeasuredDetails(result: WireRunResult, chosen: Chosen): string {
  const { comparisons, machine } = result;
  const shown = byInterest(comparisons.filter((compared) => chosen.explained.has(compared)));
  const tiers = [...new Set(headFigures(result).map(({ figures }) => figures.tier))];
  return details(
    `How it was measured${tiers.length === 0 ? "" : `: ${tiers.join(", ")}`}`,
    stacked([
      listed(
        [
          ...machineLines(result),
          ...tiers.map((tier) => `energy is **${tier}**: ${TIER_MEANING[tier]}`),
          ...meterLines(result),
          ...machine.meters
            .filter(({ available }) => !available)
            .map(({ meter, detail }) => `not ${code(meter)}: ${prose(detail)}`),
        ],
        chosen.texts,
      ),
      pairsText(shown, comparisons.length),
      unchanged(shown, chosen),
      missesText(result, chosen),
    ]),
  );
}

function machineLines({ machine, site, runner, gramme, started_at: at }: WireRunResult): readonly string[] {
  const { cpu, cpu_known_by: known, threads, memory_gb: memory, gpus, os } = machine;
  const image = runner?.image === undefined ? "" : `, image ${code(runner.image)}`;
  const region =
    runner?.region === undefined
      ? ""
      : `, region ${code(runner.region)} (${runner.region_from === "configured" ? "as configured" : "told by the machine"})`;
  const cards = gpus.length === 0 ? "" : `, ${gpus.map((gpu) => prose(gpu, 80)).join(", ")}`;
  return [
    `machine: ${prose(cpu, 100)}${KNOWN[known]}; ${counted(threads, "thread")}, ${digits(memory)} GB${cards}; ${prose(os, 80)}`,
    ...(runner === undefined ? [] : [`runner: ${HOSTING[runner.hosting]}${image}${region}`]),
    `place: zone ${prose(site.zone, 40)}, ${digits(site.grid_g_per_kwh)} g CO2e/kWh, PUE ${digits(site.pue)}, ${digits(site.wue_l_per_kwh)} L of cooling water per kWh`,
    `Gramme ${prose(gramme, 40)}, begun ${prose(at.slice(0, 16).replace("T", " "), 20)} UTC`,
  ];
}

/** What was read, as far as the replicates tell. */
function meterLines(result: WireRunResult): readonly string[] {
  const workloads = headFigures(result);
  const replicates = workloads.flatMap((workload) => workload.replicates);
  const clocks = [...new Set(workloads.map(({ clock }) => clock))].filter((clock) => clock !== "none");
  return [
    ...(replicates.some(({ cpu_j: joules }) => joules !== undefined)
      ? ["RAPL counted the joules of the CPU"]
      : []),
    ...(replicates.some(({ gpu_j: joules }) => joules !== undefined)
      ? ["NVML counted the joules of the GPU"]
      : []),
    ...(clocks.length === 0
      ? []
      : [`CPU-seconds were counted by ${clocks.map((clock) => code(clock)).join(", ")}`]),
  ];
}

function pairsText(shown: readonly WireComparedWorkload[], all: number): string {
  if (shown.length === 0) return "";
  const whys = [...new Set(shown.map(({ pairing_why: why }) => why).filter((why) => why !== undefined))];
  const floors = spanned(
    shown.map(({ noise_floor: floor }) => floor),
    percent,
  );
  return stacked([
    `A pair is one fresh process of base and one of head, side by side on this machine. The base-against-base floor is ${floors}: so much may two identical arms differ, and less than that is never called.`,
    floorSeenText(shown),
    table(
      [
        ["workload", "left"],
        ["pairs", "right"],
        ["taken", "left"],
        ["smallest change seen", "right"],
        ["floor", "right"],
        ["threshold", "right"],
        ["one process", "right"],
        ["inputs", "left"],
      ],
      shown.map((compared) => [
        code(compared.name),
        String(compared.pairs),
        PAIRING[compared.pairing],
        compared.smallest_change_seen === undefined ? "none" : percent(compared.smallest_change_seen),
        percent(compared.noise_floor),
        percent(compared.threshold),
        processTime(compared),
        compared.head.inputs,
      ]),
    ),
    shown.length < all ? `${counted(all - shown.length, "workload")} left out here.` : "",
    listed(
      whys.map((why) => `one after another: ${prose(why)}`),
      3,
    ),
  ]);
}

/** What base against base shows of this machine; empty where two commits were compared. */
function floorSeenText(shown: readonly WireComparedWorkload[]): string {
  const seen = shown.flatMap(({ floor_seen: floor }) => (floor === undefined ? [] : [floor]));
  if (seen.length === 0) return "";
  const above = shown.some(({ floor_seen: floor = 0, noise_floor: taken }) => floor > taken);
  const advice = above ? " Where it is above the floor that was taken, set `gate.noise-floor` to it." : "";
  return `This machine, with one commit in both arms, shows a floor of ${spanned(seen, percent)} (the larger end of a 95 % interval, so more pairs make it smaller).${advice}`;
}

function processTime({ head: { replicates } }: WireComparedWorkload): string {
  const total = replicates.reduce((sum, { wall_s: wall }) => sum + wall, 0);
  return amount(total / replicates.length, "s");
}

function missesText(result: WireRunResult, chosen: Chosen): string {
  const misses = [...new Set(headFigures(result).flatMap((workload) => workload.misses))];
  return misses.length === 0
    ? ""
    : stacked([
        "Missed by the meter:",
        listed(
          misses.map((text) => prose(text)),
          chosen.texts,
        ),
      ]);
}
