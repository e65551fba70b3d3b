/**
 * Profiles that follow from a run: what one inference took when it was measured, for requests that are served.
 * @module
 */
import type { WireProfileInput, WireRunResult } from "@gramme/core/wire";

/** A profile to state at a ledger. */
export interface StatedProfile {
  /** Its id: the workload's name. */
  readonly id: string;
  readonly input: WireProfileInput;
}

/** One profile for each inference workload of a run that stands in the ledger under `key`. */
export function calibratedProfiles(run: WireRunResult, key: string): readonly StatedProfile[] {
  return run.workloads
    .filter(({ phase }) => phase === "inference")
    .map(({ name, figures }) => {
      const assumed = new Set(figures.assumptions.map(({ code }) => code));
      // what the run assumed must not come back as if somebody had stated it
      const site = {
        ...(assumed.has("zone-unknown") ? {} : { zone: run.site.zone }),
        ...(assumed.has("pue-default") ? {} : { pue: run.site.pue }),
        ...(assumed.has("wue-default") ? {} : { wue_l_per_kwh: run.site.wue_l_per_kwh }),
      };
      return {
        id: name,
        input: {
          kind: "calibrated" as const,
          run: key,
          workload: name,
          ...(Object.keys(site).length === 0 ? {} : { site }),
        },
      };
    });
}
