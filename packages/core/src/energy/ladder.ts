/**
 * The boundary ladder: one piece of work at all five rungs (methodology M4–M8).
 * @module
 */
import type { Assumption } from "../assumption.ts";
import type { Estimate } from "../estimate/estimate.ts";
import { exact, product, sum } from "../estimate/estimate.ts";
import type { Factor } from "../factor.ts";
import { factorEstimate } from "../factor.ts";
import { gigabytes, joules, ratio, seconds, wattsPerGigabyte } from "../units.ts";
import type { Gigabytes, Joules, Ratio, Seconds } from "../units.ts";
import type { BoundaryRung } from "./boundary.ts";
import { MEMORY_IN_CURVE, MEMORY_POWER, NODE_OVERHEAD } from "./factors.ts";
import { leastSure } from "./tier.ts";
import type { SourceTier } from "./tier.ts";
import type { Processor, Work } from "./work.ts";

/** Energy of one piece of work at every rung, with how it is known. */
export interface EnergyLadder {
  /** J at each rung. `lifecycle` equals `facility`: production is no electricity of the work. */
  readonly energy: Readonly<Record<BoundaryRung, Estimate<Joules>>>;
  /** Parts of the `share` rung, in J, for people who ask where it goes. */
  readonly parts: Readonly<Record<"cpu" | "gpu" | "memory", Estimate<Joules>>>;
  readonly tier: SourceTier;
  readonly factors: readonly Factor[];
  readonly assumptions: readonly Assumption[];
}

interface ChipEnergy {
  readonly active: Estimate<Joules>;
  readonly idle: Estimate<Joules>;
}

const NOTHING: ChipEnergy = { active: exact(joules(0)), idle: exact(joules(0)) };

/** Allocated time that was not busy. Busy beyond the allocation (burst, rounding) leaves none. */
function idleTime(busy: Estimate<Seconds>, allocated: Estimate<Seconds>): Estimate<Seconds> {
  return { value: seconds(Math.max(0, allocated.value - busy.value)), spread: allocated.spread };
}

function curveAtPlug(work: Work): boolean {
  return work.cpu?.kind === "modelled" && work.cpu.power.at === "plug";
}

/** Memory that is not in the CPU's power curve already. */
function countedMemory(work: Work): Estimate<Gigabytes> | undefined {
  const { cpu, memory, duration } = work;
  if (memory === undefined || cpu?.kind !== "modelled" || !curveAtPlug(work) || duration.value === 0)
    return memory;
  const threads = cpu.allocated.value / duration.value;
  return {
    value: gigabytes(Math.max(0, memory.value - MEMORY_IN_CURVE.value * threads)),
    spread: memory.spread,
  };
}

/** M4: chip energy = busy time × busy power + idle time × idle power, brought from the plug to the chip. */
function chipEnergy(processor: Processor | undefined, overhead: Estimate<Ratio>): ChipEnergy {
  if (processor === undefined) return NOTHING;
  if (processor.kind === "metered") return { active: processor.energy, idle: exact(joules(0)) };
  const { power, busy, allocated } = processor;
  const under = power.at === "plug" ? [overhead] : [];
  return {
    active: product(joules, [busy, power.busy], under),
    idle: product(joules, [idleTime(busy, allocated), power.idle], under),
  };
}

/**
 * Energy of `work` at every rung.
 *
 * device = active chips (M4); share = device + idle of the allocation + memory (M5); node = share × overhead (M6);
 * facility = node × PUE (M7); lifecycle = facility (M8). A power curve taken at the plug is divided by the same
 * overhead that the node rung multiplies with, so that its doubt cancels there.
 * @param pue the site's power usage effectiveness, >= 1
 */
export function energyLadder(work: Work, pue: Estimate<Ratio>): EnergyLadder {
  const overhead = factorEstimate(ratio, NODE_OVERHEAD);
  const cpu = chipEnergy(work.cpu, overhead);
  const gpu = chipEnergy(work.gpu, overhead);
  const counted = work.memoryEnergy === undefined ? countedMemory(work) : undefined;
  const memory =
    work.memoryEnergy ??
    (counted === undefined
      ? exact(joules(0))
      : product(joules, [counted, factorEstimate(wattsPerGigabyte, MEMORY_POWER), work.duration]));

  const device = sum(joules, [cpu.active, gpu.active]);
  const share = sum(joules, [device, cpu.idle, gpu.idle, memory]);
  const node = product(joules, [share, overhead]);
  const facility = product(joules, [node, pue]);

  const processors = [work.cpu, work.gpu].filter((part) => part !== undefined);
  const factors: Factor[] = [NODE_OVERHEAD];
  const assumptions: Assumption[] = [
    {
      code: "node-overhead-default",
      text: `power supply, fans and board taken as ×${NODE_OVERHEAD.value} of what chips and memory draw`,
    },
  ];
  for (const part of processors) {
    const known = part.kind === "metered" ? part : part.power;
    factors.push(...known.factors);
    assumptions.push(...known.assumptions);
  }
  if (counted !== undefined) {
    const beyond = curveAtPlug(work)
      ? `, beyond the ${MEMORY_IN_CURVE.value} GB a thread in the power curve`
      : "";
    factors.push(MEMORY_POWER, ...(curveAtPlug(work) ? [MEMORY_IN_CURVE] : []));
    assumptions.push({
      code: "memory-power-default",
      text: `memory taken as ${MEMORY_POWER.value} W/GB of what is allocated${beyond}`,
    });
  }
  return {
    energy: { device, share, node, facility, lifecycle: facility },
    parts: {
      cpu: sum(joules, [cpu.active, cpu.idle]),
      gpu: sum(joules, [gpu.active, gpu.idle]),
      memory,
    },
    tier: leastSure(processors.map((part) => (part.kind === "metered" ? "metered" : part.power.tier))),
    factors,
    assumptions,
  };
}
