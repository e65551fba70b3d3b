/**
 * CPU time that a platform tells of served inferences, beside that of the run that calibrates them (methodology M56): the
 * one check on a calibration that the edge itself can make.
 * @module
 */

/** Served and calibrated CPU time of one inference. */
export interface CpuPlausibility {
  /** Inferences whose CPU time was told. */
  readonly inferences: number;
  readonly served_cpu_ms: number;
  readonly calibrated_cpu_ms: number;
  /** Served ÷ calibrated. */
  readonly ratio: number;
  readonly says: "agrees" | "more" | "less";
  readonly text: string;
}

/** Within this factor either way, two machines' CPU times of the same work are taken to agree. Own judgement. */
const AGREES = 1.5;

/**
 * Holds served CPU time against the calibration's. It moves no figure: a CPU-ms of one machine is not one of another.
 * `undefined` where one of the two is not known.
 */
export function cpuPlausibility(
  cpuTimed: number,
  cpuUs: number,
  calibratedMs: number | undefined,
): CpuPlausibility | undefined {
  if (cpuTimed <= 0 || cpuUs <= 0 || calibratedMs === undefined || calibratedMs <= 0) return undefined;
  const served = cpuUs / 1000 / cpuTimed;
  const ratio = served / calibratedMs;
  const says = ratio > AGREES ? "more" : ratio < 1 / AGREES ? "less" : "agrees";
  const times = (ratio < 1 ? 1 / ratio : ratio).toPrecision(2);
  const text = {
    agrees: "served inferences take about the CPU time that the calibration measured",
    more: `served inferences take ${times} times the CPU time that the calibration measured: its energy is likely too low for them`,
    less: `served inferences take ${times} times less CPU time than the calibration measured: its energy is likely too high for them`,
  }[says];
  return {
    inferences: cpuTimed,
    served_cpu_ms: served,
    calibrated_cpu_ms: calibratedMs,
    ratio,
    says,
    text,
  };
}
