/**
 * An outbox in memory before a ledger with moods, in virtual time.
 * @module
 */
import {
  type Mood,
  type StandIn,
  type StandInOptions,
  eventNamed,
  standIn,
} from "./ledger-stand-in.fixture.ts";
import { type Outbox, type OutboxOptions, openOutbox } from "./outbox.ts";
import type { OutboxProblem, OutboxState } from "./state.ts";
import type { RefusedEvent } from "./store.ts";
import { type VirtualTime, virtualTime } from "./virtual-time.fixture.ts";

/** An outbox in memory, and what it meets. */
export interface Scene {
  readonly outbox: Outbox;
  readonly ledger: StandIn;
  readonly time: VirtualTime;
  readonly problems: OutboxProblem[];
  readonly refused: RefusedEvent[];
}

/** An outbox before a ledger with these moods. Events go one by one, unless said. */
export function scene(ledgerIs: StandInOptions = {}, options: Partial<OutboxOptions> = {}): Scene {
  const ledger = standIn(ledgerIs);
  const time = virtualTime();
  const problems: OutboxProblem[] = [];
  const refused: RefusedEvent[] = [];
  const outbox = openOutbox({
    ledger: "https://ledger.test",
    key: "id.secret",
    fetch: ledger.fetch,
    time,
    random: () => 0.5,
    sumMs: 0,
    onProblem: (problem) => problems.push(problem),
    onRefused: (events) => refused.push(...events),
    ...options,
  });
  return { outbox, ledger, time, problems, refused };
}

/** Adds events with names of their own. */
export function fill(outbox: Outbox, n: number, prefix = "m"): void {
  for (let i = 0; i < n; i += 1) outbox.add(eventNamed(`${prefix}${i}`));
}

/** Every event is in one place. */
export function sumOf({ summed, waiting, acked, duplicates, refused, lost }: OutboxState): number {
  return summed + waiting + acked + duplicates + refused + lost;
}

/** A mood for the first requests, then good ones. */
export function first(...moods: readonly Mood[]): StandInOptions {
  return { mood: (n) => moods[n] ?? "take" };
}
