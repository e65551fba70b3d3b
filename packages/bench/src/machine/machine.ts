/**
 * The machine that runs this, recognised as far as it tells.
 * @module
 */
import { existsSync, readFileSync } from "node:fs";
import { arch, availableParallelism, cpus, platform, release, totalmem } from "node:os";
import { join } from "node:path";
import { findGpu, identifyCpu, parseCpuInfo } from "@gramme/core";
import type { CpuMatch, Gpu } from "@gramme/core";
import { listGpus } from "../meters/nvml.ts";
import type { GpuFound } from "../meters/nvml.ts";
import type { Roots } from "../meters/roots.ts";
import { THIS_MACHINE } from "../meters/roots.ts";
import { statedCpu } from "./stated-cpu.ts";

/** A GPU that is there, with its catalogue row where it is known. */
export interface MachineGpu extends GpuFound {
  readonly card: Gpu | undefined;
}

/** A machine. */
export interface Machine {
  /** As it prints itself. */
  readonly cpuName: string;
  readonly cpu: CpuMatch;
  /** Hardware threads that this process may use. */
  readonly threads: number;
  /** Hardware threads of the whole host, where the machine is not a part of one. */
  readonly hostThreads: number | undefined;
  /** Memory that this process may use, GB. */
  readonly memoryGb: number;
  readonly gpus: readonly MachineGpu[];
  readonly os: string;
}

/**
 * Recognises the machine under `roots`.
 * @param stated a CPU model that the user names, where the machine hides it; `unknown-cpu` if it is in no catalogue
 */
export function recogniseMachine(roots: Roots = THIS_MACHINE, stated?: string): Machine {
  const info = join(roots.proc, "cpuinfo");
  const text = existsSync(info) ? readFileSync(info, "utf8") : "";
  const parsed = text === "" ? undefined : parseCpuInfo(text);
  const cpuName = stated ?? parsed?.name ?? cpus()[0]?.model ?? "unknown";
  const threads = availableParallelism();
  return {
    cpuName,
    cpu: statedCpu(stated) ?? identifyCpu(parsed ?? { name: cpuName }),
    threads,
    hostThreads: isWholeHost(text) ? cpus().length : undefined,
    memoryGb: memoryLimit(roots) / 1e9,
    gpus: listGpus(roots).map((gpu) => ({ ...gpu, card: findGpu(gpu.name) })),
    os: `${platform()} ${release()} ${arch()}`,
  };
}

/** An x86 machine without the hypervisor flag. Where the flags are not told, it may be a part of a host. */
function isWholeHost(cpuinfo: string): boolean {
  const flags = /^flags\s*:(.*)$/mu.exec(cpuinfo)?.[1];
  return flags !== undefined && !/\bhypervisor\b/u.test(flags);
}

/** Bytes that this process may use: the machine's, or the limit of its cgroup. */
function memoryLimit(roots: Roots): number {
  try {
    const limit = Number(readFileSync(join(roots.sys, "fs/cgroup/memory.max"), "utf8"));
    return Number.isFinite(limit) ? Math.min(limit, totalmem()) : totalmem();
  } catch {
    return totalmem();
  }
}
