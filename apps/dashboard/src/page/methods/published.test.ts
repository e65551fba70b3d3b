import { expect, it } from "vitest";
import { agreementText, methodsIn, notesOf, type Workload } from "./published.ts";

const ours = { co2e_g: { value: 10, low: 5, high: 20 }, energy_kwh: { value: 1, low: 0.5, high: 2 } };
const method = (name: string, co2e_g: number | null, why_not?: string): object => ({
  method: name,
  name: name.toUpperCase(),
  co2e_g,
  energy_kwh: null,
  assumed: co2e_g === null ? [] : ["PUE 1"],
  ...(why_not === undefined ? {} : { why_not }),
});
const workload = (methods: readonly object[], more: object = {}): Workload =>
  ({ ours, methods, assumed: ["64 GB"], ...more }) as unknown as Workload;

it("counts what lies within, above and below our interval, and what says nothing, with the reason", () => {
  const workloads = [
    workload([method("a", 10), method("b", null, "it wants tokens")]),
    workload([method("a", 21), method("b", null, "it wants tokens")]),
    workload([method("a", 20), method("b", null, "it wants tokens")]),
    workload([], { missing: { field: "wall_s", why: "no time" } }),
  ];
  expect(agreementText(workloads, "a")).toBe(
    "within our interval: 2 of 3; above our interval: 1 of 3; says nothing of 1",
  );
  expect(agreementText(workloads, "b")).toBe("says nothing of 4 (it wants tokens)");
});

it("judges by energy where a method tells it: any would be within the doubt of the grid", () => {
  const far = { ...method("a", 10), energy_kwh: 3 };
  expect(agreementText([workload([far])], "a")).toBe("above our interval: 1 of 1");
});

it("has each method once, and notes of who cannot say and what was taken", () => {
  const one = workload([method("a", 1), method("b", null, "it wants tokens")]);
  expect(methodsIn({ workloads: [one, one] }).map(({ method: id }) => id)).toEqual(["a", "b"]);
  expect(notesOf(one)).toBe("A takes PUE 1; B: it wants tokens; 64 GB");
  expect(notesOf(workload([], { assumed: [], missing: { field: "wall_s", why: "no time" } }))).toBe(
    "no method can say: no time",
  );
});
