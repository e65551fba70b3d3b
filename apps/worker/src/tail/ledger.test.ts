import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { expect, test } from "vitest";
import { FIRST_TENANT } from "../auth/key-holder.ts";
import { eventsDoor } from "../intake/events.ts";
import { ledger } from "../ledger.ts";
import { bindings, rowsOf } from "../shard/shard.fixture.ts";
import { deliver } from "./delivery.ts";
import { wayToLedger } from "./ledger-door.ts";
import { supplements } from "./supplements.ts";
import { line, logged, trace } from "./traces.fixture.ts";

const KEY = "gk_tail.0123456789abcdef0123456789abcdef0123456789a";
const app = ledger(eventsDoor);

/** The ledger itself behind a service binding. */
const GRAMME = {
  fetch: (async (input: RequestInfo, init?: RequestInit) => {
    const context = createExecutionContext();
    const response = await app.fetch(new Request(input, init), { ...bindings, ADMIN_KEY: KEY }, context);
    await waitOnExecutionContext(context);
    return response;
  }) as Fetcher["fetch"],
};

test("the time goes to the cell of the inferences it is of, once, and counts no inference", async () => {
  const way = wayToLedger({ GRAMME, GRAMME_KEY: KEY });
  if (!("door" in way)) throw new Error(way.missing);
  const now = Date.now();
  const { profile: _, ...labels } = line().labels;
  const counted = [344, 2].map((count, index) => ({
    id: `event-${index}`,
    at_unix_ms: now,
    ...labels,
    count,
  }));
  await deliver(counted, way.door);
  expect(await cells()).toEqual([{ count: 346, cpu_timed: 0, cpu_us: 0 }]);

  const logs = [344, 2].map((inferences, index) => ({
    ...logged({ gramme: line({ meter_id: `request-${index}`, labels, inferences }) }),
    timestamp: now,
  }));
  const { events } = supplements([trace(logs, { cpuTime: 412 })], now);
  expect(await deliver(events, way.door)).toMatchObject({ accepted: 2, duplicates: 0, undelivered: 0 });
  expect(await cells()).toEqual([{ count: 346, cpu_timed: 346, cpu_us: 412_000 }]);

  expect(await deliver(events, way.door)).toMatchObject({ accepted: 0, duplicates: 2, undelivered: 0 });
  expect(await cells()).toEqual([{ count: 346, cpu_timed: 346, cpu_us: 412_000 }]);
});

test("a refusal of the ledger is told by its code", async () => {
  const way = wayToLedger({ GRAMME, GRAMME_KEY: KEY });
  if (!("door" in way)) throw new Error(way.missing);
  const now = Date.now();
  const logs = [{ ...logged({ gramme: line() }), timestamp: now }];
  const { events } = supplements([trace(logs)], now);
  expect(await deliver(events, way.door)).toMatchObject({ rejected: 1, codes: ["unknown-profile"] });
  const stranger = wayToLedger({
    GRAMME,
    GRAMME_KEY: "gk_nobody.0123456789abcdef0123456789abcdef0123456789a",
  });
  if (!("door" in stranger)) throw new Error(stranger.missing);
  expect(await deliver(events, stranger.door)).toMatchObject({ undelivered: 1, reason: "status 401" });
});

/** What the tenant's shard has counted. */
async function cells(): Promise<unknown> {
  return rowsOf("SELECT count, cpu_timed, cpu_us FROM cells", FIRST_TENANT);
}
