import { describe, expect, it } from "vitest";
import { estimateOf } from "../declared/estimate-of.ts";
import { interval, product, sum } from "../estimate/estimate.ts";
import { joules, ratio } from "../units.ts";
import type { WireWorkloadFigures } from "../wire/run-result.ts";
import { calibrationOf, energyDoubt, printedEnergy } from "./calibration.ts";
import { counters } from "./counters.fixture.ts";
import { servedPlace } from "./place.ts";
import { servedRate } from "./rate.ts";
import type { ServedProfile } from "./rate.ts";
import { servedEnergy } from "./served-energy.ts";

const { equivalents: _, ...figures } = estimateOf({
  duration_h: 1,
  cpu: { cores: 2 },
  memory_gb: 8,
  site: { zone: "FR", pue: 1.3 },
});
const workload: WireWorkloadFigures = {
  name: "reply",
  phase: "inference",
  task: "text-generation",
  modality: "text-to-text",
  inputs: "own",
  clock: "cgroup-v2",
  functional_unit: "1000 inferences",
  units_in_one: 1000,
  units_per_replicate: 100,
  replicates: [
    { wall_s: 1, cpu_s: 0.4, device_j: 9 },
    { wall_s: 1, cpu_s: 0.6, device_j: 9 },
  ],
  figures,
  misses: [],
};
const calibration = calibrationOf(workload, { started_at: "2026-11-23T10:00:00Z", commit: "a".repeat(40) });
const profile = (site?: { pue?: number; zone?: string }): ServedProfile => ({
  id: "reply",
  version: 1,
  input: { kind: "calibrated", run: "acme/model/1/1/-", workload: "reply", ...(site && { site }) },
  calibration,
});
const at = (rung: "device" | "node" | "facility", site?: { pue?: number }) =>
  servedEnergy(
    { profile: profile(site), task: "text-generation", rung, place: servedPlace(site, "") },
    counters({ count: 1000 }),
  );

/** A training of the same machine ÷ one calibrated inference, the doubt of both by these shares. */
function trainingPerInference(doubt: WireWorkloadFigures["figures"]["doubt"]) {
  const run = { run: "acme/model/1/1/-", workload: "training" };
  const training = printedEnergy({ ...figures, doubt }, "facility", run, joules, 3.6e6);
  const rate = servedRate({
    profile: {
      ...profile(),
      calibration: calibrationOf(
        { ...workload, figures: { ...figures, doubt } },
        { started_at: "2026-11-23T10:00:00Z" },
      ),
    },
    task: "text-generation",
    rung: "facility",
    place: servedPlace(undefined, ""),
  });
  if (!rate.known) throw new Error("a calibrated rate is known");
  return product(ratio, [training], [{ value: joules(rate.joulesPer.count ?? 0), spread: rate.spread }]);
}

