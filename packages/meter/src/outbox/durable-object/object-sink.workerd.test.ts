/** The sink of a Worker: requests of their own, one isolate, objects that come and go. */
import { reset, runDurableObjectAlarm } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type StandIn, eventNamed, standIn } from "../ledger-stand-in.fixture.ts";
import { PLATFORM_TIME } from "../time.ts";
import { durableObjectSink } from "./object-sink.ts";
import { SCENE, START_MS, type TestOutbox } from "./test-outbox.fixture.ts";

const { OUTBOX } = env as unknown as { readonly OUTBOX: DurableObjectNamespace<TestOutbox> };
const { MeteredDoor } = exports as unknown as { readonly MeteredDoor: Fetcher };

const PATIENT = { timeout: 30_000 };

let ledger: StandIn;

beforeEach(() => {
  ledger = standIn();
  Object.assign(SCENE, { fetch: ledger.fetch, nowMs: START_MS, problems: [], sink: undefined });
});
afterEach(async () => {
  await reset();
});

it("hands the events of many requests over in few calls, each once", async () => {
  const names = Array.from({ length: 60 }, (_, i) => `r${i}`);
  const answers = await Promise.all(
    names.map(async (name) => {
      const response = await MeteredDoor.fetch(`https://door.test/${name}`);
      return response.text();
    }),
  );
  expect(new Set(answers)).toEqual(new Set(["answered"]));
  await vi.waitFor(
    () => expect(SCENE.sink?.state()).toMatchObject({ added: 60, acked: 60, waiting: 0 }),
    PATIENT,
  );
  expect(SCENE.sink?.state().attempts).toBeLessThan(60);
  const stub = OUTBOX.getByName("outbox-0");
  expect(await stub.state()).toMatchObject({ added: 60 });
  await runDurableObjectAlarm(stub);
  expect([...ledger.counts.values()]).toEqual(Array.from({ length: 60 }, () => 1));
  expect(ledger.faults).toEqual([]);
});

it("goes on in a later request where the first could not reach its object", async () => {
  let broken = true;
  // a namespace whose object was overloaded once, after it had taken the events
  const namespace = {
    idFromName: (name: string) => OUTBOX.idFromName(name),
    get: (id: DurableObjectId) => ({
      hand: async (...hand: Parameters<TestOutbox["hand"]>) => {
        const taken = await OUTBOX.get(id).hand(...hand);
        if (!broken) return taken;
        broken = false;
        throw new Error("Durable Object is overloaded");
      },
    }),
  } as unknown as DurableObjectNamespace<TestOutbox>;
  const sink = durableObjectSink(namespace, {
    gatherMs: 1,
    random: () => 0.5,
    time: { ...PLATFORM_TIME, nowMs: () => SCENE.nowMs },
    onProblem: (problem) => SCENE.problems.push(problem),
  });
  sink.add(eventNamed("a"));
  await vi.waitFor(() => expect(sink.state().failures).toBe(1), PATIENT);
  SCENE.nowMs += 1000;
  sink.add(eventNamed("b"));
  await vi.waitFor(
    () => expect(sink.state()).toMatchObject({ waiting: 0, acked: 1, duplicates: 1 }),
    PATIENT,
  );
  const stub = OUTBOX.getByName("outbox-0");
  await runDurableObjectAlarm(stub);
  expect([...ledger.counts]).toEqual([
    ["a", 1],
    ["b", 1],
  ]);
  expect(SCENE.problems.map(({ kind }) => kind)).toEqual(["unreachable"]);
});

it("spreads isolates over objects", async () => {
  const sink = durableObjectSink(OUTBOX, { objects: 4, random: () => 0.6, gatherMs: 1 });
  sink.add(eventNamed("a"));
  await vi.waitFor(() => expect(sink.state().acked).toBe(1), PATIENT);
  expect(await OUTBOX.getByName("outbox-2").state()).toMatchObject({ added: 1 });
});
