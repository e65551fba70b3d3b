import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listGpus, PowerIntegral, probeNvml, visibleCards } from "./nvml.ts";
import { THIS_MACHINE } from "./roots.ts";

let folder: string;

/** A program that answers as `nvidia-smi` does, in the words of its documentation. */
function smi(script: string): string {
  const file = join(folder, "nvidia-smi");
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gramme-smi-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const TWO_CARDS = `
case "$*" in
  *memory.total*) printf '0, NVIDIA A100-SXM4-80GB, 81920\\n1, NVIDIA A100-SXM4-80GB, 81920\\n' ;;
  *-lms*) printf '0, 100.00\\n1, 50.00\\n0, 100.00\\n1, 50.00\\n'; exec sleep 30 ;;
  *) printf '0, NVIDIA A100-SXM4-80GB, 100.00\\n1, NVIDIA A100-SXM4-80GB, 50.00\\n' ;;
esac`;

describe("NVML through nvidia-smi", () => {
  it("lists cards with their memory in GB", () => {
    expect(listGpus({ ...THIS_MACHINE, nvidiaSmi: smi(TWO_CARDS) })).toEqual([
      { index: 0, name: "NVIDIA A100-SXM4-80GB", memoryGb: (81920 * 2 ** 20) / 1e9 },
      { index: 1, name: "NVIDIA A100-SXM4-80GB", memoryGb: (81920 * 2 ** 20) / 1e9 },
    ]);
  });

  it("integrates the power of all cards, and ends its sampler", async () => {
    const probe = probeNvml({ ...THIS_MACHINE, nvidiaSmi: smi(TWO_CARDS) });
    if (!probe.available) throw new Error(probe.whyNot);
    const meter = probe.open();
    await meter.ready;
    const from = performance.now();
    const before = meter.joules() ?? Number.NaN;
    // 150 W in all from now on; wait until a joule has gone, however long that takes
    await expect.poll(() => meter.joules(), { timeout: 10_000 }).toBeGreaterThan(before + 1);
    const joules = (meter.joules() ?? Number.NaN) - before;
    const most = (150 * (performance.now() - from)) / 1000;
    expect(joules).toBeLessThanOrEqual(most);
    expect(joules).toBeGreaterThan(most * 0.9);
    await meter.close();
  });

  it("tells nothing, rather than 0 J, of a sampler that gives no sample", async () => {
    const nvidiaSmi = smi(`case "$*" in *-lms*) exit 3 ;; *) echo '0, NVIDIA L4, 20.0' ;; esac`);
    const probe = probeNvml({ ...THIS_MACHINE, nvidiaSmi });
    if (!probe.available) throw new Error(probe.whyNot);
    const meter = probe.open();
    await meter.ready;
    expect(meter.joules()).toBeUndefined();
    await meter.close();
  });

  it("reads the cards that the work may use", () => {
    expect(visibleCards(4, undefined)).toEqual([0, 1, 2, 3]);
    expect(visibleCards(4, "2,0")).toEqual([0, 2]);
    expect(visibleCards(4, "0, 1")).toEqual([0, 1]);
    expect(visibleCards(2, "GPU-8932f937")).toEqual([0, 1]);
    expect(visibleCards(2, "")).toEqual([]);
    expect(visibleCards(2, "-1")).toEqual([]);
  });

  it("tells nothing of what came after its sampler died", async () => {
    const nvidiaSmi = smi(
      `case "$*" in *-lms*) echo '0, 300.0'; exit 0 ;; *) echo '0, NVIDIA L4, 20.0' ;; esac`,
    );
    const probe = probeNvml({ ...THIS_MACHINE, nvidiaSmi });
    if (!probe.available) throw new Error(probe.whyNot);
    const meter = probe.open();
    await meter.ready;
    await meter.close();
    expect(meter.joules()).toBeUndefined();
  });

  it.each([
    ["there is no such program", undefined, "no nvidia-smi"],
    [
      "the driver is not loaded",
      "echo 'NVIDIA-SMI has failed because it could not communicate'; exit 9",
      "failed",
    ],
    ["it lists nothing", "exit 0", "lists no GPU"],
    ["the card tells no power", "echo '0, NVIDIA GeForce GT 710, [N/A]'", "GT 710"],
  ])("says why not: %s", (_, script, why) => {
    const nvidiaSmi = script === undefined ? join(folder, "absent") : smi(script);
    const probe = probeNvml({ ...THIS_MACHINE, nvidiaSmi });
    expect(probe.available ? "" : probe.whyNot).toContain(why);
    expect(listGpus({ ...THIS_MACHINE, nvidiaSmi: join(folder, "absent") })).toEqual([]);
  });
});

describe("the integral of power samples", () => {
  it("is exact for a ramp and holds the last sample", () => {
    const integral = new PowerIntegral();
    expect(integral.joules(5)).toBe(0);
    integral.add(0, 0);
    integral.add(10, 100);
    expect(integral.joules(10)).toBe(500);
    expect(integral.joules(12)).toBe(700);
  });
});