describe("calibration", () => {
  it("is per inference, at every rung, with the CPU time of one", () => {
    // 1000 inferences are one functional unit
    expect(calibration.energy_j.node.value).toBeCloseTo((figures.ladder_kwh.node.value * 3.6e6) / 1000, 9);
    // mean of 0.4 and 0.6 s over 100 inferences
    expect(calibration.cpu_ms).toBeCloseTo(5, 12);
    expect(calibration.embodied.co2e_g.value).toBeCloseTo(figures.embodied.co2e_g.value / 1000, 12);
    expect(calibration.tier).toBe(figures.tier);
  });

  it("gives back the run's own figures, intervals included", () => {
    for (const rung of ["device", "node", "facility"] as const) {
      const { energy, tier } = at(rung);
      const printed = figures.ladder_kwh[rung];
      expect((energy?.value ?? 0) / 3.6e6).toBeCloseTo(printed.value, 9);
      expect(energy && interval(energy).high / 3.6e6).toBeCloseTo(printed.high, 9);
      expect(tier).toBe(figures.tier);
    }
  });

  it("takes the profile's own PUE where it says one, else the run's, and says so", () => {
    expect((at("facility", { pue: 2 }).energy?.value ?? 0) / (at("node").energy?.value ?? 1)).toBeCloseTo(
      2,
      9,
    );
    expect((at("facility").energy?.value ?? 0) / (at("node").energy?.value ?? 1)).toBeCloseTo(1.3, 9);
    expect(at("facility").assumptions.map(({ code }) => code)).toContain("pue-of-calibration");
    expect(at("facility", { pue: 2 }).assumptions.map(({ code }) => code)).not.toContain(
      "pue-of-calibration",
    );
  });

  it("keeps sources of energy only, their shares adding up to 1", () => {
    const shares = energyDoubt([
      { source: "grid/ember/FRA", share: 0.5 },
      { source: "cpu/x", share: 0.4 },
      { source: "noise", share: 0.1 },
    ]);
    expect(shares).toEqual([
      { source: "cpu/x", share: 0.8 },
      { source: "noise", share: 0.2 },
    ]);
    expect(energyDoubt([{ source: "gpu/b200/embodied-gwp", share: 1 }])).toEqual([]);
  });

  it("lets what a training and an inference of one machine share cancel", () => {
    const quotient = interval(trainingPerInference(figures.doubt));
    // the chip's power is in both: nothing of its doubt is left
    expect(quotient.high / quotient.value).toBeCloseTo(1, 9);
    expect(figures.ladder_kwh.facility.high / figures.ladder_kwh.facility.value).toBeGreaterThan(1.2);
  });

  it.each(["noise", "extrapolation/start-up", "meter/time-only", "machine/busy"])(
    "keeps what is each measurement's own: %s of a training is not that of an inference",
    (source) => {
      const half = [
        { source: "cpu/x", share: 0.5 },
        { source, share: 0.5 },
      ];
      const { high, value } = interval(trainingPerInference(half));
      // half of the variance is the chip's, and cancels; the other half is there twice
      const whole = figures.ladder_kwh.facility.high / figures.ladder_kwh.facility.value;
      expect(Math.log(high / value)).toBeCloseTo(Math.log(whole), 9);
    },
  );

  it("shares the start-up of one command between its runs: a hundred trainings do not average it out", () => {
    const doubt = [{ source: "extrapolation/start-up", share: 1 }];
    const [a, b] = ["run-1", "run-2"].map((run) =>
      printedEnergy({ ...figures, doubt }, "facility", { run, workload: "train" }, joules, 3.6e6),
    );
    if (a === undefined || b === undefined) throw new Error("two runs");
    const { high, value } = interval(sum(joules, [a, b]));
    expect(high / value).toBeCloseTo(figures.ladder_kwh.facility.high / figures.ladder_kwh.facility.value, 9);
  });

  it("shares other work beside it with no run but its own", () => {
    const doubt = [{ source: "machine/busy", share: 1 }];
    const of = (run: string): ReturnType<typeof printedEnergy> =>
      printedEnergy({ ...figures, doubt }, "facility", { run, workload: "train" }, joules, 3.6e6);
    const printed = figures.ladder_kwh.facility.high / figures.ladder_kwh.facility.value;
    const apart = interval(product(ratio, [of("run-1")], [of("run-2")]));
    expect(Math.log(apart.high / apart.value)).toBeCloseTo(Math.SQRT2 * Math.log(printed), 9);
    const same = interval(product(ratio, [of("run-1")], [of("run-1")]));
    expect(same.high / same.value).toBeCloseTo(1, 9);
  });

  it("says that served ones are taken to be like those of the run", () => {
    expect(at("node").assumptions).toContainEqual({
      code: "calibration-alike",
      text: "profile reply: served inferences are taken to be like those that it was calibrated by; what other inputs, batches or load would take is in no interval",
    });
  });

  it("charges production at lifecycle, and tells where it is not known", () => {
    const question = {
      profile: profile(),
      task: "text-generation",
      rung: "lifecycle",
      place: servedPlace(undefined, ""),
    } as const;
    const { assumptions } = servedEnergy(question, counters({ count: 10 }));
    expect(assumptions.map(({ code }) => code)).not.toContain("production-missing");
    const { profile: _p, ...without } = question;
    expect(servedEnergy(without, counters({ count: 10 })).assumptions.map(({ code }) => code)).toContain(
      "production-missing",
    );
  });
});
