/**
 * From a bench result to what a profile keeps of it, and from figures on the wire back to estimates (methodology M51).
 * The doubt keeps its sources' names, so that what two figures of one machine share cancels in their quotient.
 * @module
 */
import type { BoundaryRung } from "../energy/boundary.ts";
import { BOUNDARY_RUNGS } from "../energy/boundary.ts";
import type { Estimate, Spread } from "../estimate/estimate.ts";
import { Z90 } from "../estimate/estimate.ts";
import { JOULES_PER_KWH } from "../units.ts";
import type { Quantity, Unit } from "../units.ts";
import type { WireCalibration } from "../wire/profile.ts";
import type { WireQuantity } from "../wire/quantity.ts";
import type { WireFigures, WireWorkloadFigures } from "../wire/run-result.ts";

/** What was measured: a workload of a run. */
export interface Measured {
  /** Key of the run. */
  readonly run: string;
  readonly workload: string;
}

type Shares = readonly { readonly source: string; readonly share: number }[];

/** Sources that are no part of an energy: the grid's, and the production's of hardware. */
const NO_ENERGY = /^(?:grid\/|embodied\/|stated\/grid$|gpu\/.*\/embodied-)/u;
/** Sources that enter at a rung, and are in no narrower one. */
const ENTERS: readonly (readonly [source: RegExp, rung: BoundaryRung])[] = [
  [/^(?:pue\/|stated\/pue$)/u, "facility"],
];

/**
 * Sources that one name stands for in every run, though each workload has its own: how much of a command is start-up, how
 * many threads are busy where nothing counts them.
 */
const OWN = /^(?:extrapolation\/|meter\/time-only$)/u;

/** Other work on the machine (M62): each measurement had its own. */
const BUSY = "machine/busy";

/** Shares of what bears on the energy, adding up to 1 again. Empty where nothing does. */
export function energyDoubt(shares: Shares): Shares {
  const kept = shares.filter(({ source }) => !NO_ENERGY.test(source));
  const whole = kept.reduce((sum, { share }) => sum + share, 0);
  return whole === 0 ? [] : kept.map(({ source, share }) => ({ source, share: share / whole }));
}

/** Log standard deviation that a printed interval shows; 0 for an exact or empty one (M1, backwards). */
export function shownDeviation({ value, high }: WireQuantity): number {
  return value > 0 && high > value ? Math.log(high / value) / Z90 : 0;
}

/**
 * The spread that a printed energy had at a rung: as wide as printed, its variance given to the sources by their shares.
 * Signs are lost in print and taken as positive. What is each measurement's own gets a name of its own, so that it cancels
 * against no other: scatter that of the run's workload, which all figures share that are made of it, however often it is
 * used; so does other work beside it; start-up and unknown threads that of the workload, which its runs share.
 */
export function energySpread(
  printed: WireQuantity,
  shares: Shares,
  rung: BoundaryRung,
  { run, workload }: Measured,
): Spread {
  const deviation = shownDeviation(printed);
  const here = energyDoubt(
    shares.filter(({ source }) => ENTERS.every(([enters, at]) => !enters.test(source) || reaches(rung, at))),
  );
  const scatter = `scatter/${run}/${workload}`;
  if (deviation === 0) return { sources: {}, noise: 0 };
  if (here.length === 0) return { sources: { [scatter]: deviation }, noise: 0 };
  const sources: Record<string, number> = {};
  for (const { source, share } of here) {
    const name =
      source === "noise"
        ? scatter
        : source === BUSY
          ? `${BUSY}/${run}/${workload}`
          : OWN.test(source)
            ? `${source}/${workload}`
            : source;
    sources[name] = deviation * Math.sqrt(share);
  }
  return { sources, noise: 0 };
}

/** A printed energy of a workload at a rung, as an estimate in the unit of `make`; `by` converts. */
export function printedEnergy<Q extends Quantity<string>>(
  figures: Pick<WireFigures, "ladder_kwh" | "doubt">,
  rung: BoundaryRung,
  measured: Measured,
  make: Unit<Q>,
  by: number,
): Estimate<Q> {
  const printed = figures.ladder_kwh[rung];
  return { value: make(printed.value * by), spread: energySpread(printed, figures.doubt, rung, measured) };
}

/** What a calibrated profile keeps of the workload of a run: all per one unit of the workload, one inference. */
export function calibrationOf(
  workload: WireWorkloadFigures,
  run: { readonly started_at: string; readonly commit?: string | undefined },
): WireCalibration {
  const { figures, units_in_one: units } = workload;
  const per = ({ value, low, high }: WireQuantity, by: number): WireQuantity => ({
    value: (value * by) / units,
    low: (low * by) / units,
    high: (high * by) / units,
  });
  const energies = BOUNDARY_RUNGS.map((rung) => [rung, per(figures.ladder_kwh[rung], JOULES_PER_KWH)]);
  const cpu = workload.replicates.map(({ cpu_s }) => cpu_s).filter((s) => s !== undefined);
  const cpuMs =
    cpu.length === 0
      ? undefined
      : (1000 * cpu.reduce((sum, s) => sum + s, 0)) / cpu.length / workload.units_per_replicate;
  return {
    energy_j: Object.fromEntries(energies) as WireCalibration["energy_j"],
    tier: figures.tier,
    embodied: {
      co2e_g: per(figures.embodied.co2e_g, 1),
      adpe_kgsb: per(figures.embodied.adpe_kgsb, 1),
      pe_mj: per(figures.embodied.pe_mj, 1),
    },
    doubt: energyDoubt(figures.doubt).map(({ source, share }) => ({ source, share })),
    ...(cpuMs === undefined || cpuMs === 0 ? {} : { cpu_ms: cpuMs }),
    ...(run.commit === undefined ? {} : { commit: run.commit }),
    measured_at: run.started_at,
  };
}

function reaches(rung: BoundaryRung, at: BoundaryRung): boolean {
  return BOUNDARY_RUNGS.indexOf(rung) >= BOUNDARY_RUNGS.indexOf(at);
}
