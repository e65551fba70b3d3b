import { describe, expect, it } from "vitest";
import { amount, change, digits, withInterval } from "./amount.ts";

describe("amounts", () => {
  it.each([
    [2.2813536, "kwh", "2.28 kWh"],
    [0.000_0905, "kwh", "90.5 mWh"],
    [1033.955, "g", "1.03 kg"],
    [0.000_064, "g", "64.0 µg"],
    [0, "l", "0 L"],
    [999.6, "g", "1000 g"],
    [1.2e-10, "kgsb", "120 ng Sb"],
  ] as const)("%f %s is %s", (value, dimension, text) => {
    expect(amount(value, dimension)).toBe(text);
  });

  it("puts value and interval in one unit", () => {
    expect(withInterval({ value: 1033.955, low: 500, high: 2100 }, "g")).toBe("1.03 kg (0.500 to 2.10)");
    expect(withInterval({ value: 0, low: 0, high: 0 }, "g")).toBe("0 g");
  });

  it("never falls into exponents", () => {
    expect(digits(0.000_000_123)).toBe("0.000000123");
    expect(digits(123_456_789)).toBe("123000000");
  });

  it("writes changes with their sign", () => {
    expect(change(0.071)).toBe("+7.1 %");
    expect(change(-0.3)).toBe("−30.0 %");
    expect(change(0)).toBe("±0.0 %");
  });
});
