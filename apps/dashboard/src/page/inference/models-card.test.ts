import type { WireModelsAnswer } from "@gramme/core/wire/api";
import { expect, it } from "vitest";
import { ownPoints, parametersText } from "./models-card.tsx";

const q = (value: number) => ({ value, low: value / 2, high: value * 2 });
const model = (name: string, change: object): object => ({
  model: name,
  tasks: ["text-generation"],
  ...change,
});
const inference = (per_1000: object | null): object => ({ per_1000 });
const answer = (...models: object[]): WireModelsAnswer => ({ models }) as unknown as WireModelsAnswer;

it("draws what has both figures, and names what lacks which", () => {
  const rate = { co2e_g: q(3), energy_kwh: q(1) };
  const { points, without, unknown } = ownPoints(
    answer(
      model("both", { parameters: 1e6, inference: inference(rate) }),
      model("no-parameters", { inference: inference(rate) }),
      model("nobody-knows", { parameters: 1e6, inference: inference(null) }),
      model("only-trained", { parameters: 1e6 }),
    ),
    "co2e",
    () => 0,
  );
  expect(points.map(({ name, y, yRange }) => [name, y, yRange])).toEqual([["both", 3, q(3)]]);
  expect([without, unknown]).toEqual([["no-parameters"], ["nobody-knows"]]);
});

it("writes parameters short", () => {
  expect([999, 66_000, 1.8e9].map(parametersText)).toEqual(["999", "66 k", "1.8 B"]);
});
