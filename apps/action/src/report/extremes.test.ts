/** Numbers that the wire takes and nobody measures: a fork may send them. The report may look odd, but there is one. */
import { RunResult } from "@gramme/core/wire";
import type { WireFigures } from "@gramme/core/wire";
import { expect, test } from "vitest";
import { commentMarkdown } from "./comment.ts";
import { outcomeOf } from "./outcome.ts";
import { compared, measured, reportOf, resultOf, SERVICE } from "./report.fixture.ts";
import { summaryMarkdown } from "./summary.ts";

const NUMBERS = [0, 1e-320, 1e-12, 1, 1e21, 1e300, Number.MAX_VALUE];
const SIGNED = [...NUMBERS, -1, -1e-9, -5, -1e300];

function figures(of: WireFigures, value: number): WireFigures {
  const quantity = { value, low: value, high: value };
  return {
    ...of,
    energy_kwh: quantity,
    co2e_g: quantity,
    water_l: quantity,
    adpe_kgsb: quantity,
    pe_mj: quantity,
    embodied: { co2e_g: quantity, adpe_kgsb: quantity, pe_mj: quantity },
    ladder_kwh: {
      device: quantity,
      share: quantity,
      node: quantity,
      facility: quantity,
      lifecycle: quantity,
    },
  };
}

test("whatever numbers there are, there is a report", () => {
  for (const [at, number] of SIGNED.entries()) {
    const size = Math.abs(number);
    const rows = [compared(SERVICE.digits), compared(SERVICE.classify, { work: 0.2 })].map((row) => ({
      ...row,
      change: number,
      low: SIGNED[(at + 3) % SIGNED.length] ?? 0,
      high: number,
      threshold: number,
      noise_floor: SIGNED[(at + 5) % SIGNED.length] ?? 0,
      smallest_change_seen: number,
      explained: { work: number, time: SIGNED[(at + 1) % SIGNED.length] ?? 0, power: number },
      base: { ...row.base, figures: figures(row.base.figures, NUMBERS[at % NUMBERS.length] ?? 0) },
      head: {
        ...row.head,
        units_in_one: size || 1,
        units_per_replicate: Math.min(1e300, 1 / (size || 1)) || 1,
        figures: figures(row.head.figures, size),
        replicates: [{ wall_s: size, cpu_s: NUMBERS[(at + 2) % NUMBERS.length], device_j: size }],
        quality: { metric: "loss", better: "lower" as const, value: number },
      },
    }));
    const quantity = { value: size, low: size, high: size };
    const result = RunResult.parse(
      resultOf(rows, {
        own_cost: { energy_kwh: quantity, co2e_g: quantity, wall_s: size },
        site: { zone: "FRA", grid_g_per_kwh: size, pue: Math.max(1, size), wue_l_per_kwh: size },
      }),
    );
    const report = reportOf([measured(result)]);
    expect(commentMarkdown(report).length).toBeGreaterThan(1000);
    expect(summaryMarkdown(report).length).toBeGreaterThan(1000);
    expect(outcomeOf(report).title).not.toContain("undefined");
  }
});
