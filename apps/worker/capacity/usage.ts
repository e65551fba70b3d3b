/**
 * What a service's requests make a ledger do in a month, by the way in which they are sent.
 * @module
 */
import { LIMITS, PRICES, type Meter } from "./price.rows.ts";

const MONTH_S = 30 * 86_400;

/** A service, as far as a ledger can tell. */
export interface Service {
  /** Inferences a second, all month. */
  readonly perSecond: number;
  /** Processes that meter, each an outbox of its own. */
  readonly producers: number;
  /** Sets of labels (task, model, version, route, profile…) that are counted at all times. */
  readonly labels: number;
  /** Of these, sets that one process serves. */
  readonly labelsOfOne: number;
}

/** How events are sent. */
export interface Way {
  readonly name: string;
  /** Inferences of one batch of one process. */
  readonly inferencesOf: (service: Service) => number;
  /** Events of it: as many, or one for each set of labels where the sender adds up. */
  readonly eventsOf: (service: Service) => number;
}

/** The ways that are compared. */
export const WAYS: readonly Way[] = [
  { name: "a request each", inferencesOf: () => 1, eventsOf: () => 1 },
  { name: "100 a batch", inferencesOf: () => 100, eventsOf: () => 100 },
  { name: "1000 a batch", inferencesOf: () => 1000, eventsOf: () => 1000 },
  addedUp(10),
  addedUp(60),
];

/** The sender adds up by labels, and sends an event with a `count` for each now and then. */
function addedUp(everyS: number): Way {
  return {
    name: `added up, every ${everyS} s`,
    inferencesOf: ({ perSecond, producers }) => (everyS * perSecond) / producers,
    eventsOf: ({ labelsOfOne }) => labelsOfOne,
  };
}

/**
 * CPU time of workerd a batch, Worker, shard and storage together, of one event and of each further one, ms. Measured on
 * one machine of two cores in November 2026, at 1, 5, 100 and 1000 events a batch, four at once, over loopback; the
 * platform's processors and what it counts as CPU time are others.
 */
const CPU_MS = { batch: 1.4, event: 0.0045 };

/**
 * Bytes of a cell in the book with its key: 112 were measured over 108,000 cells of 36,000 requests each (pages of SQLite's
 * file by cells); busier ones have longer numbers.
 */
const CELL_BYTES = 150;

/** What a month takes. */
export interface Usage {
  readonly way: string;
  /** Batches a second. */
  readonly batches: number;
  /** How long an event waits for its batch to fill, s. */
  readonly fillS: number;
  readonly shards: number;
  /** Rows that a shard writes for one batch. */
  readonly rowsOfBatch: number;
  readonly meters: Readonly<Record<Meter, number>>;
  /** Dollars a month, by meter. */
  readonly bill: Readonly<Record<Meter, number>>;
  readonly total: number;
  /** GB in the book after a year, hours of 90 days and all days. */
  readonly bookGb: number;
  /** Why it cannot be done so. */
  readonly obstacles: readonly string[];
}

/** What a service's events take, sent in one way. */
export function usageOf(service: Service, way: Way): Usage {
  const inferences = way.inferencesOf(service);
  const events = way.eventsOf(service);
  const batches = service.perSecond / inferences;
  const shards = Math.max(1, Math.ceil(batches / LIMITS.callsPerShard));
  // a batch changes a cell for each set of labels in it, and the rows of its producer and its hour
  const cells = Math.min(service.labelsOfOne, events);
  const rowsOfBatch = cells + 2;
  const pauseS = Math.min(60, Math.max(5, service.labels * 0.05));
  const writeUps = shards / pauseS;
  // of each set of labels an hour and a day, and every producer that was heard of
  const bookRows = writeUps * 2 * service.labels + Math.min(service.producers / pauseS, batches);
  const calls = batches + writeUps;
  const shardRows = batches * rowsOfBatch + writeUps * 3;
  const bookGb = (shards * service.labels * (90 * 24 + 365) * CELL_BYTES) / 1e9;
  const meters: Record<Meter, number> = {
    plan: 1,
    requests: batches * MONTH_S,
    cpu: batches * MONTH_S * (CPU_MS.batch + CPU_MS.event * events),
    calls: calls * MONTH_S,
    // an upper bound: awake all month
    duration: shards * MONTH_S * LIMITS.shardMemoryGb,
    shardRows: shardRows * MONTH_S,
    bookRows: bookRows * MONTH_S,
    bookStorage: bookGb,
  };
  const bill = Object.fromEntries(
    Object.entries(PRICES).map(([meter, { included, price, per }]) => [
      meter,
      (Math.max(0, meters[meter as Meter] - included) / per) * price,
    ]),
  ) as Record<Meter, number>;
  return {
    way: way.name,
    batches,
    fillS: (inferences * service.producers) / service.perSecond,
    shards,
    rowsOfBatch,
    meters,
    bill,
    total: Object.values(bill).reduce((sum, dollars) => sum + dollars, 0),
    bookGb,
    obstacles: [
      ...(shards > LIMITS.shards ? [`${shards} shards, where a ledger has ${LIMITS.shards} at most`] : []),
      ...(writeUps > LIMITS.writeUpsPerSecond
        ? [
            `${Math.round(writeUps)} write-ups a second, where one D1 database is planned for ${LIMITS.writeUpsPerSecond}`,
          ]
        : []),
      ...(bookGb > LIMITS.bookGb
        ? [`${Math.round(bookGb)} GB in a database of ${LIMITS.bookGb} at most`]
        : []),
    ],
  };
}
