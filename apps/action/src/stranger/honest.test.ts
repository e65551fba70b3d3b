/**
 * What a real job finds, and what stage 2 makes of it: the same, but for words.
 * @module
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compareArms, openBench, parseConfig } from "@gramme/bench";
import type { WireRunResult, WireWorkloadFigures } from "@gramme/core/wire";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fromStranger } from "./from-stranger.ts";
import { COMMITS } from "./rules.fixture.ts";
import { sent } from "./sent.fixture.ts";
import { trustedOf } from "./trusted.ts";

const YML = `version: 1
site: { zone: FR, pue: 1.2 }
gate: { threshold: 12%, noise-floor: 3%, max-pairs: 6 }
workloads:
  - name: burn
    phase: training
    task: image-classification
    run: ${process.execPath} burn.cjs
    per: step
    units: 5
    full-run: 50
`;
/** Work of some milliseconds, whatever the machine. */
const burn = (ms: number): string =>
  `const used = () => { const { user, system } = process.cpuUsage(); return user + system; };
const from = used(); while (used() - from < ${ms * 1000}) {}\n`;

const config = parseConfig(YML, "gramme.yml");
let folder: string;
let found: WireRunResult;

beforeAll(async () => {
  const arms = { base: "", head: "" };
  folder = mkdtempSync(join(tmpdir(), "gramme-honest-"));
  for (const arm of ["base", "head"] as const) {
    arms[arm] = mkdtempSync(join(folder, arm));
    writeFileSync(join(arms[arm], "burn.cjs"), burn(arm === "base" ? 40 : 60));
  }
  found = await compareArms(config, { compared: config.workloads }, arms, openBench(config), {
    replicates: 1,
    only: [],
    seed: 1,
    progress: { step: () => {}, note: () => {} },
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What is said in words is said in other words. */
function withoutWords({ comparisons }: WireRunResult): unknown {
  return comparisons.map((compared) => ({
    ...compared,
    pairing_why: undefined,
    base: numbersOf(compared.base),
    head: numbersOf(compared.head),
  }));
}

function numbersOf({ figures, ...rest }: WireWorkloadFigures): unknown {
  const assumed = figures.assumptions.map(({ code }) => code).toSorted();
  return { ...rest, misses: [], figures: { ...figures, assumptions: assumed, factors: [], doubt: [] } };
}

it("the comparison of a real measurement is the same, worked out anew", () => {
  const { check, leftOut, missing } = fromStranger(
    sent({ schema: "gramme/check/1", gramme: "0.1.0", kind: "measured", result: found }),
    trustedOf({ base: YML, head: YML }, COMMITS),
  );
  if (check.kind !== "measured") throw new Error(`it is ${check.kind}`);
  const { result } = check;
  expect([leftOut.size, missing.length]).toEqual([0, 0]);
  expect(withoutWords(result)).toEqual(withoutWords(found));
  expect(result.comparisons).toHaveLength(1);
  expect({ ...result.machine, cpu: "", os: "", meters: [] }).toEqual({
    ...found.machine,
    cpu: "",
    os: "",
    meters: [],
  });
  expect(found.machine.os.startsWith(result.machine.os.split(" ").slice(0, 2).join(" "))).toBe(true);
  expect(found.machine.cpu).toContain(
    result.machine.cpu_known_by === "unknown" ? found.machine.cpu : result.machine.cpu,
  );
  expect(result.machine.meters.map(({ meter, available }) => [meter, available])).toEqual(
    found.machine.meters.map(({ meter, available }) => [meter, available]),
  );
  expect(result.site).toEqual(found.site);
  expect(result.own_cost).toEqual(found.own_cost);
});
