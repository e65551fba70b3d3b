/**
 * Intel desktop and laptop CPUs. TDP is the vendor's TDP or processor base power, not the turbo power (an i7-12700K
 * is rated 125 W and may draw 190 W).
 * @module
 */
import type { Cpu } from "./cpu.ts";
import { cpuRows } from "./cpu-table.ts";
import type { CpuBlock } from "./cpu-table.ts";
import type { CpuSegment } from "./microarchitecture.ts";
import { INTEL } from "./provenance.ts";

function core(microarchitecture: string, segment: CpuSegment): CpuBlock {
  return { vendor: "Intel", prefix: "Intel Core", segment, microarchitecture, ...INTEL };
}

export const INTEL_CLIENT_CPUS: readonly Cpu[] = [
  ...cpuRows(core("haswell-client", "desktop"), [["i7-4790", 4, 8, 84, 2014]]),
  ...cpuRows(core("skylake-client", "desktop"), [
    ["i7-6700", 4, 8, 65, 2015],
    ["i7-6700K", 4, 8, 91, 2015],
  ]),
  ...cpuRows(core("kaby-lake", "desktop"), [
    ["i7-7700", 4, 8, 65, 2017],
    ["i7-7700K", 4, 8, 91, 2017],
  ]),
  ...cpuRows(core("kaby-lake", "laptop"), [
    ["i5-8250U", 4, 8, 15, 2017],
    ["i7-8550U", 4, 8, 15, 2017],
    ["i5-8350U", 4, 8, 15, 2017],
    ["i7-8650U", 4, 8, 15, 2017],
  ]),
  ...cpuRows(core("whiskey-lake", "laptop"), [
    ["i5-8265U", 4, 8, 15, 2018],
    ["i7-8565U", 4, 8, 15, 2018],
    ["i5-8365U", 4, 8, 15, 2019],
    ["i7-8665U", 4, 8, 15, 2019],
    ["i5-10210U", 4, 8, 15, 2019],
    ["i7-10510U", 4, 8, 15, 2019],
  ]),
  ...cpuRows(core("coffee-lake", "desktop"), [
    ["i5-8400", 6, 6, 65, 2017],
    ["i7-8700", 6, 12, 65, 2017],
    ["i7-8700B", 6, 12, 65, 2018],
    ["i7-8700K", 6, 12, 95, 2017],
    ["i5-9400", 6, 6, 65, 2019],
    ["i7-9700", 8, 8, 65, 2019],
    ["i7-9700K", 8, 8, 95, 2018],
    ["i9-9900K", 8, 16, 95, 2018],
  ]),
  ...cpuRows(core("coffee-lake", "laptop"), [
    ["i7-8750H", 6, 12, 45, 2018],
    ["i7-8850H", 6, 12, 45, 2018],
    ["i5-9300H", 4, 8, 45, 2019],
    ["i7-9750H", 6, 12, 45, 2019],
    ["i7-9850H", 6, 12, 45, 2019],
    ["i9-9880H", 8, 16, 45, 2019],
    ["i9-9980HK", 8, 16, 45, 2019],
  ]),
  ...cpuRows(core("skylake-server", "desktop"), [
    ["i9-7900X", 10, 20, 140, 2017],
    ["i9-7980XE", 18, 36, 165, 2017],
  ]),
  ...cpuRows(core("cascade-lake", "desktop"), [
    ["i9-10900X", 10, 20, 165, 2019],
    ["i9-10920X", 12, 24, 165, 2019],
    ["i9-10980XE", 18, 36, 165, 2019],
  ]),
  ...cpuRows(core("comet-lake", "desktop"), [
    ["i5-10400", 6, 12, 65, 2020],
    ["i7-10700", 8, 16, 65, 2020],
    ["i7-10700K", 8, 16, 125, 2020],
    ["i9-10850K", 10, 20, 125, 2020],
    ["i9-10900K", 10, 20, 125, 2020],
  ]),
  ...cpuRows(core("comet-lake", "laptop"), [
    ["i7-10710U", 6, 12, 15, 2019],
    ["i5-10300H", 4, 8, 45, 2020],
    ["i7-10750H", 6, 12, 45, 2020],
    ["i7-10850H", 6, 12, 45, 2020],
    ["i7-10875H", 8, 16, 45, 2020],
    ["i9-10885H", 8, 16, 45, 2020],
    ["i9-10980HK", 8, 16, 45, 2020],
  ]),
  ...cpuRows(core("ice-lake-client", "laptop"), [
    ["i5-1035G1", 4, 8, 15, 2019],
    ["i7-1065G7", 4, 8, 15, 2019],
    ["i5-1038NG7", 4, 8, 28, 2020],
  ]),
  ...cpuRows(core("tiger-lake", "laptop"), [
    ["i5-1135G7", 4, 8, 28, 2020],
    ["i5-1145G7", 4, 8, 28, 2021],
    ["i7-1165G7", 4, 8, 28, 2020],
    ["i7-1185G7", 4, 8, 28, 2020],
    ["i7-11800H", 8, 16, 45, 2021],
    ["i7-11850H", 8, 16, 45, 2021],
    ["i9-11950H", 8, 16, 45, 2021],
  ]),
  ...cpuRows(core("rocket-lake", "desktop"), [
    ["i5-11400", 6, 12, 65, 2021],
    ["i5-11600K", 6, 12, 125, 2021],
    ["i7-11700K", 8, 16, 125, 2021],
    ["i9-11900K", 8, 16, 125, 2021],
  ]),
  ...cpuRows(core("alder-lake", "desktop"), [
    ["i5-12400", 6, 12, 65, 2022],
    ["i5-12600K", 10, 16, 125, 2021],
    ["i7-12700", 12, 20, 65, 2022],
    ["i7-12700K", 12, 20, 125, 2021],
    ["i9-12900K", 16, 24, 125, 2021],
  ]),
  ...cpuRows(core("alder-lake", "laptop"), [
    ["i5-1235U", 10, 12, 15, 2022],
    ["i7-1255U", 10, 12, 15, 2022],
    ["i5-1240P", 12, 16, 28, 2022],
    ["i7-1260P", 12, 16, 28, 2022],
    ["i7-1270P", 12, 16, 28, 2022],
    ["i7-12700H", 14, 20, 45, 2022],
    ["i9-12900H", 14, 20, 45, 2022],
  ]),
  ...cpuRows({ ...core("alder-lake-n", "laptop"), prefix: "Intel" }, [["N100", 4, 4, 6, 2023]]),
  ...cpuRows(core("raptor-lake", "desktop"), [
    ["i5-13500", 14, 20, 65, 2023],
    ["i5-13600K", 14, 20, 125, 2022],
    ["i7-13700", 16, 24, 65, 2023],
    ["i7-13700K", 16, 24, 125, 2022],
    ["i9-13900K", 24, 32, 125, 2022],
    ["i5-14600K", 14, 20, 125, 2023],
    ["i7-14700K", 20, 28, 125, 2023],
    ["i9-14900K", 24, 32, 125, 2023],
  ]),
  ...cpuRows(core("raptor-lake", "laptop"), [
    ["i5-1335U", 10, 12, 15, 2023],
    ["i7-1355U", 10, 12, 15, 2023],
    ["i5-1340P", 12, 16, 28, 2023],
    ["i7-1360P", 12, 16, 28, 2023],
    ["i7-13700H", 14, 20, 45, 2023],
    ["i9-13900H", 14, 20, 45, 2023],
    ["i9-13900HX", 24, 32, 55, 2023],
    ["i9-14900HX", 24, 32, 55, 2024],
  ]),
  ...cpuRows(core("meteor-lake", "laptop"), [
    ["Ultra 5 125U", 12, 14, 15, 2023],
    ["Ultra 5 125H", 14, 18, 28, 2023],
    ["Ultra 7 155U", 12, 14, 15, 2023],
    ["Ultra 7 155H", 16, 22, 28, 2023],
    ["Ultra 7 165H", 16, 22, 28, 2023],
    ["Ultra 9 185H", 16, 22, 45, 2023],
  ]),
  ...cpuRows(core("lunar-lake", "laptop"), [
    ["Ultra 5 226V", 8, 8, 17, 2024],
    ["Ultra 7 258V", 8, 8, 17, 2024],
    ["Ultra 9 288V", 8, 8, 30, 2024],
  ]),
  ...cpuRows(core("arrow-lake", "desktop"), [
    ["Ultra 5 245K", 14, 14, 125, 2024],
    ["Ultra 7 265K", 20, 20, 125, 2024],
    ["Ultra 9 285K", 24, 24, 125, 2024],
  ]),
  ...cpuRows(core("arrow-lake", "laptop"), [
    ["Ultra 7 265H", 16, 16, 28, 2025],
    ["Ultra 9 285H", 16, 16, 45, 2025],
  ]),
];
