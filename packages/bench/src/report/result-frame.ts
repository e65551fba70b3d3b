/**
 * What every result says of itself: when, by what, on what machine, at what site.
 * @module
 */
import type { WireRunResult } from "@gramme/core/wire";
import type { Bench } from "../bench/setting.ts";
import type { Machine } from "../machine/machine.ts";
import { VERSION } from "../version.ts";

/** The parts of a result that do not depend on what is measured. Taken at the start, it tells when that was. */
export function resultFrame({
  setting,
  meters,
}: Bench): Pick<WireRunResult, "schema" | "gramme" | "started_at" | "machine" | "site"> {
  const { machine, site } = setting;
  return {
    schema: "gramme/run/1",
    gramme: VERSION,
    started_at: new Date().toISOString(),
    machine: {
      cpu: cpuText(machine),
      cpu_known_by: machine.cpu.kind,
      threads: machine.threads,
      memory_gb: machine.memoryGb,
      gpus: machine.gpus.map(({ name }) => name),
      os: machine.os,
      meters: [...meters.report],
    },
    site: {
      zone: site.zone === "unknown" ? "unknown" : site.zone.code,
      grid_g_per_kwh: site.grid.value,
      pue: site.pue.value,
      wue_l_per_kwh: site.wue.value,
    },
  };
}

/** The chip where it is known; else as the machine prints it, with the family that it is known by. */
function cpuText({ cpu, cpuName }: Machine): string {
  if (cpu.kind === "model") return cpu.cpu.name;
  return cpu.kind === "family" ? `${cpuName} (${cpu.microarchitecture.name})` : cpuName;
}
