/**
 * GPUs and accelerators. Rated power from the makers' data sheets. Known errors of published tables are not carried
 * over: a GTX 750 is 55 W (not 250), a V100 is 250 W as PCIe and 300 W as SXM2 (not the other way round), an A10G
 * has a limit of 300 W (150 W is the A10).
 * @module
 */
import type { Gpu } from "./gpu.ts";
import { nameId } from "./name.ts";
import type { Provenance } from "./provenance.ts";
import {
  AMD_GPU,
  GOOGLE_TPU,
  GREEN_ALGORITHMS,
  INTEL_ACCELERATOR,
  MLCO2,
  NVIDIA,
  NVIDIA_GEFORCE,
  NVIDIA_JETSON,
  NVIDIA_SMI,
} from "./provenance.ts";

interface Extras {
  readonly devices?: number;
  readonly idleW?: number;
}

/** Name without the prefix, W, GB, year, other printed names, and what few cards need. */
type GpuTuple = readonly [
  name: string,
  tdpW: number,
  memoryGb: number,
  year: number,
  aliases?: readonly string[],
  extras?: Extras,
];

function gpuRows(
  vendor: string,
  prefix: string,
  provenance: Provenance,
  rows: readonly GpuTuple[],
): readonly Gpu[] {
  return rows.map(([suffix, tdpW, memoryGb, year, aliases, extras]) => {
    const name = `${prefix} ${suffix}`;
    return {
      id: nameId(name),
      name,
      vendor,
      tdpW,
      memoryGb,
      devices: 1,
      ...extras,
      year,
      aliases: aliases ?? [],
      ...provenance,
    };
  });
}

const NVIDIA_DATA_CENTRE: readonly Gpu[] = [
  ...gpuRows("NVIDIA", "NVIDIA Tesla", NVIDIA, [
    ["K80", 300, 24, 2014, [], { devices: 2 }],
    ["M40", 250, 12, 2015, ["Tesla M40 12GB"]],
    ["M40 24GB", 250, 24, 2016],
    ["M60", 300, 16, 2015, [], { devices: 2 }],
    ["P4", 75, 8, 2016],
    ["P40", 250, 24, 2016],
    ["P100-PCIE-12GB", 250, 12, 2016, ["P100 PCIe 12 GB"]],
    ["P100-PCIE-16GB", 250, 16, 2016, ["P100 PCIe 16 GB", "P100 PCIe"]],
    ["P100-SXM2-16GB", 300, 16, 2016, ["P100 SXM2"]],
    ["V100-PCIE-16GB", 250, 16, 2017, ["V100 PCIe 16 GB"]],
    ["V100-PCIE-32GB", 250, 32, 2018, ["V100 PCIe 32 GB"]],
    ["V100-SXM2-16GB", 300, 16, 2017, ["V100 SXM2 16 GB"]],
    ["V100-SXM2-32GB", 300, 32, 2018, ["V100 SXM2 32 GB"]],
    ["V100S-PCIE-32GB", 250, 32, 2019, ["V100S"]],
    ["T4", 70, 16, 2018],
  ]),
  ...gpuRows("NVIDIA", "NVIDIA Tesla", MLCO2, [["K40c", 245, 12, 2013]]),
  ...gpuRows("NVIDIA", "NVIDIA", NVIDIA, [
    ["T4G", 70, 16, 2021],
    ["A2", 60, 16, 2021],
    ["A10", 150, 24, 2021],
    ["A16", 250, 64, 2021, [], { devices: 4 }],
    ["A30", 165, 24, 2021],
    ["A40", 300, 48, 2020],
    ["A100-PCIE-40GB", 250, 40, 2020, ["A100 PCIe 40 GB", "A100 40GB PCIe"]],
    ["A100 80GB PCIe", 300, 80, 2021, ["A100 PCIe 80 GB"]],
    ["A100-SXM4-40GB", 400, 40, 2020, ["A100 SXM4 40 GB", "A100 SXM 40GB", "A100 40GB SXM"]],
    // Idle: 451.3 W for eight, the 1st percentile of 13,370 runs (Luccioni & Strubell 2024, logs recomputed).
    ["A100-SXM4-80GB", 400, 80, 2020, ["A100 SXM4 80 GB", "A100 SXM 80GB", "A100 80GB SXM"], { idleW: 56.4 }],
    ["A800-SXM4-80GB", 400, 80, 2022],
    ["H100 PCIe", 350, 80, 2022, ["H100 PCIe 80GB", "H100 80GB PCIe"]],
    ["H100 80GB HBM3", 700, 80, 2022, ["H100 SXM", "H100 SXM5", "H100 SXM5 80GB", "H100 SXM 80GB"]],
    ["H100 NVL", 400, 94, 2023],
    ["H800", 700, 80, 2023],
    ["H20", 400, 96, 2023],
    ["H200", 700, 141, 2024, ["H200 SXM", "H200 SXM 141GB"]],
    ["H200 NVL", 600, 141, 2024],
    // The rated power of the whole superchip: CPU, GPU and memory.
    ["GH200 480GB", 1000, 96, 2023, ["GH200", "GH200 Grace Hopper Superchip"]],
    ["B200", 1000, 180, 2024, ["B200 SXM"]],
    // Each of the two GPUs of a GB200 superchip; the CPU is not in it.
    ["GB200", 1200, 186, 2024, ["GB200 NVL72"]],
    ["L4", 72, 24, 2023],
    ["L40", 300, 48, 2022],
    ["L40S", 350, 48, 2023],
  ]),
  ...gpuRows("NVIDIA", "NVIDIA", NVIDIA_SMI, [["A10G", 300, 24, 2021]]),
];

