/**
 * Microarchitectures with their signatures and power curves. A curve is SPECpower_ssj2008's idle and full load of
 * whole servers at the plug, memory included, divided by hardware threads: the mean of the published results.
 * @module
 */
import type {
  ArmSignature,
  CpuSegment,
  Microarchitecture,
  PowerCurve,
  X86Signature,
} from "./microarchitecture.ts";
import type { Provenance } from "./provenance.ts";
import { APPLE_MAC_MINI, ARM_MIDR, CCF, LINUX, SPECPOWER_TURIN } from "./provenance.ts";

/** Spread of a utilisation × power curve: within ×1.5 and ÷1.5, nine times in ten. */
const CURVE_SPREAD = 1.5;
const SERVER: readonly CpuSegment[] = ["server"];
/** Coffee Lake's results are of Xeon E servers, which are desktop chips under another name. */
const SERVER_AND_DESKTOP: readonly CpuSegment[] = ["server", "desktop"];
const MAC: readonly CpuSegment[] = ["desktop", "laptop"];

function curve(
  idleWattsPerThread: number,
  busyWattsPerThread: number,
  segments: readonly CpuSegment[] = SERVER,
  provenance: Provenance = CCF,
): PowerCurve {
  return {
    idleWattsPerThread,
    busyWattsPerThread,
    threadsPerCore: 2,
    spread: CURVE_SPREAD,
    proxy: false,
    segments,
    year: 2026,
    ...provenance,
  };
}

/**
 * EPYC 2nd Gen's curve for Arm servers, of which SPECpower has none: Cloud Carbon Footprint does so for Graviton, we
 * do so for their contemporaries. A core without SMT is set equal to a thread.
 */
function armServerProxy(spread: number): PowerCurve {
  return { ...curve(0.4743, 1.693), threadsPerCore: 1, proxy: true, spread };
}

/** Idle and "CPU max" of a whole Mac mini at the plug, over its threads. */
function macMini(idleW: number, maxW: number, threads: number, year: number): PowerCurve {
  return {
    ...curve(idleW / threads, maxW / threads, MAC, APPLE_MAC_MINI),
    threadsPerCore: 1,
    spread: 1.7,
    year,
  };
}

interface Extras {
  readonly curve?: PowerCurve;
  readonly names?: readonly string[];
}

function intel(
  id: string,
  name: string,
  year: number,
  models: readonly number[],
  extras: Extras = {},
): Microarchitecture {
  return x86(id, name, "Intel", year, [{ vendorId: "GenuineIntel", family: 6, models }], extras);
}

function intelStepping(
  id: string,
  name: string,
  year: number,
  models: readonly number[],
  steppings: readonly [number, number],
  extras: Extras = {},
): Microarchitecture {
  return x86(id, name, "Intel", year, [{ vendorId: "GenuineIntel", family: 6, models, steppings }], extras);
}

function amd(
  id: string,
  name: string,
  year: number,
  family: number,
  models: readonly number[],
  extras: Extras & { readonly steppings?: readonly [number, number] } = {},
): Microarchitecture {
  const { steppings, ...rest } = extras;
  const signature: X86Signature = {
    vendorId: "AuthenticAMD",
    family,
    models,
    ...(steppings && { steppings }),
  };
  return x86(id, name, "AMD", year, [signature], rest);
}

function x86(
  id: string,
  name: string,
  vendor: string,
  year: number,
  signatures: readonly X86Signature[],
  extras: Extras,
): Microarchitecture {
  return { id, name, vendor, year, x86: signatures, arm: [], names: [], ...extras, ...LINUX };
}

function arm(
  id: string,
  name: string,
  vendor: string,
  year: number,
  implementer: number,
  parts: readonly number[],
  extras: Extras = {},
): Microarchitecture {
  const signatures: readonly ArmSignature[] = parts.length === 0 ? [] : [{ implementer, parts }];
  return { id, name, vendor, year, x86: [], arm: signatures, names: [], ...extras, ...ARM_MIDR };
}

