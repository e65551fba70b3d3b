/**
 * Where a change comes from (methodology M45): work per unit × time × power, in numbers and in words.
 * @module
 */
import type { WireComparedWorkload } from "@gramme/core/wire";
import { byInterest } from "./interest.ts";
import { code, prose, stacked } from "./markdown.ts";
import { change, counted } from "./quantity.ts";
import type { Chosen } from "./room.ts";

/** A factor that makes this share of the whole change is named in the words. */
const NAMED_SHARE = 0.25;

/** Why the verdicts are what they are: of those called or in doubt. `unchanged` tells the rest. */
export function whySection(comparisons: readonly WireComparedWorkload[], chosen: Chosen): string {
  const told = comparisons.filter((compared) => compared.verdict !== "no-change");
  const shown = byInterest(told.filter((compared) => chosen.explained.has(compared)));
  if (shown.length === 0) return "";
  const left = told.length - shown.length;
  const explains = shown.some((compared) => isCalled(compared));
  return stacked([
    "#### Why",
    [
      ...shown.map((compared) => `- ${because(compared)}`),
      ...(left > 0 ? [`- and ${counted(left, "more workload", "more workloads")}, left out here`] : []),
    ].join("\n"),
    explains ? LEGEND : "",
  ]);
}

const LEGEND =
  "<sub>work: CPU-seconds per unit. time: wall seconds per CPU-second, or per unit where no clock counts these. power: watts while it runs. Their product is the ratio of the means; the change above is the median over pairs, and can differ a little.</sub>";

/** Where the small changes of the others come from, for the details. */
export function unchanged(comparisons: readonly WireComparedWorkload[], chosen: Chosen): string {
  const lines = comparisons
    .filter((compared) => compared.verdict === "no-change" && chosen.explained.has(compared))
    .map((compared) => `- ${code(compared.name)}: ${factors(compared)}. ${prose(compared.why)}`);
  return lines.length === 0 ? "" : stacked(["Without a change:", lines.join("\n")]);
}

function isCalled({ verdict }: WireComparedWorkload): boolean {
  return verdict === "regression" || verdict === "improvement";
}

/** Of what is in doubt the factors would be noise. */
function because(compared: WireComparedWorkload): string {
  const name = code(compared.name);
  const why = prose(compared.why, 400);
  return isCalled(compared)
    ? `${name} ${inWords(compared)}: ${factors(compared)}.<br>${why}`
    : `${name}: ${why}`;
}

/** `energy +15.4 % = work +15.2 % × time −0.1 % × power +0.3 %`. */
function factors({ explained: { work, time, power } }: WireComparedWorkload): string {
  const whole = (1 + (work ?? 0)) * (1 + time) * (1 + power) - 1;
  const parts = [
    ...(work === undefined ? [] : [`work ${change(work)}`]),
    `time ${change(time)}`,
    `power ${change(power)}`,
  ];
  return `energy ${change(whole)} = ${parts.join(" × ")}`;
}

/** A factor on the log scale, and what it is called where it is above or below 0. */
interface Named {
  readonly size: number;
  readonly more: string;
  readonly less: string;
}

/**
 * What the factors mean: those that make the change, the largest first, and what works against them. Longer at less
 * power is one thing and not two: waiting. It is said, and cancels.
 */
function inWords({ explained: { work, time, power } }: WireComparedWorkload): string {
  const slower: Named = { size: log(time), more: "takes longer", less: "takes less time" };
  const stronger: Named = {
    size: log(power),
    more: "draws more power while it runs",
    less: "draws less power while it runs",
  };
  const harder: Named[] =
    work === undefined ? [] : [{ size: log(work), more: "does more work", less: "does less work" }];
  const whole = log(work ?? 0) + slower.size + stronger.size;
  const large = ({ size }: Named): boolean => Math.abs(size) >= NAMED_SHARE * Math.abs(whole);
  const opposed = slower.size > 0 !== stronger.size > 0;
  const net = slower.size + stronger.size;
  const waits = opposed && large(slower) && large(stronger) && !large({ ...slower, size: net });
  const named = [...harder, ...(waits ? [] : [slower, stronger])]
    .filter((factor) => large(factor))
    .toSorted((a, b) => Math.abs(b.size) - Math.abs(a.size));
  const say = ({ size, more, less }: Named): string => (size > 0 ? more : less);
  const along = named.filter(({ size }) => size > 0 === whole > 0).map((factor) => say(factor));
  const against = named.filter(({ size }) => size > 0 !== whole > 0).map((factor) => say(factor));
  return [
    `**${along.join(" and ")}**`,
    ...(against.length === 0 ? [] : [`though it ${against.join(" and ")}`]),
    ...(waits ? [`and ${say(slower)} at ${stronger.size > 0 ? "more" : "less"} power, which cancels`] : []),
  ].join(", ");
}

function log(relative: number): number {
  return Math.log1p(Math.max(relative, -1 + 1e-12));
}
