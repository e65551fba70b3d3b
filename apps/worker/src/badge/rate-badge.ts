/**
 * What 1000 inferences emit, as a badge says it: value and interval, two digits each.
 * @module
 */
import { withInterval, unitFor } from "@gramme/core/words";
import type { Env } from "../env.ts";
import { wireFiguresOf } from "../read/figures.ts";
import { lastFrom } from "../read/last.ts";
import { HOUR_MS, periodOf } from "../read/period.ts";
import { openReading } from "../read/reading.ts";
import { servedCells, servedGroups } from "../read/served-groups.ts";
import type { BadgeQuestion } from "./badge-query.ts";
import type { BadgeWords } from "./drawing.ts";
import { labelled } from "./label.ts";

const BOUNDARY = "facility";

/** The rate of inferences of a tenant, by task or model where asked, in words. */
export async function rateBadge(
  env: Env,
  tenant: string,
  nowMs: number,
  { task, model, last = "30d" }: BadgeQuestion,
): Promise<BadgeWords> {
  const period = periodOf({ from: lastFrom(last, nowMs, undefined) }, nowMs);
  const reading = await openReading(env, tenant, { boundary: BOUNDARY, nowMs });
  const served = await servedCells(env, reading, period, {
    phase: ["inference"],
    ...(task === undefined ? {} : { task }),
    ...(model === undefined ? {} : { model }),
  });
  const [group] = servedGroups(served, () => "");
  // a name that the ledger does not know is not repeated on a picture of the ledger's
  const label = labelled("CO2e", group === undefined ? [] : [...(model ?? []), ...(task ?? [])]);
  const span = `${dateOf(period.from * HOUR_MS)} to ${dateOf(nowMs)}`;
  const figures = group === undefined ? undefined : wireFiguresOf(group.counters, group.total);
  const grams = figures?.per_1000?.co2e_g;
  if (figures === undefined || grams === undefined) {
    return { label, value: "unknown", reading: `unknown, ${span}`, isKnown: false };
  }
  // what failed is no inference, and no part of a rate
  const left = figures.unknown.reduce(
    (sum, { reason, count }) => sum + (reason === "failed-request" ? 0 : count),
    0,
  );
  const known = figures.known / (figures.known + left);
  const part = left === 0 ? "" : `, ${known < 0.01 ? "under 1" : Math.floor(known * 100)} % known`;
  const { factor, unit } = unitFor(grams.value, "g");
  const [value, low, high] = [grams.value, grams.low, grams.high].map((one) => twoDigits(one * factor));
  return {
    label,
    value: `${value} ${unit}/1000 (${low}–${high})${part}`,
    reading: `${withInterval(grams, "g")} CO2e per 1000 inferences, 90 % interval, ${BOUNDARY}, ${span}${part}`,
    isKnown: true,
  };
}

const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Two significant digits without an exponent. */
function twoDigits(value: number): string {
  if (value === 0) return "0";
  const places = Math.max(0, 1 - Math.floor(Math.log10(value)));
  return Number(value.toPrecision(2)).toFixed(Math.min(places, 9));
}
