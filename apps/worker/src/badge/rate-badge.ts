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
import { servedCells, type ServedGroup, servedGroups } from "../read/served-groups.ts";
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
  const mix = mixOf(servedGroups(served, (row) => row.task));
  // a name that the ledger does not know is not repeated on a picture of the ledger's
  const asked = group === undefined ? [] : [...(model ?? []), ...(task ?? [])];
  // of several tasks, a rate is made by their mix before anything else: it wants to be read as such
  const label = labelled(
    "CO2e",
    task === undefined && mix.length > 1 ? [...asked, `${mix.length} tasks`] : asked,
  );
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
    reading: `${withInterval(grams, "g")} CO2e per 1000 inferences, 90 % interval, ${BOUNDARY}${composition(mix)} ${span}${part}`,
    isKnown: true,
  };
}

/** Inferences by task, of those that a rate is of; most first. */
type Mix = readonly { readonly task: string; readonly share: number }[];

/** Tasks that a composition names. */
const MOST_NAMED = 3;

function mixOf(groups: readonly ServedGroup[]): Mix {
  const known = groups.flatMap(({ key, total }) =>
    total.impacts === undefined || total.inferences === 0
      ? []
      : [{ task: key, inferences: total.inferences }],
  );
  const all = known.reduce((sum, { inferences }) => sum + inferences, 0);
  return known
    .map(({ task, inferences }) => ({ task, share: inferences / all }))
    .toSorted((a, b) => b.share - a.share);
}

/** What a rate is of, in words between two others; no more than a comma where it is of one task. */
function composition(mix: Mix): string {
  if (mix.length < 2) return ",";
  const named = mix.slice(0, MOST_NAMED).map(({ task, share }) => `${percent(share)} ${task}`);
  const others = mix.length - named.length;
  const more = others === 0 ? [] : [`${others} ${others === 1 ? "task" : "tasks"} more`];
  return `; of all inferences in it, ${[...named, ...more].join(", ")};`;
}

function percent(share: number): string {
  const rounded = Math.round(share * 100);
  if (rounded === 0) return "under 1 %";
  return rounded === 100 ? "over 99 %" : `${rounded} %`;
}

const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Two significant digits without an exponent. */
function twoDigits(value: number): string {
  if (value === 0) return "0";
  const places = Math.max(0, 1 - Math.floor(Math.log10(value)));
  return Number(value.toPrecision(2)).toFixed(Math.min(places, 9));
}
