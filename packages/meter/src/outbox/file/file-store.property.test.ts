/** Whatever happens, and in whatever order: what was kept counts once, and nothing counts twice. */
import { stat, truncate } from "node:fs/promises";
import { join } from "node:path";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { type Mood, eventNamed, standIn } from "../ledger-stand-in.fixture.ts";
import { turns } from "../virtual-time.fixture.ts";
import { type Machine, type Process, machine } from "./processes.fixture.ts";

const MOODS: readonly Mood[] = [
  "take",
  "take-then-cut",
  "cut",
  "portal",
  { status: 500 },
  { status: 429, retryAfter: "7" },
  { status: 401 },
];

type Step =
  | { readonly do: "add"; readonly n: number; readonly keep: boolean }
  | { readonly do: "flush" }
  | { readonly do: "wait"; readonly ms: number }
  | { readonly do: "close" }
  | { readonly do: "crash"; readonly at: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant("add"), n: fc.integer({ min: 1, max: 25 }), keep: fc.boolean() }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("flush") }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("wait"), ms: fc.integer({ min: 1, max: 60_000 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("close") }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("crash"), at: fc.double({ min: 0, max: 1, noNaN: true }) }),
  },
) as fc.Arbitrary<Step>;

/** The journal of the one folder that lives, and its bytes. */
async function journalOf(
  here: Machine,
): Promise<{ readonly path: string; readonly bytes: number } | undefined> {
  for (;;) {
    try {
      const found = (await here.files()).find((name) => name.endsWith(".journal"));
      if (found === undefined) return undefined;
      const path = join(here.folder, found);
      return { path, bytes: (await stat(path)).size };
    } catch {
      // it was sealed meanwhile
    }
  }
}

interface Plan {
  readonly steps: readonly Step[];
  readonly moods: readonly Mood[];
  readonly small: boolean;
}

async function play({ steps, moods, small }: Plan): Promise<void> {
  const here = await machine();
  const ledger = standIn({
    mood: (n) => moods[n] ?? "take",
    // half of what a full batch has, so that it must be split
    ...(small ? { mostBytes: 700 } : {}),
  });
  const kept = new Set<string>();
  let process: Process;
  let added: string[] = [];
  let names = 0;
  /** The journal when all that was added was kept. */
  let sure: Awaited<ReturnType<typeof journalOf>>;
  const allKept = async (): Promise<void> => {
    for (const name of added) kept.add(name);
    added = [];
    sure = await journalOf(here);
  };
  const start = async (): Promise<Process> => {
    const next = here.start(ledger, { batch: { events: 10 } });
    await next.outbox.kept();
    added = [];
    await allKept();
    return next;
  };
  process = await start();
  for (const now of steps) {
    switch (now.do) {
      case "add":
        for (let i = 0; i < now.n; i += 1) {
          names += 1;
          added.push(`m${names}`);
          process.outbox.add(eventNamed(`m${names}`));
        }
        if (!now.keep) break;
        if (!(await process.outbox.kept())) throw new Error("not kept");
        await allKept();
        break;
      case "flush":
        await process.outbox.flush();
        await allKept();
        break;
      case "wait":
        await process.time.advance(now.ms);
        break;
      case "close":
        await process.outbox.close();
        await allKept();
        process = await start();
        break;
      case "crash": {
        await process.kill();
        const last = await journalOf(here);
        // what was written since is there in part, as a crash in the middle of a write leaves it
        if (last !== undefined && sure?.path === last.path && last.bytes > sure.bytes) {
          await truncate(last.path, sure.bytes + Math.floor(now.at * (last.bytes - sure.bytes)));
        }
        process = await start();
        break;
      }
    }
  }
  for (let n = 0; n < 60; n += 1) {
    await process.outbox.flush();
    const { waiting, retryAtMs = 0 } = process.outbox.state();
    if (waiting === 0) break;
    process.time.skip(Math.max(1, retryAtMs - process.time.nowMs()));
  }
  await turns();
  const state = process.outbox.state();
  expect(state).toMatchObject({ waiting: 0, lost: 0 });
  expect(state.added + state.found).toBe(state.acked + state.duplicates + state.refused);
  expect(ledger.faults).toEqual([]);
  // where it had to be split, a batch that was tried before is refused, since it may have counted
  const missing = small ? [] : [...kept].filter((name) => ledger.counts.get(name) !== 1);
  expect(missing).toEqual([]);
}

it("counts every kept event once, over failures, restarts and torn writes", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        steps: fc.array(step, { minLength: 3, maxLength: 25 }),
        moods: fc.array(fc.constantFrom(...MOODS), { maxLength: 30 }),
        small: fc.constant(false),
      }),
      play,
    ),
    { numRuns: 40 },
  );
});

it("counts nothing twice where batches must be split too", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        steps: fc.array(step, { minLength: 3, maxLength: 15 }),
        moods: fc.array(fc.constantFrom(...MOODS), { maxLength: 20 }),
        small: fc.constant(true),
      }),
      play,
    ),
    { numRuns: 20 },
  );
});
