/**
 * RAPL through Linux powercap (methodology M31): energy counters inside the processor package, and of memory where
 * there is one. Machine-wide: other work on the machine is in the reading too.
 * @module
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Probe } from "./probe.ts";
import { reasonOf } from "./probe.ts";
import type { Roots } from "./roots.ts";

/** Energy since the meter was opened. */
export interface EnergyMeter {
  /** J since it was opened; undefined while there is no reading yet. */
  readonly joules: () => number | undefined;
  /** J of memory, where memory has a counter of its own. */
  readonly memoryJoules?: () => number;
  /** Settles when the first reading is there, or when none came in good time. */
  readonly ready?: Promise<void>;
  /** Ends it, and settles when whatever read it has ended too; further readings are not allowed. */
  readonly close: () => void | Promise<void>;
}

interface Domain {
  readonly name: string;
  readonly of: "package" | "memory";
  readonly file: string;
  readonly rangeUj: number;
}

/** A package counter wraps after about 20 minutes at 200 W; reading it this often never misses a wrap. */
const WATCH_MS = 60_000;

/** Finds the package and memory domains of RAPL, or says why there are none that can be read. */
export function probeRapl(roots: Roots): Probe<EnergyMeter> {
  const root = join(roots.sys, "class/powercap");
  if (!existsSync(root)) {
    return no("no /sys/class/powercap: a virtual machine, a container without it, or not Linux");
  }
  try {
    const domains = findDomains(root);
    if (domains.length === 0) return no("powercap has no package domain (no intel-rapl driver for this CPU)");
    for (const domain of domains) readUj(domain.file);
    return {
      meter: "rapl",
      available: true,
      detail: domains.map((domain) => domain.name).join(", "),
      open: () => openRapl(domains),
    };
  } catch (error) {
    const denied = (error as NodeJS.ErrnoException).code === "EACCES";
    return no(
      denied
        ? "energy_uj is readable by root only (since CVE-2020-8694); run as root, or let an administrator grant read access"
        : `powercap cannot be read: ${reasonOf(error)}`,
    );
  }
}

function no(whyNot: string): Probe<EnergyMeter> {
  return { meter: "rapl", available: false, whyNot };
}

/** Package domains, and the memory domains below them, which the package counter does not hold. */
function findDomains(root: string): readonly Domain[] {
  const zones = readdirSync(root).filter((name) => /^intel-rapl:\d+(:\d+)?$/u.test(name));
  return zones
    .map((zone) => ({ zone, name: readFileSync(join(root, zone, "name"), "utf8").trim() }))
    .filter(({ name }) => name.startsWith("package") || name === "dram")
    .map(({ zone, name }) => ({
      name: name === "dram" ? `dram of ${zone.replace(/:\d+$/u, "")}` : name,
      of: name === "dram" ? "memory" : "package",
      file: join(root, zone, "energy_uj"),
      rangeUj: Number(readFileSync(join(root, zone, "max_energy_range_uj"), "utf8")),
    }));
}

function readUj(file: string): number {
  const value = Number(readFileSync(file, "utf8"));
  if (!Number.isFinite(value)) throw new Error(`${file} does not hold a number`);
  return value;
}

/** What a wrapping counter moved by. */
export function counterStep(before: number, after: number, range: number): number {
  return after >= before ? after - before : after + range - before;
}

function openRapl(domains: readonly Domain[]): EnergyMeter {
  const last = domains.map((domain) => readUj(domain.file));
  const totalUj = { package: 0, memory: 0 };
  const take = (): void => {
    for (const [index, domain] of domains.entries()) {
      const now = readUj(domain.file);
      totalUj[domain.of] += counterStep(last[index] ?? now, now, domain.rangeUj);
      last[index] = now;
    }
  };
  const watch = setInterval(take, WATCH_MS);
  watch.unref();
  return {
    joules: () => {
      take();
      return totalUj.package / 1e6;
    },
    ...(domains.some((domain) => domain.of === "memory")
      ? {
          memoryJoules: () => {
            take();
            return totalUj.memory / 1e6;
          },
        }
      : {}),
    close: () => clearInterval(watch),
  };
}
