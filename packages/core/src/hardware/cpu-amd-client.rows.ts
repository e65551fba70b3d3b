/**
 * AMD Ryzen and Threadripper.
 * @module
 */
import type { Cpu } from "./cpu.ts";
import { cpuRows } from "./cpu-table.ts";
import type { CpuBlock } from "./cpu-table.ts";
import type { CpuSegment } from "./microarchitecture.ts";
import { AMD } from "./provenance.ts";

function ryzen(microarchitecture: string, segment: CpuSegment): CpuBlock {
  return { vendor: "AMD", prefix: "AMD Ryzen", segment, microarchitecture, ...AMD };
}

export const AMD_CLIENT_CPUS: readonly Cpu[] = [
  ...cpuRows(ryzen("zen-1-ryzen", "desktop"), [
    ["5 1600", 6, 12, 65, 2017],
    ["7 1700", 8, 16, 65, 2017],
    ["7 1800X", 8, 16, 95, 2017],
    ["Threadripper 1950X", 16, 32, 180, 2017],
  ]),
  ...cpuRows(ryzen("zen-plus-ryzen", "desktop"), [
    ["5 2600", 6, 12, 65, 2018],
    ["7 2700X", 8, 16, 105, 2018],
    ["Threadripper 2950X", 16, 32, 180, 2018],
    ["Threadripper 2990WX", 32, 64, 250, 2018],
  ]),
  ...cpuRows(ryzen("zen-plus-ryzen", "laptop"), [["5 3500U", 4, 8, 15, 2019]]),
  ...cpuRows(ryzen("zen-2-ryzen", "desktop"), [
    ["5 3600", 6, 12, 65, 2019],
    ["7 3700X", 8, 16, 65, 2019],
    ["7 3800X", 8, 16, 105, 2019],
    ["9 3900X", 12, 24, 105, 2019],
    ["9 3950X", 16, 32, 105, 2019],
  ]),
  ...cpuRows(ryzen("zen-2-ryzen", "laptop"), [
    ["7 4700U", 8, 8, 15, 2020],
    ["7 4800H", 8, 16, 45, 2020],
    ["7 PRO 4750U", 8, 16, 15, 2020],
    ["5 5500U", 6, 12, 15, 2021],
    ["7 5700U", 8, 16, 15, 2021],
  ]),
  // Threadripper of this generation has EPYC's model number (49), and EPYC's die; not its servers.
  ...cpuRows(ryzen("zen-2-epyc", "desktop"), [
    ["Threadripper 3960X", 24, 48, 280, 2019],
    ["Threadripper 3970X", 32, 64, 280, 2019],
    ["Threadripper 3990X", 64, 128, 280, 2020],
    ["Threadripper PRO 3955WX", 16, 32, 280, 2020],
    ["Threadripper PRO 3975WX", 32, 64, 280, 2020],
    ["Threadripper PRO 3995WX", 64, 128, 280, 2020],
  ]),
  ...cpuRows(ryzen("zen-3-ryzen", "desktop"), [
    ["5 5600", 6, 12, 65, 2022],
    ["5 5600G", 6, 12, 65, 2021],
    ["5 5600X", 6, 12, 65, 2020],
    ["7 5700G", 8, 16, 65, 2021],
    ["7 5700X", 8, 16, 65, 2022],
    ["7 5800X", 8, 16, 105, 2020],
    ["7 5800X3D", 8, 16, 105, 2022],
    ["9 5900X", 12, 24, 105, 2020],
    ["9 5950X", 16, 32, 105, 2020],
    ["Threadripper PRO 5955WX", 16, 32, 280, 2022],
    ["Threadripper PRO 5965WX", 24, 48, 280, 2022],
    ["Threadripper PRO 5975WX", 32, 64, 280, 2022],
    ["Threadripper PRO 5995WX", 64, 128, 280, 2022],
  ]),
  ...cpuRows(ryzen("zen-3-ryzen", "laptop"), [
    ["7 5800H", 8, 16, 45, 2021],
    ["9 5900HX", 8, 16, 45, 2021],
    ["5 PRO 5650U", 6, 12, 15, 2021],
    ["7 PRO 5850U", 8, 16, 15, 2021],
    ["7 6800H", 8, 16, 45, 2022],
    ["7 PRO 6850U", 8, 16, 28, 2022],
  ]),
  ...cpuRows(ryzen("zen-4-ryzen", "desktop"), [
    ["5 7600", 6, 12, 65, 2023],
    ["5 7600X", 6, 12, 105, 2022],
    ["7 7700", 8, 16, 65, 2023],
    ["7 7700X", 8, 16, 105, 2022],
    ["7 7800X3D", 8, 16, 120, 2023],
    ["7 8700G", 8, 16, 65, 2024],
    ["9 7900", 12, 24, 65, 2023],
    ["9 7900X", 12, 24, 170, 2022],
    ["9 7950X", 16, 32, 170, 2022],
    ["9 7950X3D", 16, 32, 120, 2023],
    ["Threadripper 7960X", 24, 48, 350, 2023],
    ["Threadripper 7970X", 32, 64, 350, 2023],
    ["Threadripper 7980X", 64, 128, 350, 2023],
    ["Threadripper PRO 7965WX", 24, 48, 350, 2023],
    ["Threadripper PRO 7975WX", 32, 64, 350, 2023],
    ["Threadripper PRO 7985WX", 64, 128, 350, 2023],
    ["Threadripper PRO 7995WX", 96, 192, 350, 2023],
  ]),
  ...cpuRows(ryzen("zen-4-ryzen", "laptop"), [
    ["7 7840U", 8, 16, 28, 2023],
    ["7 7840HS", 8, 16, 54, 2023],
    ["9 7940HS", 8, 16, 54, 2023],
    ["9 7945HX", 16, 32, 55, 2023],
    ["7 8845HS", 8, 16, 45, 2023],
  ]),
  ...cpuRows(ryzen("zen-5-ryzen", "desktop"), [
    ["5 9600X", 6, 12, 65, 2024],
    ["7 9700X", 8, 16, 65, 2024],
    ["7 9800X3D", 8, 16, 120, 2024],
    ["9 9900X", 12, 24, 120, 2024],
    ["9 9950X", 16, 32, 170, 2024],
    ["9 9950X3D", 16, 32, 170, 2025],
    ["Threadripper 9980X", 64, 128, 350, 2025],
    ["Threadripper PRO 9995WX", 96, 192, 350, 2025],
  ]),
  ...cpuRows(ryzen("zen-5-ryzen", "laptop"), [
    ["AI 7 350", 8, 16, 28, 2025],
    ["AI 9 365", 10, 20, 28, 2024],
    ["AI 9 HX 370", 12, 24, 28, 2024],
    ["AI Max+ 395", 16, 32, 55, 2025],
  ]),
];
