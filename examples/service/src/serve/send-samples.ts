/** @module Sends real samples to a service that runs, and says what became of them. */
import { samples } from "./samples.ts";
import { INFERENCES_HEADER } from "./service.ts";

/** What is sent where. */
export interface Sending {
  /** Address of the service: `http://127.0.0.1:8080`. */
  readonly service: string;
  /** Tasks that are asked; all when not said. */
  readonly tasks?: readonly string[] | undefined;
  /** Requests of each task. */
  readonly requests: number;
  /** Where the requests are answered sooner: goes on, in rounds of one request a task, until so many seconds are over. */
  readonly seconds?: number | undefined;
  /** Requests in flight at once: 1 when not said. */
  readonly atOnce?: number | undefined;
  /** Ends it; then the promise is rejected with its reason. */
  readonly signal?: AbortSignal | undefined;
}

/** What became of a task's requests. */
export interface TaskSent {
  readonly task: string;
  readonly sent: number;
  readonly answered: number;
  /** Inferences of those that were answered. */
  readonly inferences: number;
  /** The last answer in words, at most 100 characters of it. */
  readonly last: string;
}

/** Sends each task its samples in turn. Rejects where the service cannot be reached, or a task has no samples. */
export async function sendSamples(sending: Sending): Promise<readonly TaskSent[]> {
  const { service, requests, seconds = 0, atOnce = 1, signal } = sending;
  const all = samples();
  const names = sending.tasks ?? Object.keys(all);
  const none = names.find((name) => (all[name] ?? []).length === 0);
  if (none !== undefined) {
    throw new RangeError(`there are no samples of ${none}: there are ${Object.keys(all).join(", ")}`);
  }
  const became = new Map<string, TaskSent>(
    names.map((task) => [task, { task, sent: 0, answered: 0, inferences: 0, last: "" }]),
  );
  const end = performance.now() + seconds * 1000;
  const turns = (function* () {
    for (let round = 0; round < requests || performance.now() < end; round += 1) {
      for (const name of names) yield { name, round };
    }
  })();

  const lane = async (): Promise<void> => {
    for (const { name, round } of turns) {
      const ofTask = all[name] ?? [];
      const sample = ofTask[round % ofTask.length];
      if (sample === undefined) continue;
      const answer = await fetch(`${service}/tasks/${name}`, {
        method: "POST",
        headers: { "content-type": sample.type },
        body: sample.bytes,
        signal: signal ?? null,
      });
      const isPicture = answer.headers.get("content-type")?.startsWith("image/") === true;
      const last = isPicture
        ? `a picture of ${(await answer.arrayBuffer()).byteLength} bytes`
        : (await answer.text()).slice(0, 100);
      const before = became.get(name) ?? { task: name, sent: 0, answered: 0, inferences: 0 };
      became.set(name, {
        task: name,
        sent: before.sent + 1,
        answered: before.answered + (answer.ok ? 1 : 0),
        inferences: before.inferences + (answer.ok ? Number(answer.headers.get(INFERENCES_HEADER)) : 0),
        last,
      });
    }
  };
  // lanes take their turns from one generator, so that no task is ahead of another by more than a round
  await Promise.all(Array.from({ length: atOnce }, lane));
  return [...became.values()];
}