// Cloud chips in `names` are those whose count of cores nobody publishes: their family is known, and no more.
const INTEL_SERVER: readonly Microarchitecture[] = [
  intel("sandy-bridge-server", "Sandy Bridge-EP/EN", 2012, [45], {
    curve: curve(2.2122, 8.6309),
    names: ["Intel Xeon E312xx (Sandy Bridge)", "Intel Xeon E312xx (Sandy Bridge, IBRS update)"],
  }),
  intel("ivy-bridge-server", "Ivy Bridge-EP/EN/EX", 2013, [62], {
    curve: curve(1.7074, 5.5569),
    names: ["Intel Xeon E3-12xx v2 (Ivy Bridge)", "Intel Xeon E3-12xx v2 (Ivy Bridge, IBRS)"],
  }),
  // QEMU's Haswell and Broadwell carry the model number of client chips; they are met in clouds, on servers.
  intel("haswell-server", "Haswell-EP/EX", 2014, [63], {
    curve: curve(1.8574, 5.5954),
    names: [
      "Intel Core Processor (Haswell)",
      "Intel Core Processor (Haswell, IBRS)",
      "Intel Core Processor (Haswell, no TSX)",
      "Intel Core Processor (Haswell, no TSX, IBRS)",
    ],
  }),
  intel("broadwell-server", "Broadwell-EP/EX/DE", 2016, [79, 86], {
    curve: curve(0.7128, 3.6853),
    names: [
      "Intel Core Processor (Broadwell)",
      "Intel Core Processor (Broadwell, IBRS)",
      "Intel Core Processor (Broadwell, no TSX)",
      "Intel Core Processor (Broadwell, no TSX, IBRS)",
    ],
  }),
  // One model number for three: 85 is Skylake-SP up to stepping 4, Cascade Lake 5 to 7, Cooper Lake 10 and 11.
  intelStepping("cascade-lake", "Cascade Lake", 2019, [85], [5, 9], {
    curve: curve(0.6903, 4.0632),
    names: ["Intel Xeon Processor (Cascadelake)"],
  }),
  intelStepping("skylake-server", "Skylake-SP/W/X", 2017, [85], [0, 4], {
    curve: curve(0.613, 4.1042),
    names: [
      "Intel Xeon Processor (Skylake)",
      "Intel Xeon Processor (Skylake, IBRS)",
      "Intel Xeon Processor (Skylake, no TSX)",
      "Intel Xeon Processor (Skylake, IBRS, no TSX)",
    ],
  }),
  intelStepping("cooper-lake", "Cooper Lake", 2020, [85], [10, 11], {
    names: ["Intel Xeon Processor (Cooperlake)"],
  }),
  intel("ice-lake-server", "Ice Lake-SP/D", 2021, [106, 108], {
    curve: curve(0.7668, 3.7582),
    names: ["Intel Xeon Processor (Icelake)"],
  }),
  intel("sapphire-rapids", "Sapphire Rapids", 2023, [143], {
    curve: curve(1.0363, 4.1605),
    names: ["Intel Xeon Processor (SapphireRapids)"],
  }),
  intel("emerald-rapids", "Emerald Rapids", 2023, [207], {
    curve: curve(0.814, 4.482),
    names: ["Intel Xeon Platinum 8573C", "Intel Xeon Platinum 8581C"],
  }),
  intel("granite-rapids", "Granite Rapids", 2024, [173, 174], {
    curve: curve(0.5816, 2.5275),
    names: ["Intel Xeon Processor (GraniteRapids)", "Intel Xeon 6973P-C"],
  }),
  intel("sierra-forest", "Sierra Forest", 2024, [175], { names: ["Intel Xeon Processor (SierraForest)"] }),
];

