import { describe, expect, it } from "vitest";

import { identifyCpu, parseCpuInfo } from "./index.ts";

function repeated(count: number, block: (n: number) => string): string {
  return Array.from({ length: count }, (_, n) => block(n)).join("\n");
}

/** A two-thread guest whose hypervisor hides the model. */
const EMERALD_RAPIDS = repeated(
  2,
  (n) => `processor\t: ${n}
vendor_id\t: GenuineIntel
cpu family\t: 6
model\t\t: 207
model name\t: Intel(R) Xeon(R) Processor
stepping\t: 2
microcode\t: 0x1
cpu MHz\t\t: 2300.000
cache size\t: 266240 KB
physical id\t: 0
siblings\t: 2
core id\t\t: ${n}
cpu cores\t: 2
flags\t\t: fpu vme de pse tsc hypervisor
bugs\t\t: spectre_v1 spectre_v2
power management:
`,
);

const RUNNER = repeated(
  4,
  (n) => `processor\t: ${n}
vendor_id\t: AuthenticAMD
cpu family\t: 25
model\t\t: 1
model name\t: AMD EPYC 7763 64-Core Processor
stepping\t: 1
physical id\t: 0
siblings\t: 4
core id\t\t: ${Math.floor(n / 2)}
cpu cores\t: 2
`,
);

const TWO_SOCKETS = repeated(
  4,
  (n) => `processor\t: ${n}
vendor_id\t: GenuineIntel
cpu family\t: 6
model\t\t: 85
model name\t: Intel(R) Xeon(R) Gold 6248 CPU @ 2.50GHz
stepping\t: 7
physical id\t: ${n % 2}
cpu cores\t: 20
`,
);

const GRAVITON3 = repeated(
  2,
  (n) => `processor\t: ${n}
BogoMIPS\t: 2100.00
Features\t: fp asimd evtstrm aes pmull sha1 sha2 crc32
CPU implementer\t: 0x41
CPU architecture: 8
CPU variant\t: 0x1
CPU part\t: 0xd40
CPU revision\t: 1
`,
);

const RASPBERRY_PI = `processor\t: 0
BogoMIPS\t: 108.00
CPU implementer\t: 0x41
CPU part\t: 0xd08

Hardware\t: BCM2835
Revision\t: c03114
Model\t\t: Raspberry Pi 4 Model B Rev 1.4
`;

describe("parseCpuInfo", () => {
  it("reads a guest with a hidden model, and the family is found", () => {
    const info = parseCpuInfo(EMERALD_RAPIDS);
    expect(info).toEqual({
      name: "Intel(R) Xeon(R) Processor",
      vendorId: "GenuineIntel",
      family: 6,
      model: 207,
      stepping: 2,
      threads: 2,
      coresPerSocket: 2,
      sockets: 1,
    });
    expect(identifyCpu(info)).toMatchObject({ kind: "family", microarchitecture: { id: "emerald-rapids" } });
  });

  it("reads an AMD runner", () => {
    const info = parseCpuInfo(RUNNER);
    expect(info).toMatchObject({ family: 25, model: 1, threads: 4, coresPerSocket: 2, sockets: 1 });
    expect(identifyCpu(info)).toMatchObject({ kind: "model", cpu: { id: "epyc-7763" } });
  });

  it("counts sockets by their ids", () => {
    expect(parseCpuInfo(TWO_SOCKETS)).toMatchObject({ sockets: 2, coresPerSocket: 20, threads: 4 });
  });

  it("reads Arm's form, which names no chip", () => {
    const info = parseCpuInfo(GRAVITON3);
    expect(info).toEqual({ implementer: 0x41, part: 0xd40, threads: 2 });
    expect(identifyCpu(info)).toMatchObject({ kind: "family", microarchitecture: { id: "neoverse-v1" } });
  });

  it("reads the name that a board gives itself", () => {
    const info = parseCpuInfo(RASPBERRY_PI);
    expect(info.name).toBe("Raspberry Pi 4 Model B Rev 1.4");
    expect(info).not.toHaveProperty("model");
    expect(identifyCpu(info)).toMatchObject({ kind: "model", cpu: { id: "raspberry-pi-4-model-b" } });
  });

  it("knows nothing of an empty or strange text", () => {
    expect(parseCpuInfo("")).toEqual({});
    expect(parseCpuInfo("no colons here\r\n\r\n: : :")).toEqual({});
    expect(parseCpuInfo("model name\t: unknown\nmodel\t: ?\nvendor_id\t: ")).toEqual({});
  });
});
