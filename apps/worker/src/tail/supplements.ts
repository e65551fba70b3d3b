/**
 * What the platform told of invocations, as events for the ledger: CPU time under the labels of inferences that were
 * counted when they ran.
 * @module
 */
import { CPU_EVENT_SUFFIX, LONGEST_MS, MeterEvent, type WireEvent } from "@gramme/core/wire";
import { cpuShares } from "./cpu-shares.ts";
import { meterLines, type LoggedLine } from "./meter-lines.ts";

/** What was done with the lines that were found. */
export interface Tally {
  /** Lines whose CPU time is told on, and that time. */
  readonly told: number;
  readonly cpu_us: number;
  /** Lines of invocations of which the platform told no CPU time. 0 is no measurement. */
  readonly without_cpu: number;
  /** Lines of invocations whose trace was cut short: what is missing had a part in the CPU time. */
  readonly truncated: number;
  /** Lines whose part is under a microsecond. */
  readonly below_1_us: number;
  /** Entries that call themselves the meter's and are none. */
  readonly malformed: number;
}

/** Events to send, and what they leave out. */
export interface Supplements {
  readonly events: readonly WireEvent[];
  readonly tally: Tally;
}

/** The fields of a trace that are read. */
export type InvocationTrace = Pick<TraceItem, "eventTimestamp" | "logs" | "truncated"> & {
  /** ms of CPU time of the whole invocation; whole ones since April 2025. */
  readonly cpuTime?: number;
};

/**
 * The CPU time of each invocation, split over its inferences in proportion to their number; the shares add up to what
 * the platform told, to the microsecond. It is the time of the whole invocation, routing and parsing included, so an
 * upper bound of what the inferences took. An invocation without CPU time gives no event. `nowMs` dates a line whose
 * trace has no time.
 */
export function supplements(traces: readonly InvocationTrace[], nowMs: number): Supplements {
  const events: WireEvent[] = [];
  const tally = { told: 0, cpu_us: 0, without_cpu: 0, truncated: 0, below_1_us: 0, malformed: 0 };
  for (const trace of traces) {
    const { lines, malformed } = meterLines(trace.logs);
    tally.malformed += malformed;
    const cpuUs = cpuMicroseconds(trace.cpuTime);
    if (trace.truncated) {
      tally.truncated += lines.length;
    } else if (cpuUs === undefined) {
      tally.without_cpu += lines.length;
    } else {
      const shares = cpuShares(
        cpuUs,
        lines.map(({ line }) => line.inferences),
      );
      for (const [index, logged] of lines.entries()) {
        const shareUs = shares[index] ?? 0;
        if (shareUs === 0) {
          tally.below_1_us += 1;
          continue;
        }
        events.push(supplement(logged, shareUs, trace.eventTimestamp ?? nowMs));
        tally.told += 1;
        tally.cpu_us += shareUs;
      }
    }
  }
  return { events, tally };
}

function cpuMicroseconds(cpuTime: number | undefined): number | undefined {
  if (cpuTime === undefined || !(cpuTime > 0) || cpuTime > LONGEST_MS) return undefined;
  const us = Math.round(cpuTime * 1000);
  return us === 0 ? undefined : us;
}

function supplement({ line, loggedAtMs }: LoggedLine, shareUs: number, startedAtMs: number): WireEvent {
  const { meter_id, labels, inferences } = line;
  return {
    id: `${meter_id}${CPU_EVENT_SUFFIX}`,
    // the hour of the event that it adds to: that was ended when the line was logged
    at_unix_ms: moment(loggedAtMs) ?? Math.trunc(startedAtMs),
    count: 0,
    cpu_ms: shareUs / 1000,
    cpu_of: inferences,
    ...labels,
  };
}

function moment(ms: number): number | undefined {
  const parsed = MeterEvent.shape.at_unix_ms.safeParse(Math.trunc(ms));
  return parsed.success ? parsed.data : undefined;
}
