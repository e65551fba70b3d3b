import { describe, expect, it } from "vitest";
import { modelled, threadPower } from "../energy/work.fixture.ts";
import { exact, noisy } from "../estimate/estimate.ts";
import { statedFactor } from "../factor.ts";
import { footprint } from "../footprint.ts";
import { fromHours, fromKwh, gigabytes, JOULES_PER_KWH } from "../units.ts";
import { wireFactor, wireFigures } from "./figures.ts";
import { Quantity } from "./quantity.ts";
import { wireQuantity } from "./wire-quantity.ts";
import { Figures } from "./run-result.ts";

const PRINT = footprint(
  {
    duration: exact(fromHours(1)),
    cpu: modelled(threadPower("chip"), 3600, 7200),
    memory: exact(gigabytes(10)),
  },
  { duration: exact(fromHours(1)), threads: 2, memory: exact(gigabytes(10)) },
  {
    grid: statedFactor("grid", 400, "gCO2e/kWh", 2),
    adpe: statedFactor("adpe", 1e-7, "kgSb/kWh", 3),
    pe: statedFactor("pe", 10, "MJ/kWh", 2),
    wue: statedFactor("wue", 0.55, "L/kWh", 10),
    waterOffSite: statedFactor("ewif", 3, "L/kWh", 2.5),
    pue: statedFactor("pue", 1.5, "1", 1.2),
    assumptions: [],
  },
  "lifecycle",
);

describe("wireQuantity", () => {
  it("is the 90 % interval, in the unit asked for", () => {
    const quantity = wireQuantity(noisy(fromKwh(2), 2), 1 / JOULES_PER_KWH);
    expect(quantity.value).toBeCloseTo(2, 12);
    expect(quantity.low).toBeCloseTo(1, 12);
    expect(quantity.high).toBeCloseTo(4, 12);
  });

  it.each([
    { value: 1, low: 0, high: Number.POSITIVE_INFINITY },
    { value: Number.NaN, low: 0, high: 1 },
    { value: -1, low: 0, high: 1 },
    { value: 1, low: 0 },
    { value: 1, low: 0, high: 2, unit: "g" },
  ])("%j does not fit the wire", (wrong) => {
    expect(Quantity.safeParse(wrong).success).toBe(false);
  });
});

describe("wireFactor", () => {
  it("keeps what tells where the figure is from", () => {
    expect(wireFactor(statedFactor("pue", 1.2, "1", 1.1))).toEqual({
      id: "stated/pue",
      value: 1.2,
      unit: "1",
      year: 0,
      spread: 1.1,
      source: "stated by the user",
      url: "",
      licence: "",
    });
  });
});

describe("wireFigures", () => {
  const figures = wireFigures(PRINT);

  it("fits the wire, through JSON and back", () => {
    expect(Figures.parse(JSON.parse(JSON.stringify(figures)))).toEqual(figures);
  });

  it("is in the units of the names: J become kWh, the rest stays", () => {
    expect(figures.energy_kwh.value * JOULES_PER_KWH).toBeCloseTo(PRINT.energy.value, 6);
    expect(figures.ladder_kwh.device.value * JOULES_PER_KWH).toBeCloseTo(28_800, 6);
    expect(figures.co2e_g.value).toBe(PRINT.co2e.value);
    expect(figures.adpe_kgsb.value).toBe(PRINT.adpe.value);
    expect(figures.pe_mj.value).toBe(PRINT.pe.value);
    expect(figures.water_l.value).toBe(PRINT.water.value);
    expect(figures.embodied.co2e_g.value).toBe(PRINT.embodied.co2e.value);
    expect(figures.embodied.adpe_kgsb.value).toBe(PRINT.embodied.adpe.value);
    expect(figures.embodied.pe_mj.value).toBe(PRINT.embodied.pe.value);
  });

  it("doubts the CO2e, production included at the life cycle", () => {
    const sources = figures.doubt.map(({ source }) => source);
    expect(sources).toContain("stated/grid");
    expect(sources).toContain("embodied/server/gwp");
    expect(sources).not.toContain("stated/wue");
  });
});
