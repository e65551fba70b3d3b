import lande from "lande";
import { expect, test } from "vitest";
import { declaration } from "../data/declaration.ts";
import { LANGUAGE } from "../tasks/language.ts";
import { landeModel } from "./lande.ts";

test.each(["eng", "fra", "rus", "ell_monotonic", "jpn", "hin", "vie"])(
  "the converted model says of %s what lande says",
  async (code) => {
    const text = declaration(code).slice(0, 3).join(" ");
    const predictor = await LANGUAGE.load();
    const { all } = await predictor.predict(text);
    const ours = Object.fromEntries(all.map(({ label, probability }) => [label, probability]));
    const theirs = lande(text);
    expect(theirs).toHaveLength(all.length);
    for (const [label, probability] of theirs) expect(ours[label]).toBeCloseTo(probability, 5);
  },
);

test("a network without layers is refused", () => {
  expect(() => landeModel([])).toThrow(/no dense layers/);
});
