/**
 * Whether a ledger has counted what was sent, and what it makes of it.
 * @module
 */
import { setTimeout as sleep } from "node:timers/promises";
import { PhasesAnswer, SummaryAnswer } from "@gramme/core/wire";
import { StartError } from "./start-error.ts";
import type { Answers } from "./told.ts";

/** The outbox gathers for 5 seconds, the shard writes up after as many. */
const WITHIN_MS = 90_000;
const LOOK_EVERY_MS = 500;

/**
 * Waits until the ledger at `url` tells exactly `wanted`, inferences by model, and gives its answers.
 * Throws a {@link StartError} that says what it told instead, where it does not come to that.
 */
export async function counted(
  url: string,
  wanted: ReadonlyMap<string, number>,
  signal: AbortSignal,
): Promise<Answers> {
  const end = performance.now() + WITHIN_MS;
  for (;;) {
    const summary = SummaryAnswer.parse(await answer(`${url}/api/summary?by=model&last=7d`, signal));
    const told = new Map(summary.rows.map(({ key, figures }) => [key ?? "", figures.inferences]));
    const wrong = [...wanted].filter(([model, inferences]) => told.get(model) !== inferences);
    if (wrong.length === 0 && told.size === wanted.size) {
      return { summary, phases: PhasesAnswer.parse(await answer(`${url}/api/phases?last=7d`, signal)) };
    }
    if (performance.now() > end) {
      const words = wrong.map(
        ([model, inferences]) => `${model}: ${told.get(model) ?? 0} of ${inferences} inferences`,
      );
      throw new StartError(`the ledger has not counted what was sent: ${words.join("; ")}`);
    }
    await sleep(LOOK_EVERY_MS, undefined, { signal });
  }
}

async function answer(url: string, signal: AbortSignal): Promise<unknown> {
  const response = await fetch(url, { signal });
  const text = await response.text();
  if (!response.ok) throw new StartError(`${url} answered ${response.status}: ${text.slice(0, 300)}`);
  return JSON.parse(text);
}
