/**
 * Traces of invocations, constructed: no deployed Worker gave them. They have the shape that Cloudflare documents for
 * `tail()`: CPU and wall time in whole ms, what was logged as a list of its arguments, the moment in ms since 1970.
 * @module
 */
import type { WireMeterLine } from "@gramme/core/wire";
import type { InvocationTrace } from "./supplements.ts";

/** When the constructed invocations began: 19 November 2026, 10:00 UTC. */
export const BEGAN_AT_MS = 1_795_082_400_000;

/** A line as the example Worker logs it for eleven seconds of speech. */
export function line(more: Partial<WireMeterLine> = {}): WireMeterLine {
  return {
    meter_id: "5d3e6f0a-1c2b-4a39-8f7e-6d5c4b3a2918",
    labels: {
      task: "voice-activity-detection",
      model: "silero-vad",
      model_version: "5",
      route: "/voice-activity",
      profile: "edge-voice",
    },
    inferences: 344,
    ...more,
  };
}

/** What `console.log(…args)` becomes in a trace. */
export function logged(...args: readonly unknown[]): TraceLog {
  return { timestamp: BEGAN_AT_MS + 420, level: "log", message: args };
}

/** One finished invocation that logged these. */
export function trace(logs: readonly TraceLog[], more: Partial<TraceItem> = {}): TraceItem & InvocationTrace {
  return {
    event: null,
    eventTimestamp: BEGAN_AT_MS,
    logs: [...logs],
    exceptions: [],
    diagnosticsChannelEvents: [],
    scriptName: "edge-voice",
    outcome: "ok",
    executionModel: "stateless",
    truncated: false,
    cpuTime: 412,
    wallTime: 430,
    ...more,
  };
}
