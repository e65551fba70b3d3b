/**
 * Production of the hardware, charged by share of its used life (methodology M13).
 * @module
 */
import type { Assumption } from "../assumption.ts";
import type { Estimate } from "../estimate/estimate.ts";
import { exact, product, scale, sum, uncertain } from "../estimate/estimate.ts";
import type { Factor } from "../factor.ts";
import { grams, HOURS_PER_YEAR, kgSb, megajoules, SECONDS_PER_HOUR } from "../units.ts";
import type { Gigabytes, Grams, KgSb, Megajoules, Quantity, Seconds, Unit } from "../units.ts";
import {
  HOST_THREADS,
  LIFETIME_YEARS,
  MEMORY_ADPE,
  MEMORY_GWP,
  MEMORY_PE,
  PERSONAL_ADPE,
  PERSONAL_GWP,
  PERSONAL_PE,
  SERVER_ADPE,
  SERVER_GWP,
  SERVER_PE,
  UTILISATION,
} from "./embodied.rows.ts";

/** Impacts of production. Water of production is not known to us, and not counted. */
export interface Embodied {
  readonly co2e: Estimate<Grams>;
  readonly adpe: Estimate<KgSb>;
  readonly pe: Estimate<Megajoules>;
  readonly factors: readonly Factor[];
  readonly assumptions: readonly Assumption[];
}

/** Production of one card, by criterion. */
export interface CardProduction {
  readonly gwp: Factor<"gCO2e">;
  readonly adpe: Factor<"kgSb">;
  readonly pe: Factor<"MJ">;
  readonly assumptions: readonly Assumption[];
}

/** What is allocated to the work, and for how long. */
export interface Allocation {
  readonly duration: Estimate<Seconds>;
  /** Hardware threads allocated; more than a host has are more hosts. */
  readonly threads: number;
  /** Hardware threads of the whole host, where known. */
  readonly hostThreads?: number;
  /** A laptop or desktop, in place of a server; its memory is in its production already. */
  readonly personal?: boolean;
  readonly memory?: Estimate<Gigabytes>;
  readonly gpus?: { readonly count: number; readonly card: CardProduction };
}

/** A row as an estimate whose number carries no unit yet; the formula's result gives it one. */
function row(factor: Factor): Estimate {
  return uncertain(factor.value, factor.id, factor.spread);
}

/**
 * Production charged to the work: (server × threads ÷ host threads + memory + cards) × time ÷ (life × utilisation)
 * (M13; Luccioni 2023 and the SCI's embodied term, allocated by threads).
 */
export function embodied(allocation: Allocation): Embodied {
  const lifeSeconds = product(
    (n) => n,
    [row(LIFETIME_YEARS), row(UTILISATION), exact(HOURS_PER_YEAR * SECONDS_PER_HOUR)],
  );
  const { hostThreads, gpus } = allocation;
  const personal = allocation.personal === true;
  const memory = personal ? undefined : allocation.memory;
  const [gwp, adpe, pe] = personal
    ? [PERSONAL_GWP, PERSONAL_ADPE, PERSONAL_PE]
    : [SERVER_GWP, SERVER_ADPE, SERVER_PE];
  const host = hostThreads === undefined ? row(HOST_THREADS) : exact(hostThreads);
  const charge = <Q extends Quantity<string>>(
    make: Unit<Q>,
    server: Factor,
    perGb: Factor,
    card: Factor | undefined,
  ): Estimate<Q> => {
    const parts = [
      product(make, [row(server), exact(allocation.threads), allocation.duration], [host, lifeSeconds]),
    ];
    if (memory !== undefined)
      parts.push(product(make, [row(perGb), memory, allocation.duration], [lifeSeconds]));
    if (card !== undefined && gpus !== undefined) {
      parts.push(scale(make, product(make, [row(card), allocation.duration], [lifeSeconds]), gpus.count));
    }
    return sum(make, parts);
  };
  const assumptions: Assumption[] = [
    {
      code: "embodied-server-default",
      text: `production: a ${personal ? "personal computer" : "server"} of ${gwp.value / 1000} kg${hostThreads === undefined ? "" : ` with ${hostThreads} threads`}, ${LIFETIME_YEARS.value} years, used ${UTILISATION.value * 100} % of them`,
    },
  ];
  if (hostThreads === undefined && allocation.threads > 0) {
    assumptions.push({
      code: "cpu-host-unknown",
      text: `size of the host unknown: ${allocation.threads} of ${HOST_THREADS.value} threads assumed`,
    });
  }
  if (gpus !== undefined) assumptions.push(...gpus.card.assumptions);
  return {
    co2e: charge(grams, gwp, MEMORY_GWP, gpus?.card.gwp),
    adpe: charge(kgSb, adpe, MEMORY_ADPE, gpus?.card.adpe),
    pe: charge(megajoules, pe, MEMORY_PE, gpus?.card.pe),
    factors: [
      gwp,
      adpe,
      pe,
      LIFETIME_YEARS,
      UTILISATION,
      ...(memory === undefined ? [] : [MEMORY_GWP, MEMORY_ADPE, MEMORY_PE]),
      ...(hostThreads === undefined ? [HOST_THREADS] : []),
      ...(gpus === undefined ? [] : [gpus.card.gwp, gpus.card.adpe, gpus.card.pe]),
    ],
    assumptions,
  };
}
