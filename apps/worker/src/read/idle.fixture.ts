/**
 * A profile that says its idle power, requests under it, and readers of what is told.
 * @module
 */
import type { WireApiIdle, WireProfileInput, WireSummaryAnswer } from "@gramme/core/wire";
import { SummaryAnswer } from "@gramme/core/wire";
import { answerOf, type CellFixture, daysAgo } from "./book.fixture.ts";

const HOUR_US = 3_600_000_000;
/** A day that is over, and whose hours are kept. */
export const DAY = daysAgo(3);
/** That day as a period. */
export const ONE_DAY = `from=${DAY}&to=${DAY}`;
type Power = Extract<WireProfileInput, { kind: "power" }>;
/** A profile by power that says nothing of idle power. */
export const BUSY: Power = {
  kind: "power",
  power_w: 300,
  rung: "node",
  spread: 1.5,
  site: { pue: 1.2, grid_g_per_kwh: 100, wue_l_per_kwh: 1 },
};
/** The same, 100 W while it waits. */
export const GPU: Power = { ...BUSY, idle: { power_w: 100 } };
/** Labels of requests under its first version. */
export const labels = { profile: "gpu", profile_version: 1 } as const;

/** Requests at an hour of a day that took so many hours in all. */
export function requests(
  at: string,
  share_h: number,
  some: Partial<CellFixture> = {},
  counters: CellFixture["counters"] = {},
): CellFixture {
  const all = { count: 100, timed: 100, duration_us: share_h * HOUR_US, share_us: share_h * HOUR_US };
  return { at, labels, ...some, counters: { ...all, ...counters } };
}
/** The answer of `/api/summary`, in the form that the wire promises. */
export const summary = (query: string): Promise<WireSummaryAnswer> =>
  answerOf(SummaryAnswer, `/api/summary?${query}`);
/** The idle time of an answer. */
export const idleOf = async (query: string): Promise<WireApiIdle> => (await summary(query)).idle;
/** The only profile of an answer. */
export async function gpuOf(query: string): Promise<WireApiIdle["profiles"][number]> {
  const { profiles } = await idleOf(query);
  const [gpu] = profiles;
  if (gpu === undefined || profiles.length > 1) throw new Error(`${profiles.length} profiles were told`);
  return gpu;
}
/** Codes of what is assumed of idle time. */
export const codes = ({ ground }: WireSummaryAnswer): readonly string[] =>
  ground.assumptions.map(({ code }) => code).filter((code) => code.startsWith("idle-"));
