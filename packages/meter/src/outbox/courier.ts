/**
 * Carries one batch: takes it, attempts it, and does what its verdict says. Every store's batches go this way.
 * @module
 */
import type { WireEvent } from "@gramme/core/wire";
import type { Batch, BatchLimits } from "./batch.ts";
import { bytesOf } from "./batch.ts";
import { type Pace, UNHINDERED, paceAfter } from "./pace.ts";
import type { ProblemKind, Tally } from "./state.ts";
import type { BatchSource, RefusedEvent } from "./store.ts";
import type { Attempt, Later, Refusal, Refused, Taken, Verdict } from "./verdict.ts";

/** What a courier works with. */
export interface CourierSetting {
  readonly source: BatchSource;
  readonly attempt: Attempt;
  readonly limits: BatchLimits;
  readonly tally: Tally;
  readonly tell: (kind: ProblemKind, words: string) => void;
  readonly pace: { get(): Pace; set(pace: Pace): void };
  readonly nowMs: () => number;
  readonly random: () => number;
  readonly onRefused?: ((refused: readonly RefusedEvent[]) => void) | undefined;
}

/** `nothing` was there to take; the batch has `gone`; it is `held` until the pace allows. */
export type Delivery = "nothing" | "gone" | "held";

/** Least that a batch is shrunk to where something takes none as large, bytes. */
const LEAST_BYTES = 4096;
const MOST_WORDS = 200;

/** Carries one batch. `mine` says, when the answer is there, whether it is still ours to act on. */
export async function deliver(
  setting: CourierSetting,
  all: boolean,
  mine: () => boolean = () => true,
): Promise<Delivery> {
  const { source, attempt, tally } = setting;
  const batch = await source.take(all);
  if (batch === undefined) return "nothing";
  tally.attempts += 1;
  const verdict = await attempt(batch);
  if (!mine()) return "held";
  try {
    return await done(batch, verdict, setting);
  } catch (error) {
    setting.tell("bug", String(error).slice(0, MOST_WORDS));
    const words = "answered, and the answer could not be worked through";
    held(batch, { kind: "soon", words, unclear: true }, setting);
    return "held";
  }
}

async function done(batch: Batch, verdict: Verdict, setting: CourierSetting): Promise<Delivery> {
  const { pace } = setting;
  switch (verdict.kind) {
    case "soon":
    case "barred":
      held(batch, verdict, setting);
      return "held";
    case "too-large":
      return shrink(batch, setting);
    case "taken":
    case "refused":
      pace.set(UNHINDERED);
      await settle(batch, verdict, setting);
      return "gone";
  }
}

function held(batch: Batch, later: Later, { source, pace, nowMs, random, tell }: CourierSetting): void {
  pace.set(paceAfter(pace.get(), later, nowMs(), random));
  source.giveBack(batch, later.unclear);
  tell(
    later.kind === "soon" ? "unreachable" : "barred",
    `the ledger ${later.words}; ${source.waiting()} events wait`,
  );
}

/** Lets go of a batch, and then counts it: whoever else settled it meanwhile has counted it. */
async function settle(batch: Batch, verdict: Taken | Refused, setting: CourierSetting): Promise<void> {
  const refused = refusedEvents(batch, verdict.refused, setting.nowMs());
  const taken = verdict.kind === "taken";
  if (!(await setting.source.settle(batch, { taken, refused }))) return;
  tellRefused(refused, setting);
  if (taken) count(batch, verdict, setting);
}

/** Each event is counted once, whatever sums the ledger gives. */
function count(batch: Batch, taken: Taken, { tally, tell }: CourierSetting): void {
  const n = batch.lines.length - taken.refused.length;
  const duplicates = Math.min(n, taken.duplicates);
  tally.duplicates += duplicates;
  tally.acked += n - duplicates;
  if (taken.accepted + taken.duplicates !== n) {
    const told = `${taken.accepted} accepted, ${taken.duplicates} duplicates, ${taken.refused.length} rejected`;
    tell("odd-answer", `the ledger's answer to ${batch.lines.length} events does not add up: ${told}`);
  }
}

function refusedEvents(batch: Batch, refusals: readonly Refusal[], atMs: number): readonly RefusedEvent[] {
  return refusals.map(({ index, ...why }) => ({
    at_unix_ms: atMs,
    producer: batch.producer,
    seq: batch.seq,
    ...why,
    ...(batch.unclear ? { maybe_counted: true } : {}),
    event: JSON.parse(batch.lines[index] ?? "null") as WireEvent,
  }));
}

function tellRefused(refused: readonly RefusedEvent[], { tally, tell, onRefused }: CourierSetting): void {
  const [first] = refused;
  if (first === undefined) return;
  tally.refused += refused.length;
  for (const { code } of refused) tally.refusedBy[code] = (tally.refusedBy[code] ?? 0) + 1;
  tell("refused", `${refused.length} events are refused, the first for ${first.code}: ${first.detail}`);
  try {
    onRefused?.(refused);
  } catch {
    // metering breaks nothing
  }
}

/** Something takes no batch as large. Under new numbers events may go only if they surely were not counted under the old. */
async function shrink(batch: Batch, setting: CourierSetting): Promise<Delivery> {
  const { source, pace, limits, tell } = setting;
  const bytes = batch.lines.reduce((sum, line) => sum + bytesOf(line) + 1, 0);
  if (batch.lines.length > 1 && !batch.unclear) {
    if (!(await source.split(batch))) {
      const words = "takes no batch as large, and the folder no halves";
      held(batch, { kind: "barred", words, unclear: false }, setting);
      return "held";
    }
    limits.bytes = Math.min(limits.bytes, Math.max(LEAST_BYTES, Math.floor(bytes / 2)));
    tell("too-large", `a batch of ${bytes} bytes is too large for something on the way; it goes in halves`);
  } else {
    const detail = batch.unclear
      ? `a batch of ${bytes} bytes, tried before, became too large for something on the way`
      : `an event of ${bytes} bytes is too large for something on the way`;
    const refused = batch.lines.map((_, index) => ({ index, code: "too-large", detail }));
    await settle(batch, { kind: "refused", refused }, setting);
  }
  pace.set(UNHINDERED);
  return "gone";
}