const NVIDIA_WORKSTATION: readonly Gpu[] = [
  ...gpuRows("NVIDIA", "NVIDIA Quadro", NVIDIA, [
    ["K6000", 225, 12, 2013],
    ["P6000", 250, 24, 2016],
    ["RTX 4000", 160, 8, 2018],
    ["RTX 5000", 230, 16, 2018],
    ["RTX 6000", 260, 24, 2018],
    ["RTX 8000", 260, 48, 2018],
  ]),
  ...gpuRows("NVIDIA", "NVIDIA RTX", NVIDIA, [
    ["A2000", 70, 6, 2021],
    ["A2000 12GB", 70, 12, 2021],
    ["A4000", 140, 16, 2021],
    ["A4500", 200, 20, 2021],
    ["A5000", 230, 24, 2021],
    ["A6000", 300, 48, 2020, ["A6000"]],
    ["4000 Ada Generation", 130, 20, 2023, ["RTX 4000 Ada"]],
    ["4500 Ada Generation", 210, 24, 2023, ["RTX 4500 Ada"]],
    ["5000 Ada Generation", 250, 32, 2023, ["RTX 5000 Ada"]],
    ["6000 Ada Generation", 300, 48, 2022, ["RTX 6000 Ada"]],
    ["PRO 6000 Blackwell Workstation Edition", 600, 96, 2025],
    ["PRO 6000 Blackwell Max-Q Workstation Edition", 300, 96, 2025],
    ["PRO 6000 Blackwell Server Edition", 600, 96, 2025],
  ]),
];

const NVIDIA_CONSUMER: readonly Gpu[] = [
  ...gpuRows("NVIDIA", "NVIDIA GeForce GTX", NVIDIA_GEFORCE, [
    ["750", 55, 1, 2014],
    ["750 Ti", 60, 2, 2014],
    ["970", 145, 4, 2014],
    ["980", 165, 4, 2014],
    ["980 Ti", 250, 6, 2015],
    ["TITAN X", 250, 12, 2015],
    ["1050 Ti", 75, 4, 2016],
    ["1060 6GB", 120, 6, 2016],
    ["1070", 150, 8, 2016],
    ["1080", 180, 8, 2016],
    ["1080 Ti", 250, 11, 2017],
    ["1650", 75, 4, 2019],
    ["1660", 120, 6, 2019],
    ["1660 SUPER", 125, 6, 2019],
    ["1660 Ti", 120, 6, 2019],
  ]),
  ...gpuRows("NVIDIA", "NVIDIA TITAN", NVIDIA_GEFORCE, [
    ["X (Pascal)", 250, 12, 2016],
    ["Xp", 250, 12, 2017],
    ["V", 250, 12, 2017],
    ["RTX", 280, 24, 2018],
  ]),
  ...gpuRows("NVIDIA", "NVIDIA GeForce RTX", NVIDIA_GEFORCE, [
    ["2060", 160, 6, 2019],
    ["2060 SUPER", 175, 8, 2019],
    ["2070", 175, 8, 2018],
    ["2070 SUPER", 215, 8, 2019],
    ["2080", 215, 8, 2018],
    ["2080 SUPER", 250, 8, 2019],
    ["2080 Ti", 250, 11, 2018],
    ["3050", 130, 8, 2022],
    ["3060", 170, 12, 2021],
    ["3060 Ti", 200, 8, 2020],
    ["3070", 220, 8, 2020],
    ["3070 Ti", 290, 8, 2021],
    ["3080", 320, 10, 2020],
    ["3080 Ti", 350, 12, 2021],
    ["3090", 350, 24, 2020],
    ["3090 Ti", 450, 24, 2022],
    ["4060", 115, 8, 2023],
    ["4060 Ti", 160, 8, 2023],
    ["4070", 200, 12, 2023],
    ["4070 SUPER", 220, 12, 2024],
    ["4070 Ti", 285, 12, 2023],
    ["4070 Ti SUPER", 285, 16, 2024],
    ["4080", 320, 16, 2022],
    ["4080 SUPER", 320, 16, 2024],
    ["4090", 450, 24, 2022],
    ["5060", 145, 8, 2025],
    ["5060 Ti", 180, 16, 2025],
    ["5070", 250, 12, 2025],
    ["5070 Ti", 300, 16, 2025],
    ["5080", 360, 16, 2025],
    ["5090", 575, 32, 2025],
  ]),
];

