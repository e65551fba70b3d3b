/**
 * What published methods say of measured workloads, beside what was measured.
 * @module
 */
import type { WireMethodsAnswer } from "@gramme/core/wire/api";
import { percent } from "./doubt.ts";
import { sourceKind } from "./sources.ts";

/** A measured workload. */
export type Workload = WireMethodsAnswer["workloads"][number];
/** A method's answer. */
export type Method = Workload["methods"][number];
/** What is compared. */
export type Field = "co2e_g" | "energy_kwh";

/** Methods, each once, in the order of the answer. */
export function methodsIn({ workloads }: Pick<WireMethodsAnswer, "workloads">): readonly Method[] {
  return [...new Map(workloads.flatMap(({ methods }) => methods.map((one) => [one.method, one]))).values()];
}

/**
 * How a method's figures lie to ours, in one sentence. By energy, whatever is shown: the grid is the same in all of them, and
 * its doubt would have anything agree. One that tells carbon alone is judged by that.
 */
export function agreementText(workloads: readonly Workload[], method: string): string {
  const counts = { within: 0, above: 0, below: 0 };
  let of = 0;
  let why = "";
  for (const { ours, methods } of workloads) {
    const one = methods.find((answer) => answer.method === method);
    const field: Field = one?.energy_kwh == null ? "co2e_g" : "energy_kwh";
    const figure = one?.[field] ?? null;
    why ||= one?.why_not ?? "";
    if (figure === null) continue;
    of += 1;
    counts[figure > ours[field].high ? "above" : figure < ours[field].low ? "below" : "within"] += 1;
  }
  const told = Object.entries(counts).flatMap(([place, count]) =>
    count === 0 ? [] : [`${place} our interval: ${count} of ${of}`],
  );
  const silent = workloads.length - of;
  if (silent > 0) told.push(`says nothing of ${silent}${why === "" ? "" : ` (${why})`}`);
  return told.join("; ");
}

/** What the doubt of our own figure is mostly of; undefined where the run does not say. */
export function mostOfDoubt({ ours }: Workload): string | undefined {
  const [first] = ours.doubt.toSorted((a, b) => b.share - a.share);
  return first === undefined ? undefined : `${percent(first.share)} ${sourceKind(first.source).about}`;
}

/** Why nobody or somebody says nothing, and what was taken since the run does not say. */
export function notesOf({ missing, methods, assumed }: Workload): string {
  return [
    ...(missing === undefined ? [] : [`no method can say: ${missing.why}`]),
    ...methods.flatMap(({ name, why_not, assumed: taken }) => [
      ...(why_not === undefined ? [] : [`${name}: ${why_not}`]),
      ...taken.map((text) => `${name} takes ${text}`),
    ]),
    ...assumed,
  ].join("; ");
}