const INTEL_CLIENT: readonly Microarchitecture[] = [
  intel("sandy-bridge-client", "Sandy Bridge", 2011, [42]),
  intel("ivy-bridge-client", "Ivy Bridge", 2012, [58]),
  intel("haswell-client", "Haswell", 2013, [60, 69, 70]),
  intel("broadwell-client", "Broadwell", 2014, [61, 71]),
  intel("skylake-client", "Skylake", 2015, [78, 94]),
  // 142 and 158: stepping 9 is Kaby Lake; 142 went on through Kaby Lake R, Whiskey and Comet Lake U.
  x86(
    "coffee-lake",
    "Coffee Lake",
    "Intel",
    2017,
    [{ vendorId: "GenuineIntel", family: 6, models: [158], steppings: [10, 13] }],
    { curve: curve(1.1384, 5.4218, SERVER_AND_DESKTOP) },
  ),
  x86(
    "kaby-lake",
    "Kaby Lake, Kaby Lake R",
    "Intel",
    2017,
    [
      { vendorId: "GenuineIntel", family: 6, models: [142, 158], steppings: [9, 9] },
      { vendorId: "GenuineIntel", family: 6, models: [142], steppings: [10, 10] },
    ],
    {},
  ),
  x86(
    "whiskey-lake",
    "Whiskey Lake, Comet Lake U",
    "Intel",
    2018,
    [{ vendorId: "GenuineIntel", family: 6, models: [142], steppings: [11, 12] }],
    {},
  ),
  intel("comet-lake", "Comet Lake", 2019, [165, 166]),
  intel("ice-lake-client", "Ice Lake", 2019, [125, 126]),
  intel("tiger-lake", "Tiger Lake", 2020, [140, 141]),
  intel("rocket-lake", "Rocket Lake", 2021, [167]),
  intel("alder-lake", "Alder Lake", 2021, [151, 154]),
  intel("alder-lake-n", "Alder Lake-N", 2023, [190]),
  intel("raptor-lake", "Raptor Lake", 2022, [183, 186, 191]),
  intel("meteor-lake", "Meteor Lake", 2023, [170, 172]),
  intel("lunar-lake", "Lunar Lake", 2024, [189]),
  intel("arrow-lake", "Arrow Lake", 2024, [181, 197, 198]),
];

const AMD_SERVER: readonly Microarchitecture[] = [
  // Naples and the first Ryzen share a die and a model number; EPYC is stepping 2.
  amd("zen-1-epyc", "EPYC 1st Gen (Naples)", 2017, 23, [1], {
    steppings: [2, 2],
    curve: curve(0.8468, 2.6042),
    names: ["AMD EPYC Processor (with IBPB)"],
  }),
  amd("zen-2-epyc", "EPYC 2nd Gen (Rome)", 2019, 23, [49], {
    curve: curve(0.4743, 1.693),
    names: ["AMD EPYC-Rome Processor", "AMD EPYC-Rome-v2 Processor"],
  }),
  amd("zen-3-epyc", "EPYC 3rd Gen (Milan)", 2021, 25, [0, 1], {
    curve: curve(0.4556, 1.9573),
    names: ["AMD EPYC-Milan Processor", "AMD EPYC-Milan-v2 Processor", "AMD EPYC 7B13"],
  }),
  amd("zen-4-epyc", "EPYC 4th Gen (Genoa, Bergamo, Siena)", 2022, 25, [16, 17, 160], {
    curve: curve(0.7391, 2.2822),
    names: ["AMD EPYC-Genoa Processor", "AMD EPYC 9B14"],
  }),
  // The source's own row says 3.68 / 8.96: blank lines in its list of chips match nearly every SPECpower result
  // (1039 of 1088). The 41 results that are EPYC 9005 give 0.267 / 1.481.
  amd("zen-5-epyc", "EPYC 5th Gen (Turin)", 2024, 26, [2, 17], {
    curve: curve(0.267, 1.481, SERVER, SPECPOWER_TURIN),
    names: ["AMD EPYC-Turin Processor", "AMD EPYC 9B45", "AMD EPYC 9R45"],
  }),
];

