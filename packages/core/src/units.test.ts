import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GrammeError } from "./error.ts";
import {
  fromHours,
  fromKwh,
  gigabytes,
  grams,
  GRAMS_PER_KG,
  gramsPerKwh,
  HOURS_PER_YEAR,
  joules,
  JOULES_PER_KWH,
  kgSb,
  kgSbPerKwh,
  litres,
  litresPerKwh,
  megajoules,
  MICROJOULES_PER_JOULE,
  mjPerKwh,
  ratio,
  seconds,
  SECONDS_PER_HOUR,
  toKwh,
  watts,
  wattsPerGigabyte,
} from "./units.ts";
import type { Joules, Seconds, Watts } from "./units.ts";

const UNITS = [
  { field: "energy", symbol: "J", make: joules },
  { field: "power", symbol: "W", make: watts },
  { field: "duration", symbol: "s", make: seconds },
  { field: "co2e", symbol: "gCO2e", make: grams },
  { field: "adpe", symbol: "kgSb", make: kgSb },
  { field: "pe", symbol: "MJ", make: megajoules },
  { field: "water", symbol: "L", make: litres },
  { field: "memory", symbol: "GB", make: gigabytes },
  { field: "grid intensity", symbol: "gCO2e/kWh", make: gramsPerKwh },
  { field: "water intensity", symbol: "L/kWh", make: litresPerKwh },
  { field: "adpe intensity", symbol: "kgSb/kWh", make: kgSbPerKwh },
  { field: "primary energy intensity", symbol: "MJ/kWh", make: mjPerKwh },
  { field: "memory power", symbol: "W/GB", make: wattsPerGigabyte },
  { field: "ratio", symbol: "1", make: ratio },
] as const;

const NOT_QUANTITIES = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  -1,
  -Number.MIN_VALUE,
] as const;

describe.each(UNITS)("$field in $symbol", ({ field, symbol, make }) => {
  it.each(NOT_QUANTITIES)("refuses %s, naming the field, what was found and what would be right", (value) => {
    const expected = `a finite number >= 0 in ${symbol}`;
    expect(() => make(value)).toThrowError(
      expect.objectContaining({
        name: "GrammeError",
        code: "invalid-number",
        message: `${field} must be ${expected}, found ${value}`,
        details: { field, found: String(value), expected },
      }),
    );
    expect(() => make(value)).toThrowError(GrammeError);
  });

  it("keeps every finite number >= 0 as it is", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(make(value)).toBe(value);
      }),
    );
  });
});

describe("conversion constants", () => {
  it("are exact", () => {
    expect(JOULES_PER_KWH).toBe(3_600_000);
    expect(MICROJOULES_PER_JOULE).toBe(1_000_000);
    expect(SECONDS_PER_HOUR).toBe(3600);
    expect(HOURS_PER_YEAR).toBe(8760);
    expect(GRAMS_PER_KG).toBe(1000);
  });

  it("convert by hand: 1 kWh is 3.6 MJ, 1.8 MJ is half a kWh, 1.5 h is 5400 s", () => {
    expect(fromKwh(1)).toBe(3_600_000);
    expect(toKwh(1_800_000)).toBe(0.5);
    expect(fromHours(1.5)).toBe(5400);
  });

  it("come back from kWh to within a rounding", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1e12, noNaN: true }), (kwh) => {
        expect(Math.abs(toKwh(fromKwh(kwh)) / kwh - 1)).toBeLessThan(1e-15);
      }),
    );
  });

  it.each(NOT_QUANTITIES)("refuse %s", (value) => {
    expect(() => fromKwh(value)).toThrowError(expect.objectContaining({ code: "invalid-number" }));
    expect(() => fromHours(value)).toThrowError(expect.objectContaining({ code: "invalid-number" }));
  });
});

describe("units in types", () => {
  const energyOf = (power: Watts, time: Seconds): Joules => joules(power * time);
  const total = (a: Joules, b: Joules): Joules => joules(a + b);

  it("take quantities of the right unit", () => {
    expect(total(energyOf(watts(2), seconds(3)), joules(1))).toBe(7);
  });

  it("refuse the rest before anything runs", () => {
    // Never called: that each line is an error is checked by the compiler.
    const misuses = [
      // @ts-expect-error a raw number has no unit
      () => energyOf(2, seconds(3)),
      // @ts-expect-error time is no power, and power no time
      () => energyOf(seconds(3), watts(2)),
      // @ts-expect-error grams are not added to joules
      () => total(joules(1), grams(1)),
      // @ts-expect-error bare arithmetic loses the unit
      () => total(joules(1), joules(1) + joules(1)),
      // @ts-expect-error J + g is a bare number, which is no energy
      (): Joules => joules(1) + grams(1),
      // @ts-expect-error text is no number
      () => joules("1"),
    ];
    expect(misuses).toHaveLength(6);
  });
});
