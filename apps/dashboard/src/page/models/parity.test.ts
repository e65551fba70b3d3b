import type { WireParityAnswer } from "@gramme/core/wire/api";
import { expect, it } from "vitest";
import { parityGrounds, parityRows, paritySentence, parityTable, parityWord, phaseRows } from "./parity.ts";

type Row = WireParityAnswer["models"][number];
const q = (value: number, by = 2) => ({ value, low: value / by, high: value * by });

function row(model: string, change: Partial<Row> = {}): Row {
  return {
    model,
    inferences: 1000,
    behind: 1000,
    trainings: 1,
    training_kwh: q(0.004),
    development_kwh: null,
    data_kwh: null,
    per_1000_kwh: q(0.001),
    inferences_to_parity: q(4000),
    parity: q(0.25),
    ...change,
  };
}
const answer = (...models: Row[]) => ({ models }) as unknown as WireParityAnswer;
const plain = (text: string): string => text.replaceAll(/[\u2068\u2069]/gu, "");

it("draws what has a place on a log axis, least used first, and says of the others why not", () => {
  const { rows, others } = parityRows(
    answer(
      row("used", { parity: q(30) }),
      row("made"),
      row("idle", { inferences: 0, parity: { value: 0, low: 0, high: 0 } }),
      row("bought", { parity: null, inferences_to_parity: null, why_not: "no training of it is booked" }),
    ),
  );
  expect(rows.map(({ id }) => id)).toEqual(["made", "used"]);
  expect(rows[0]?.lines).toEqual([
    "1,000 served of 4.00 thousand (2.00 to 8.00)",
    "it has cost more to make than to use",
  ]);
  expect(others.map(plain)).toEqual([
    "idle: none was served yet; parity is at 4.00 thousand (2.00 to 8.00) inferences",
    "bought: no training of it is booked",
  ]);
});

it("names a side only where the interval is on one", () => {
  expect(parityWord(q(0.25))).toContain("more to make");
  expect(parityWord(q(4))).toContain("more to use");
  expect(parityWord(q(0.9))).toContain("not known");
  expect(paritySentence(answer(row("a"), row("b", { parity: q(4) }), row("c", { parity: q(1) })))).toBe(
    "Of 3 models whose making and use are known, 1 has cost more to make than to use, 1 more to use than to make; of 1 it is not known which, as the interval holds both.",
  );
  expect(plain(paritySentence(answer(row("a"))))).toBe("a: it has cost more to make than to use.");
  expect(paritySentence(answer(row("a", { parity: null })))).toContain("Of no model");
});

it("shows the phases of the models that took most; what is not booked has no row", () => {
  const { rows, left } = phaseRows(
    answer(
      row("small"),
      row("large", { training_kwh: q(4), development_kwh: q(1) }),
      row("none", { training_kwh: null, per_1000_kwh: null }),
    ),
    1,
  );
  expect(rows.map(({ name, note, value }) => [name, note, value.value])).toEqual([
    ["large", "development", 1],
    ["", "training", 4],
    ["", "inference", 0.001],
  ]);
  expect(left).toBe(1);
});

it("charges to inference only what is known of it, and says what is taken for granted", () => {
  const half = row("half", { behind: 500 });
  expect(phaseRows(answer(half), 1).rows.find(({ note }) => note === "inference")?.value.value).toBe(0.0005);
  expect(parityRows(answer(half)).rows[0]?.lines).toContain(
    "what 500 inferences of them took is not known, and is taken to be as of the others",
  );
  const grounds = (codes: readonly string[], ...models: Row[]): string =>
    parityGrounds({
      models,
      ground: { assumptions: codes.map((code) => ({ code, text: "" })) },
    } as unknown as WireParityAnswer);
  expect(grounds([], row("a"))).toBe("");
  expect(grounds(["calibration-alike"], row("a"))).toContain("at least so wide");
  expect(grounds([], row("none", { parity: null, behind: 0 }))).toBe("");
  expect(grounds([], half)).toContain("What 500 inferences took is not known");
});

it("has a table that says unknown where something is, and nothing where nothing was booked", () => {
  const { columns, rows } = parityTable(
    answer(row("a", { per_1000_kwh: null, parity: null, why_not: "why" })),
  );
  expect(rows[0]).toHaveLength(columns.length);
  expect(rows[0]?.filter((cell) => cell === null)).toHaveLength(2);
  expect(rows[0]?.filter((cell) => cell === "")).toHaveLength(2);
});
