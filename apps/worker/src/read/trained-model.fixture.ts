/**
 * A model that was trained, measured and is served by a profile of some watts: what phases, parity and lists are read of.
 * @module
 */
import { runResult, SOURCE, workload } from "../runs/run.fixture.ts";
import { bookProfile, daysAgo } from "./book.fixture.ts";

/** Key of its run. */
export const KEY = "acme/model/4242/1/-";
/** When its run began. */
export const STARTED = `${daysAgo(9)}T10:00:00Z`;
/** Its run, with a training that took place. */
export const ENVELOPE = {
  schema: "gramme/runs/1",
  run: runResult({ started_at: STARTED, workloads: [workload({ model: "acme/chat" })] }),
  source: SOURCE,
  trained: ["digits"],
} as const;
/** Figures of its training. */
export const FIGURES = workload().figures;
/** A time that holds all of it. */
export const MONTH = `from=${daysAgo(20)}&to=${daysAgo(0)}`;

/** Books the profile that it is served by. */
export async function bookChat(): Promise<void> {
  await bookProfile("chat", 1, {
    kind: "power",
    power_w: 1,
    rung: "node",
    // as the run's: figures of two tiers are not compared
    tier: "rated",
    site: { pue: 1, grid_g_per_kwh: 100 },
  });
}

/** A cell of inferences that took so many seconds of fair share. */
export function busy(at: string, count: number, seconds: number) {
  return {
    at,
    labels: { profile: "chat", profile_version: 1 },
    counters: { count, timed: count, share_us: seconds * 1e6 },
  };
}
