/**
 * Change of CO2e at the rung of the figures. The gate reads the energy of the chips; what waits and idles is counted
 * from the next rung on, so that the two can disagree.
 * @module
 */
import type { WireComparedWorkload } from "@gramme/core/wire";

/** CO2e of head against base at the figures' rung, as a relative change; undefined where either is 0. */
function carbonChange({ base, head }: WireComparedWorkload): number | undefined {
  const was = base.figures.co2e_g.value;
  const is = head.figures.co2e_g.value;
  return was > 0 && is > 0 ? is / was - 1 : undefined;
}

/** That change, where it goes the other way than the energy of the chips and both are beyond the noise floor. */
export function opposedCarbon(compared: WireComparedWorkload): number | undefined {
  const carbon = carbonChange(compared);
  const line = Math.log1p(compared.noise_floor);
  return carbon !== undefined &&
    compared.verdict !== "inconclusive" &&
    Math.abs(Math.log1p(carbon)) > line &&
    Math.abs(compared.change) > compared.noise_floor &&
    carbon > 0 !== compared.change > 0
    ? carbon
    : undefined;
}
