/**
 * Whether the figures of a run can be counted with: what is summed for years must not become infinite by one sender's
 * slip, since a run is kept for good.
 * @module
 */
import type { InputIssue, WireRunsEnvelope } from "@gramme/core/wire";

/** Far above all that there is (the world uses some 1e14 kWh a year), far below what a number can hold. */
const MOST = 1e20;
/** Least that a figure may be divided by. */
const LEAST_UNITS = 1e-9;
/** Ends of an interval may miss its value by so much, relatively: rounding. */
const ROUNDING = 1e-9;

/** The first figure that cannot be counted with; `undefined` where all can. */
export function uncountable({ run }: WireRunsEnvelope): InputIssue | undefined {
  for (const [at, { units_in_one, units_per_replicate }] of run.workloads.entries()) {
    if (units_in_one < LEAST_UNITS || units_per_replicate < LEAST_UNITS) {
      return { path: ["run", "workloads", at], message: `wants units of at least ${LEAST_UNITS}` };
    }
  }
  return firstWrong(run, ["run"]);
}

type Path = readonly (string | number)[];

function firstWrong(value: unknown, path: Path): InputIssue | undefined {
  if (typeof value === "number" && Math.abs(value) > MOST) {
    return { path, message: `wants a number of at most ${MOST}` };
  }
  if (typeof value !== "object" || value === null) return undefined;
  if (isUpsideDown(value)) return { path, message: "wants low <= value <= high" };
  const isList = Array.isArray(value);
  for (const [key, entry] of Object.entries(value)) {
    const wrong = firstWrong(entry, [...path, isList ? Number(key) : key]);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function isUpsideDown(value: object): boolean {
  const { value: middle, low, high } = value as Readonly<Record<string, unknown>>;
  if (typeof middle !== "number" || typeof low !== "number" || typeof high !== "number") return false;
  return low > middle * (1 + ROUNDING) || middle > high * (1 + ROUNDING);
}
