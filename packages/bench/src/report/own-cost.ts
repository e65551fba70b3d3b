/**
 * What a measurement itself took (methodology M46): every replicate and warm-up, start-up included.
 * @module
 */
import { footprint } from "@gramme/core";
import { wireQuantity } from "@gramme/core/wire";
import type { WireRunResult } from "@gramme/core/wire";
import { JOULES_PER_KWH } from "@gramme/core";
import { allocationOf, workOf } from "../machine/work-of.ts";
import type { Mean, Metered } from "../machine/work-of.ts";
import type { Replicate } from "../workload/replicate.ts";
import type { Setting } from "./workload-figures.ts";

/** Sums all that ran, at the setting's boundary. `wallS` is the time from the first replicate to the last. */
export function ownCost(
  replicates: readonly Replicate[],
  wallS: number,
  setting: Setting,
): WireRunResult["own_cost"] {
  // a total has no scatter of its own
  const total = (of: (whole: Replicate["whole"]) => number | undefined): Mean | undefined => {
    const values = replicates.map(({ whole }) => of(whole)).filter((value) => value !== undefined);
    return values.length === 0
      ? undefined
      : { value: values.reduce((sum, value) => sum + value, 0), scatter90: 1 };
  };
  const cpuS = total((whole) => whole.cpuS);
  const cpuJ = total((whole) => whole.cpuJ);
  const memoryJ = total((whole) => whole.memoryJ);
  const gpuJ = total((whole) => whole.gpuJ);
  const metered: Metered = {
    wallS: { value: wallS, scatter90: 1 },
    ...(cpuS === undefined ? {} : { cpuS }),
    ...(cpuJ === undefined ? {} : { cpuJ }),
    ...(memoryJ === undefined ? {} : { memoryJ }),
    ...(gpuJ === undefined ? {} : { gpuJ }),
  };
  const print = footprint(
    workOf(metered, setting.machine),
    allocationOf(metered, setting.machine),
    setting.site,
    setting.boundary,
  );
  return {
    energy_kwh: wireQuantity(print.energy, 1 / JOULES_PER_KWH),
    co2e_g: wireQuantity(print.co2e),
    wall_s: wallS,
  };
}
