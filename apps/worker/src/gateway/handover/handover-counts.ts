/**
 * What became of metered events, counted since the isolate began. Nothing that is lost is lost in silence.
 * @module
 */

/** Events by what became of them. */
export interface HandoverCounts {
  /** Made by the gateway. */
  readonly metered: number;
  /** In the ledger, now or before. */
  readonly handed: number;
  /** Not taken by the ledger, by code. */
  readonly refused: Readonly<Record<string, number>>;
  /** Given up, because too many waited. The ledger is told with the next parcel. Some may have arrived. */
  readonly lost: number;
  /** Still on their way. */
  readonly waiting: number;
  /** Times that a parcel was sent again. */
  readonly retried: number;
  /** Requests that passed and are no inference, or not known to be one. */
  readonly unmetered: number;
}

let metered = 0;
let handed = 0;
let lost = 0;
let retried = 0;
let unmetered = 0;
const refused: Record<string, number> = {};

/** Adds to the counts. */
export function countHandover(more: {
  readonly metered?: number;
  readonly handed?: number;
  readonly refused?: readonly string[];
  readonly lost?: number;
  readonly retried?: number;
  readonly unmetered?: number;
}): void {
  metered += more.metered ?? 0;
  handed += more.handed ?? 0;
  lost += more.lost ?? 0;
  retried += more.retried ?? 0;
  unmetered += more.unmetered ?? 0;
  for (const code of more.refused ?? []) refused[code] = (refused[code] ?? 0) + 1;
}

/** The counts of this isolate. Other isolates have their own, and an isolate's end with it. */
export function handoverCounts(): HandoverCounts {
  const notTaken = Object.values(refused).reduce((sum, n) => sum + n, 0);
  return {
    metered,
    handed,
    refused: { ...refused },
    lost,
    waiting: metered - handed - notTaken - lost,
    retried,
    unmetered,
  };
}
