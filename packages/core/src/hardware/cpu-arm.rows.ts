/**
 * Arm CPUs: Apple's, the clouds' own, Ampere's and boards. Apple, Amazon, Google and Microsoft publish no rated power.
 * @module
 */
import type { Cpu } from "./cpu.ts";
import { cpuRows } from "./cpu-table.ts";
import type { CpuSegment } from "./microarchitecture.ts";
import { AMPERE, APPLE, AWS, AZURE, GREEN_ALGORITHMS, NVIDIA } from "./provenance.ts";

const mac = (microarchitecture: string, segment: CpuSegment) =>
  ({ vendor: "Apple", prefix: "Apple", segment, microarchitecture, ...APPLE }) as const;
const graviton = (microarchitecture: string) =>
  ({ vendor: "AWS", prefix: "AWS", segment: "server", microarchitecture, ...AWS }) as const;

export const ARM_CPUS: readonly Cpu[] = [
  ...cpuRows(graviton("neoverse-n1"), [["Graviton2", 64, 64, undefined, 2020, ["AWS Graviton 2"]]]),
  ...cpuRows(graviton("neoverse-v1"), [
    ["Graviton3", 64, 64, undefined, 2022, ["AWS Graviton 3"]],
    ["Graviton3E", 64, 64, undefined, 2022],
  ]),
  ...cpuRows(graviton("neoverse-v2"), [["Graviton4", 96, 96, undefined, 2024, ["AWS Graviton 4"]]]),
  ...cpuRows(
    { vendor: "Microsoft", prefix: "Azure", segment: "server", microarchitecture: "neoverse-n2", ...AZURE },
    [["Cobalt 100", 128, 128, undefined, 2024, ["Microsoft Azure Cobalt 100"]]],
  ),
  ...cpuRows(
    { vendor: "Ampere", prefix: "Ampere", segment: "server", microarchitecture: "neoverse-n1", ...AMPERE },
    [
      ["Altra Q64-30", 64, 64, 180, 2020, ["Ampere Altra Processor Q64-30"]],
      ["Altra Q80-26", 80, 80, 175, 2020, ["Ampere Altra Processor Q80-26"]],
      ["Altra Q80-30", 80, 80, 210, 2020, ["Ampere Altra Processor Q80-30"]],
      ["Altra Q80-33", 80, 80, 250, 2020, ["Ampere Altra Processor Q80-33"]],
      ["Altra Max M128-30", 128, 128, 250, 2021, ["Ampere Altra Max Processor M128-30"]],
    ],
  ),
  ...cpuRows(
    { vendor: "Ampere", prefix: "Ampere", segment: "server", microarchitecture: "ampere-1", ...AMPERE },
    [["AmpereOne A192-32X", 192, 192, undefined, 2024]],
  ),
  // The rated power is of both dies and their memory.
  ...cpuRows(
    { vendor: "NVIDIA", prefix: "NVIDIA", segment: "server", microarchitecture: "neoverse-v2", ...NVIDIA },
    [["Grace CPU Superchip", 144, 144, 500, 2023, ["NVIDIA Grace Superchip"]]],
  ),
  ...cpuRows(mac("apple-m1", "laptop"), [
    ["M1", 8, 8, undefined, 2020],
    ["M1 Pro", 10, 10, undefined, 2021],
    ["M1 Max", 10, 10, undefined, 2021],
  ]),
  ...cpuRows(mac("apple-m1", "desktop"), [["M1 Ultra", 20, 20, undefined, 2022]]),
  ...cpuRows(mac("apple-m2", "laptop"), [["M2", 8, 8, undefined, 2022]]),
  ...cpuRows(mac("apple-m2-pro", "laptop"), [
    ["M2 Pro", 12, 12, undefined, 2023],
    ["M2 Max", 12, 12, undefined, 2023],
  ]),
  ...cpuRows(mac("apple-m2-pro", "desktop"), [["M2 Ultra", 24, 24, undefined, 2023]]),
  ...cpuRows(mac("apple-m3", "laptop"), [
    ["M3", 8, 8, undefined, 2023],
    ["M3 Pro", 12, 12, undefined, 2023],
    ["M3 Max", 16, 16, undefined, 2023],
  ]),
  ...cpuRows(mac("apple-m4", "laptop"), [["M4", 10, 10, undefined, 2024]]),
  ...cpuRows(mac("apple-m4-pro", "laptop"), [
    ["M4 Pro", 14, 14, undefined, 2024],
    ["M4 Max", 16, 16, undefined, 2024],
  ]),
  ...cpuRows(
    {
      vendor: "Broadcom",
      prefix: "Raspberry Pi",
      segment: "embedded",
      microarchitecture: "cortex-a72",
      ...GREEN_ALGORITHMS,
    },
    [["4 Model B", 4, 4, 6.4, 2019, ["Raspberry Pi 4", "Broadcom BCM2711"]]],
  ),
];
