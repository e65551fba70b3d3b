/**
 * The machine, place and lender that a stranger names, as far as our catalogues know them.
 * @module
 */
import { findCloudRegion, findCpu, findGpu, findZone, MICROARCHITECTURES } from "@gramme/core";
import type { WireRunner, WireRunResult } from "@gramme/core/wire";

type Machine = WireRunResult["machine"];
type Site = WireRunResult["site"];

/** The longest text that is looked up: a name is short, and a look-up takes longer the longer it is. */
const LONGEST_NAME = 120;
const MOST_GPUS = 64;
const MOST_THREADS = 100_000;

/** Names of meters, as bench has them. */
const METERS = ["rapl", "nvml", "cgroup-v2", "reaped-children", "tdp"];

/** As Node.js names systems and chips. */
const PLATFORMS = ["aix", "android", "darwin", "freebsd", "linux", "openbsd", "sunos", "win32"];
const CHIPS = ["arm", "arm64", "ia32", "loong64", "mips", "mipsel", "ppc64", "riscv64", "s390x", "x64"];

/** `ubuntu24 20261115.1.0`: of the images that GitHub builds. */
const IMAGE = /^(?:ubuntu|win|macos)\d{2}(?:-arm64)? \d{8}(?:\.\d{1,5}){0,3}$/u;

/** The machine, undefined where its numbers cannot be. */
export function machineFrom(sent: Machine): Machine | undefined {
  const { threads, memory_gb: memory, gpus } = sent;
  if (threads > MOST_THREADS) return undefined;
  return {
    ...cpuFrom(sent),
    threads,
    memory_gb: memory,
    gpus: gpus.slice(0, MOST_GPUS).map((name) => lookedUp(name, findGpu)?.name ?? "unknown GPU"),
    os: systemFrom(sent.os),
    meters: METERS.flatMap((meter) => {
      const said = sent.meters.find((one) => one.meter === meter);
      return said === undefined
        ? []
        : [{ meter, available: said.available, detail: meterDetail(said.available) }];
    }),
  };
}

function meterDetail(available: boolean): string {
  return available
    ? "as the run that measured says"
    : "its reason stands in the log of the run that measured";
}

/** The place. */
export function siteFrom(sent: Site): Site {
  return {
    zone: lookedUp(sent.zone, findZone)?.code ?? "unknown",
    grid_g_per_kwh: sent.grid_g_per_kwh,
    pue: sent.pue,
    wue_l_per_kwh: sent.wue_l_per_kwh,
  };
}

/** The lender. */
export function runnerFrom(sent: WireRunner): WireRunner {
  const { hosting, image = "", region = "", region_from: from } = sent;
  const known = lookedUp(region, (name) => findCloudRegion(name))?.name;
  return {
    hosting,
    ...(image.length <= LONGEST_NAME && IMAGE.test(image) ? { image } : {}),
    ...(known === undefined ? {} : { region: known, ...(from === undefined ? {} : { region_from: from }) }),
  };
}

/** What counted CPU-seconds. */
export function clockFrom(sent: string): string {
  return METERS.find((meter) => meter === sent) ?? "none";
}

/** The chip, or its family: `AMD EPYC-Milan Processor (Zen 3)` is known by what stands in the brackets. */
function cpuFrom({ cpu, cpu_known_by: by }: Machine): Pick<Machine, "cpu" | "cpu_known_by"> {
  if (by === "model") {
    const known = lookedUp(cpu, findCpu);
    if (known !== undefined) return { cpu: known.name, cpu_known_by: "model" };
  }
  if (by === "family") {
    const known = MICROARCHITECTURES.find(({ name }) => cpu.endsWith(`(${name})`));
    if (known !== undefined) return { cpu: known.name, cpu_known_by: "family" };
  }
  return { cpu: "unknown CPU", cpu_known_by: "unknown" };
}

function lookedUp<Row>(name: string, find: (name: string) => Row | undefined): Row | undefined {
  return name.length > LONGEST_NAME ? undefined : find(name);
}

/** `linux 6.11.0-1018-azure x64`, without what a maker adds to the version. */
function systemFrom(sent: string): string {
  const [first = "", release = "", ...rest] = sent.slice(0, LONGEST_NAME).split(" ");
  const platform = PLATFORMS.find((name) => name === first.toLowerCase());
  const version = /^\d{1,6}(?:\.\d{1,6}){0,3}/u.exec(release)?.[0];
  const chip = CHIPS.find((name) => name === rest.at(-1));
  const parts = [platform, version, chip].filter((part) => part !== undefined);
  return platform === undefined ? "unknown system" : parts.join(" ");
}
