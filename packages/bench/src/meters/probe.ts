/**
 * Whether a meter can serve here, and if not, why not.
 * @module
 */

/** The meters, surest first. */
export type MeterName = "rapl" | "nvml" | "cgroup-v2" | "reaped-children" | "tdp";

/** What a meter says of itself before it is used. */
export type Probe<M> =
  | {
      readonly meter: MeterName;
      readonly available: true;
      readonly detail: string;
      readonly open: () => M;
      /** Whether what it meters can be made to stand still. */ readonly pauses?: boolean;
    }
  | { readonly meter: MeterName; readonly available: false; readonly whyNot: string };

/** A probe as it is printed and written to results. */
export interface ProbeReport {
  readonly meter: MeterName;
  readonly available: boolean;
  /** What was found, or why the meter cannot serve. */
  readonly detail: string;
}

/** A probe without its opener. */
export function probeReport(probe: Probe<unknown>): ProbeReport {
  return {
    meter: probe.meter,
    available: probe.available,
    detail: probe.available ? probe.detail : probe.whyNot,
  };
}

/** Says what an unknown error says, in one line. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split("\n", 1)[0] ?? text;
}
