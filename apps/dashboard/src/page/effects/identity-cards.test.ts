import type { WireSeriesAnswer } from "@gramme/core/wire/api";
import { expect, it } from "vitest";
import { identities, identityGap } from "./identity-cards.tsx";

const q = (value: number) => ({ value, low: value / 2, high: value * 2 });
const point = (change: object): object => ({
  at: "2026-11-01T00:00:00.000Z",
  key: null,
  inferences: 100,
  failed: 0,
  known: 100,
  behind: 100,
  energy_kwh: q(1),
  co2e_g: q(10),
  water_l: q(2),
  partial: false,
  ...change,
});
const answer = (...points: object[]): WireSeriesAnswer => ({ points }) as unknown as WireSeriesAnswer;

it("is volume × intensity = total, where all is known, failed ones charged to the answered", () => {
  const [row] = identities(answer(point({ failed: 50, known: 150 })), "co2e");
  expect(((row?.per1000?.value ?? 0) / 1000) * (row?.inferences ?? 0)).toBeCloseTo(
    row?.total?.value ?? 0,
    12,
  );
  expect(identities(answer(point({})), "water")[0]?.total).toEqual(q(2));
  expect(identityGap(answer(point({})))).toBe("");
});

it("says of how many it is not known, so that the product is not the total", () => {
  expect(identityGap(answer(point({ behind: 60 }), point({ behind: 99 })))).toContain(
    "41 inferences of the first are in neither of the others",
  );
  const [row] = identities(
    answer(point({ behind: 0, energy_kwh: null, co2e_g: null, water_l: null })),
    "co2e",
  );
  expect([row?.total, row?.per1000]).toEqual([null, null]);
});
