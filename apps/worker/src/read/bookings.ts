/**
 * What runs book into phases: a training that really took place books one of it, a measurement books what it took itself
 * into development, and work under `gramme run` books itself into its own phase.
 * @module
 */
import type { BoundaryRung, Estimate, Factor, FactorAt, Phase, SourceTier } from "@gramme/core";
import {
  energySpread,
  factorEstimate,
  grams,
  gramsPerKwh,
  joules,
  JOULES_PER_KWH,
  printedEnergy,
  product,
  scale,
  shownDeviation,
  sum,
} from "@gramme/core";
import type { Grams, Joules } from "@gramme/core";
import type { RunSummary, WorkloadSummary } from "../runs/run-summary.ts";
import type { BookedRun } from "../runs/runs.ts";
import { gridOfRun } from "./run-grid.ts";

/** One entry. */
export interface Booking {
  readonly run: string;
  /** Workload, or `own cost`. */
  readonly part: string;
  readonly phase: Phase;
  /** Model that it made, where it made one. */
  readonly model: string | undefined;
  readonly atMs: number;
  readonly tier: SourceTier;
  readonly energy: Estimate<Joules>;
  readonly co2e: Estimate<Grams>;
  /** Production of the hardware, where it is known; in `co2e` at `lifecycle`. */
  readonly production: Estimate<Grams> | undefined;
  readonly factors: readonly Factor[];
}

/** What could not be booked at the rung that was asked for. */
export interface NotBooked {
  readonly run: string;
  readonly part: string;
  readonly why: string;
}

/** Entries of a run, and what is in none of them. */
export interface RunBookings {
  readonly booked: readonly Booking[];
  readonly left: readonly NotBooked[];
}

const OWN_COST = "own cost";

/** The entries of one run at a rung. */
export function bookingsOf(run: BookedRun, rung: BoundaryRung, at: FactorAt): RunBookings {
  const work = soleWork(run.run);
  if (work !== undefined) {
    const { units_per_replicate: units, units_in_one: one } = work;
    return { booked: [workloadBooking(run, work, work.phase, units / one, rung, at)], left: [] };
  }
  const workloads = run.trained.flatMap((name) => run.run.workloads.find((one) => one.name === name) ?? []);
  const trained = workloads.map((workload) => workloadBooking(run, workload, "training", 1, rung, at));
  const own = ownCost(run, rung, at);
  if ("why" in own) return { booked: trained, left: [own] };
  // a replicate that was a training in full is of what the measurement took: it is booked as training, and only once
  const within = trained.filter((_, index) => isFull(workloads[index]));
  return { booked: [...trained, without(own, within)], left: [] };
}

function isFull(workload: WorkloadSummary | undefined): boolean {
  return workload !== undefined && workload.units_per_replicate >= workload.units_in_one;
}

/** An own cost without the trainings that were part of it. */
function without(own: Booking, trainings: readonly Booking[]): Booking {
  const all = own.energy.value;
  const taken = trainings.reduce((total, { energy }) => total + energy.value, 0);
  const left = taken < all ? 1 - taken / all : 0;
  return { ...own, energy: scale(joules, own.energy, left), co2e: scale(grams, own.co2e, left) };
}

/**
 * The work of `gramme run`, which is the measurement's own cost at the same time: one workload, one replicate, and
 * nothing measured besides. Booked once.
 */
function soleWork({ workloads, comparisons, own_cost }: RunSummary): WorkloadSummary | undefined {
  const [work, ...others] = workloads;
  if (work === undefined || others.length > 0 || comparisons.length > 0) return undefined;
  const [replicate, ...more] = work.replicates;
  return more.length === 0 && replicate?.wall_s === own_cost.wall_s ? work : undefined;
}

/** So many functional units of a workload of a run, at a rung. */
export function workloadBooking(
  run: BookedRun,
  workload: WorkloadSummary,
  phase: Phase,
  times: number,
  rung: BoundaryRung,
  at: FactorAt,
): Booking {
  const { figures, name } = workload;
  const measured = { run: run.key, workload: name };
  const energy = scale(joules, printedEnergy(figures, rung, measured, joules, JOULES_PER_KWH), times);
  const grid = gridOfRun(figures, run.run.site, at);
  const use = carbonOf(energy, grid);
  const { co2e_g: printed } = figures.embodied;
  const production: Estimate<Grams> = {
    value: grams(printed.value * times),
    spread: { sources: { "embodied/calibrated": shownDeviation(printed) }, noise: 0 },
  };
  return {
    run: run.key,
    part: name,
    phase,
    model: workload.model ?? name,
    atMs: run.started_ms,
    tier: figures.tier,
    energy,
    co2e: rung === "lifecycle" ? sum(grams, [use, production]) : use,
    production,
    factors: [grid],
  };
}

/** What the measurement itself took. It is known at the rung of its configuration only. */
function ownCost(run: BookedRun, rung: BoundaryRung, at: FactorAt): Booking | NotBooked {
  // what was compared stands among the workloads too
  const figures = run.run.workloads[0]?.figures;
  const here = { run: run.key, part: OWN_COST };
  if (figures === undefined) return { ...here, why: "the run measured nothing that says at which boundary" };
  const known = figures.boundary;
  if (electricity(known) !== electricity(rung)) {
    return { ...here, why: `it is known at ${known} only` };
  }
  const { energy_kwh: printed } = run.run.own_cost;
  const energy: Estimate<Joules> = {
    value: joules(printed.value * JOULES_PER_KWH),
    spread: energySpread(printed, figures.doubt, rung, { run: run.key, workload: OWN_COST }),
  };
  const grid = gridOfRun(figures, run.run.site, at);
  return {
    ...here,
    phase: "development",
    model: undefined,
    atMs: run.started_ms,
    tier: figures.tier,
    energy,
    co2e: carbonOf(energy, grid),
    production: undefined,
    factors: [grid],
  };
}

/** The rung that an energy stands at: production is no electricity. */
function electricity(rung: BoundaryRung): BoundaryRung {
  return rung === "lifecycle" ? "facility" : rung;
}

function carbonOf(energy: Estimate<Joules>, grid: Factor<"gCO2e/kWh">): Estimate<Grams> {
  return product(
    grams,
    [energy, factorEstimate(gramsPerKwh, grid)],
    [{ value: JOULES_PER_KWH, spread: { sources: {}, noise: 0 } }],
  );
}
