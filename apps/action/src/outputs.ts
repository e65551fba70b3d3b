/**
 * What later steps of the job can read. Units stand in the names; changes are in percent.
 * @module
 */
import type { Check } from "./check.ts";
import type { Outcome } from "./report/outcome.ts";

/** A workload in the output `workloads`. */
interface WorkloadOutput {
  readonly name: string;
  readonly phase: string;
  readonly task: string;
  readonly functional_unit: string;
  readonly boundary: string;
  readonly tier: string;
  readonly verdict?: string;
  readonly change_percent?: number;
  readonly change_low_percent?: number;
  readonly change_high_percent?: number;
  readonly pairs?: number;
  readonly base_co2e_g?: number;
  readonly head_co2e_g: number;
  readonly head_co2e_low_g: number;
  readonly head_co2e_high_g: number;
  readonly head_energy_kwh: number;
}

/** Every output by its name, as action.yml lists them. What was not measured is the empty text. */
export function outputsOf(check: Check, outcome: Outcome, file: string): Readonly<Record<string, string>> {
  const own = check.kind === "measured" ? check.result.own_cost : undefined;
  return {
    verdict: outcome.verdict,
    conclusion: outcome.conclusion,
    title: outcome.title,
    workloads: JSON.stringify(workloadsOf(check)),
    "result-file": file,
    "own-co2e-g": String(own?.co2e_g.value ?? ""),
    "own-energy-kwh": String(own?.energy_kwh.value ?? ""),
    "own-duration-s": String(own?.wall_s ?? ""),
  };
}

function workloadsOf(check: Check): readonly WorkloadOutput[] {
  if (check.kind !== "measured") return [];
  const { workloads, comparisons } = check.result;
  return workloads.map((workload) => {
    const compared = comparisons.find(({ name }) => name === workload.name);
    const { figures } = workload;
    return {
      name: workload.name,
      phase: workload.phase,
      task: workload.task,
      functional_unit: workload.functional_unit,
      boundary: figures.boundary,
      tier: figures.tier,
      ...(compared === undefined
        ? {}
        : {
            verdict: compared.verdict,
            change_percent: 100 * compared.change,
            ...(compared.low === undefined ? {} : { change_low_percent: 100 * compared.low }),
            ...(compared.high === undefined ? {} : { change_high_percent: 100 * compared.high }),
            pairs: compared.pairs,
            base_co2e_g: compared.base.figures.co2e_g.value,
          }),
      head_co2e_g: figures.co2e_g.value,
      head_co2e_low_g: figures.co2e_g.low,
      head_co2e_high_g: figures.co2e_g.high,
      head_energy_kwh: figures.energy_kwh.value,
    };
  });
}