const NVIDIA_EMBEDDED: readonly Gpu[] = gpuRows("NVIDIA", "NVIDIA Jetson", NVIDIA_JETSON, [
  ["Nano", 10, 4, 2019],
  ["TX2", 15, 8, 2017],
  ["Xavier NX", 20, 8, 2020],
  ["AGX Xavier", 30, 32, 2018, ["AGX Xavier"]],
  ["Orin Nano 8GB", 15, 8, 2023, ["Jetson Orin Nano"]],
  ["Orin NX 16GB", 25, 16, 2023],
  ["AGX Orin 64GB", 60, 64, 2023, ["Jetson AGX Orin"]],
]);

const AMD_ALL: readonly Gpu[] = [
  ...gpuRows("AMD", "AMD Instinct", AMD_GPU, [
    ["MI50", 300, 16, 2018, ["AMD Radeon Instinct MI50"]],
    ["MI60", 300, 32, 2018, ["AMD Radeon Instinct MI60"]],
    ["MI100", 300, 32, 2020],
    ["MI210", 300, 64, 2022],
    ["MI250", 560, 128, 2021, [], { devices: 2 }],
    ["MI250X", 560, 128, 2021, [], { devices: 2 }],
    ["MI300X", 750, 192, 2023],
    ["MI325X", 1000, 256, 2024],
    ["MI350X", 1000, 288, 2025],
    ["MI355X", 1400, 288, 2025],
  ]),
  ...gpuRows("AMD", "AMD Radeon", AMD_GPU, [
    ["RX 480", 150, 8, 2016, ["AMD RX480"]],
    ["RX 580", 185, 8, 2017],
    ["RX Vega 56", 210, 8, 2017],
    ["RX Vega 64", 295, 8, 2017],
    ["VII", 300, 16, 2019],
    ["RX 5700 XT", 225, 8, 2019],
    ["RX 6700 XT", 230, 12, 2021],
    ["RX 6800", 250, 16, 2020],
    ["RX 6800 XT", 300, 16, 2020],
    ["RX 6900 XT", 300, 16, 2020],
    ["RX 7800 XT", 263, 16, 2023],
    ["RX 7900 XTX", 355, 24, 2022],
    ["RX 9070", 220, 16, 2025],
    ["RX 9070 XT", 304, 16, 2025],
    ["PRO W6800", 250, 32, 2021],
    ["PRO W7900", 295, 48, 2023],
  ]),
];

const OTHERS: readonly Gpu[] = [
  ...gpuRows("Intel", "Intel", INTEL_ACCELERATOR, [
    ["Gaudi HL-205", 350, 32, 2019, ["Habana Gaudi", "Intel Gaudi"]],
    ["Gaudi 2", 600, 96, 2022, ["Habana Gaudi2", "HL-225"]],
    ["Gaudi 3", 900, 128, 2024, ["HL-325L", "Intel Gaudi 3 OAM"]],
    ["Gaudi 3 PCIe", 600, 128, 2024, ["HL-338"]],
    ["Data Center GPU Max 1100", 300, 48, 2023],
    ["Data Center GPU Max 1550", 600, 128, 2023],
    ["Data Center GPU Flex 170", 150, 16, 2022],
    ["Arc A770", 225, 16, 2022, ["Intel Arc A770 Graphics"]],
    ["Arc B580", 190, 12, 2024, ["Intel Arc B580 Graphics"]],
  ]),
  // Published figures disagree (v2: 221, 280 W; v3: 220, 283 W). v3 and v4: the highest that Google measured, and
  // the lowest as idle. v5 and later: Google has published none, so they are left out.
  ...gpuRows("Google", "Google TPU", GREEN_ALGORITHMS, [["v2", 280, 16, 2017, ["TPUv2", "TPU v2 chip"]]]),
  ...gpuRows("Google", "Google TPU", GOOGLE_TPU, [
    ["v3", 262, 32, 2018, ["TPUv3", "TPU v3 chip"], { idleW: 123 }],
    ["v4", 192, 32, 2021, ["TPUv4", "TPU v4 chip"], { idleW: 90 }],
  ]),
];

export const GPU_ROWS: readonly Gpu[] = [
  ...NVIDIA_DATA_CENTRE,
  ...NVIDIA_WORKSTATION,
  ...NVIDIA_CONSUMER,
  ...NVIDIA_EMBEDDED,
  ...AMD_ALL,
  ...OTHERS,
];
