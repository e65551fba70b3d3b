/**
 * From the gateway to the shard: what an isolate has metered goes over in numbered parcels, after the answers have gone
 * out. To a ledger an isolate is a producer like any other: a parcel that is sent again has its number still, and counts
 * once.
 *
 * On Workers a request can do I/O in its own name only, so a parcel is carried by one request at a time: the one that
 * opened it. If that one is cut off before it is through, a later request finds the parcel too long in its hands and
 * carries it on.
 * @module
 */
import type { WireEvent } from "@gramme/core/wire";
import { countHandover } from "./handover-counts.ts";

/** Events under one number. */
export interface NumberedEvents {
  readonly producer: string;
  readonly seq: number;
  /** Events that were given up before these. */
  readonly lost: number;
  readonly events: readonly WireEvent[];
}

/** What became of the events of a parcel. Throwing means that it is not known. */
export interface Handed {
  /** Codes of the refusals, one for each event that was not taken. */
  readonly refused: readonly string[];
}

/** One request's means of carrying a parcel. */
export interface Carrier {
  /** Takes a tenant's events into the ledger; the promise settles when they are durable. */
  readonly record: (tenant: string, batch: NumberedEvents) => Promise<Handed>;
  /** Keeps the request's context alive beyond its answer. */
  readonly waitUntil: (work: Promise<unknown>) => void;
  readonly nowMs: () => number;
  readonly wait: (ms: number) => Promise<void>;
  readonly tell: (line: string) => void;
}

/** Where metered events wait for their parcel to go. */
export interface Handover {
  /** Takes an event. Never throws and never waits. */
  add(tenant: string, event: WireEvent, carrier: Carrier): void;
}

/** Longest that an event waits for company, ms. */
export const GATHERING_MS = 50;
/** Events that make a parcel full. */
export const FULL_PARCEL = 100;
/** Waits between tries, ms. Together with the tries they stay below the 30 s that a request lives on after its answer. */
export const RETRY_MS = [200, 1000, 4000] as const;
/** After this, ms, a parcel is not in the hands of a living request any more. */
export const CARRYING_MS = 35_000;
/** Most parcels that wait in an isolate. */
export const MOST_PARCELS = 200;

interface Parcel {
  readonly tenant: string;
  readonly events: WireEvent[];
  /** Number and losses are given when it is closed, and stay. */
  sealed: Omit<NumberedEvents, "events"> | undefined;
  /** Until when a request has it in hand. */
  untilMs: number;
}

interface Producer {
  readonly name: string;
  lastSeq: number;
  lost: number;
}

/** Nothing waiting yet. */
export function handover(): Handover {
  const parcels = new Set<Parcel>();
  const producers = new Map<string, Producer>();

  const producerOf = (tenant: string): Producer => {
    const known = producers.get(tenant);
    if (known !== undefined) return known;
    const producer = { name: `gateway.${crypto.randomUUID()}`, lastSeq: 0, lost: 0 };
    producers.set(tenant, producer);
    return producer;
  };

  const seal = (parcel: Parcel): NumberedEvents => {
    if (parcel.sealed === undefined) {
      const producer = producerOf(parcel.tenant);
      producer.lastSeq += 1;
      parcel.sealed = { producer: producer.name, seq: producer.lastSeq, lost: producer.lost };
      producer.lost = 0;
    }
    return { ...parcel.sealed, events: parcel.events };
  };

  const settle = (parcel: Parcel, refused: readonly string[]): void => {
    // it was carried twice and the other was first, or it was given up meanwhile: that is told already
    if (!parcels.delete(parcel)) return;
    countHandover({ handed: parcel.events.length - refused.length, refused });
    // a batch of which nothing was taken did not tell of losses either
    if (refused.length === parcel.events.length) producerOf(parcel.tenant).lost += parcel.sealed?.lost ?? 0;
  };

  const send = async (parcel: Parcel, carrier: Carrier): Promise<void> => {
    const batch = seal(parcel);
    for (let attempt = 0; ; attempt += 1) {
      try {
        const { refused } = await carrier.record(parcel.tenant, batch);
        settle(parcel, refused);
        if (refused.length > 0) {
          const codes = [...new Set(refused)].join(", ");
          carrier.tell(`gramme: gateway: the ledger refused ${refused.length} events (${codes})`);
        }
        return;
      } catch (error) {
        const pauseMs = RETRY_MS[attempt];
        if (pauseMs === undefined) {
          // left for a later request; if none comes before the isolate goes, this line is all that tells of it
          parcel.untilMs = 0;
          // behind the others, so that one that cannot go does not keep them
          if (parcels.delete(parcel)) parcels.add(parcel);
          const name = error instanceof Error ? error.name : "failure";
          carrier.tell(
            `gramme: gateway: ${batch.events.length} events wait, their shard did not answer (${name})`,
          );
          return;
        }
        countHandover({ retried: 1 });
        await carrier.wait(pauseMs);
      }
    }
  };

  const gather = async (parcel: Parcel, carrier: Carrier): Promise<void> => {
    await carrier.wait(GATHERING_MS);
    // it may have filled up and gone with another request
    if (parcel.sealed === undefined) await send(parcel, carrier);
  };

  const carryAbandoned = (carrier: Carrier, nowMs: number): void => {
    for (const parcel of parcels) {
      if (nowMs < parcel.untilMs) continue;
      parcel.untilMs = nowMs + CARRYING_MS;
      carrier.waitUntil(send(parcel, carrier));
      // one is enough for one request; there will be others
      return;
    }
  };

  const makeRoom = (carrier: Carrier): void => {
    const oldest = parcels.size < MOST_PARCELS ? undefined : parcels.values().next().value;
    if (oldest === undefined) return;
    parcels.delete(oldest);
    const { length } = oldest.events;
    producerOf(oldest.tenant).lost += length + (oldest.sealed?.lost ?? 0);
    countHandover({ lost: length });
    carrier.tell(`gramme: gateway: ${length} events were given up, too many wait`);
  };

  return {
    add(tenant, event, carrier) {
      const nowMs = carrier.nowMs();
      let parcel: Parcel | undefined;
      for (const one of parcels) {
        if (one.tenant === tenant && one.sealed === undefined && nowMs < one.untilMs) parcel = one;
      }
      const isNew = parcel === undefined;
      if (parcel === undefined) {
        makeRoom(carrier);
        parcel = { tenant, events: [], sealed: undefined, untilMs: nowMs + CARRYING_MS };
        parcels.add(parcel);
      }
      parcel.events.push(event);
      countHandover({ metered: 1 });
      if (parcel.events.length >= FULL_PARCEL) {
        parcel.untilMs = nowMs + CARRYING_MS;
        carrier.waitUntil(send(parcel, carrier));
      } else if (isNew) {
        carrier.waitUntil(gather(parcel, carrier));
      }
      carryAbandoned(carrier, nowMs);
    },
  };
}