const AMD_CLIENT: readonly Microarchitecture[] = [
  amd("zen-1-ryzen", "Ryzen 1000 and 2000G, Threadripper 1000 (Zen)", 2017, 23, [1], { steppings: [0, 1] }),
  amd("zen-1-ryzen-apu", "Ryzen 2000G/U (Raven Ridge, Dali)", 2018, 23, [17, 32]),
  amd("zen-plus-ryzen", "Ryzen 2000, 3000G/U, Threadripper 2000 (Zen+)", 2018, 23, [8, 24]),
  amd("zen-2-ryzen", "Ryzen 3000, 4000, 5000U (Zen 2)", 2019, 23, [96, 104, 113, 144, 145, 160]),
  amd("zen-3-ryzen", "Ryzen 5000, 6000, Threadripper PRO 5000 (Zen 3)", 2020, 25, [8, 33, 68, 80]),
  amd("zen-4-ryzen", "Ryzen 7000, 8000, Threadripper 7000 (Zen 4)", 2022, 25, [24, 97, 116, 117, 120, 124]),
  amd("zen-5-ryzen", "Ryzen 9000, AI 300, Threadripper 9000 (Zen 5)", 2024, 26, [8, 36, 68, 96, 112]),
];

/** x86, servers before clients. */
export const X86_MICROARCHITECTURES: readonly Microarchitecture[] = [
  ...INTEL_SERVER,
  ...INTEL_CLIENT,
  ...AMD_SERVER,
  ...AMD_CLIENT,
];

/** Arm. A core of Arm's own design is in several chips: its signature tells the core, not the chip. */
export const ARM_MICROARCHITECTURES: readonly Microarchitecture[] = [
  arm("neoverse-n1", "Neoverse N1 (Graviton2, Altra)", "Arm", 2020, 0x41, [0xd0c], {
    curve: armServerProxy(2.5),
    names: ["Neoverse-N1"],
  }),
  arm("neoverse-v1", "Neoverse V1 (Graviton3)", "Arm", 2022, 0x41, [0xd40], {
    curve: armServerProxy(2.5),
    names: ["Neoverse-V1"],
  }),
  arm("neoverse-n2", "Neoverse N2 (Cobalt 100)", "Arm", 2023, 0x41, [0xd49], {
    curve: armServerProxy(3),
    names: ["Neoverse-N2"],
  }),
  arm("neoverse-v2", "Neoverse V2 (Graviton4, Axion, Grace)", "Arm", 2023, 0x41, [0xd4f], {
    curve: armServerProxy(2.5),
    names: ["Neoverse-V2", "Google Axion"],
  }),
  arm("ampere-1", "AmpereOne", "Ampere", 2023, 0xc0, [0xac3, 0xac4], {
    curve: armServerProxy(3),
    names: ["Ampere-1", "Ampere-1a", "AmpereOne"],
  }),
  arm("cortex-a72", "Cortex-A72 (Graviton, Raspberry Pi 4)", "Arm", 2016, 0x41, [0xd08], {
    names: ["Cortex-A72"],
  }),
  arm("cortex-a76", "Cortex-A76 (Raspberry Pi 5)", "Arm", 2018, 0x41, [0xd0b], { names: ["Cortex-A76"] }),
  arm("apple-m1", "Apple M1", "Apple", 2020, 0x61, [0x022, 0x023, 0x024, 0x025, 0x028, 0x029], {
    curve: macMini(6.8, 39, 8, 2020),
  }),
  arm("apple-m2", "Apple M2", "Apple", 2022, 0x61, [0x032, 0x033], { curve: macMini(7, 50, 8, 2023) }),
  arm("apple-m2-pro", "Apple M2 Pro and larger", "Apple", 2023, 0x61, [0x034, 0x035, 0x038, 0x039], {
    curve: macMini(7, 100, 12, 2023),
  }),
  // No Mac mini was sold with an M3, and the iMac's figures include its display.
  arm("apple-m3", "Apple M3", "Apple", 2023, 0x61, []),
  arm("apple-m4", "Apple M4", "Apple", 2024, 0x61, [], { curve: macMini(4, 65, 10, 2024) }),
  arm("apple-m4-pro", "Apple M4 Pro and larger", "Apple", 2024, 0x61, [], {
    curve: macMini(5, 140, 14, 2024),
  }),
];
