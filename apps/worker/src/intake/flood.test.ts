import { COUNTERS } from "@gramme/core";
import { runDurableObjectAlarm } from "cloudflare:test";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { bookRows, shardStub } from "../shard/shard.fixture.ts";
import { ask, eventNow, LOCAL, numberedBatch, send } from "./door.fixture.ts";
import { bomb, CANARY, hostileRequest, labelExplosion, oversized, seeded } from "./hostile.fixture.ts";

const REQUESTS = 2000;

const log: string[] = [];
beforeEach(() => {
  for (const level of ["log", "info", "warn", "error", "debug"] as const) {
    vi.spyOn(console, level).mockImplementation((...words: unknown[]) => {
      log.push(words.map(String).join(" "));
    });
  }
});
afterEach(() => {
  vi.restoreAllMocks();
});

it("stands a flood: refuses it all in form, counts what is good exactly, logs none of it", async () => {
  const random = seeded(20_261_123);
  const packed = await new Response(
    new Blob([new Uint8Array(5_000_000)]).stream().pipeThrough(new CompressionStream("gzip")),
  ).arrayBuffer();
  // one moment for all, or an hour may end meanwhile
  const nowMs = Date.now();
  const at_unix_ms = nowMs;
  let good = 0;
  let booms = 0;
  const unexpected: string[] = [];
  const acks: unknown[] = [];
  for (let n = 0; n < REQUESTS; n += 1) {
    const hostile =
      n % 400 === 0
        ? oversized(random)
        : n % 400 === 1
          ? bomb(new Uint8Array(packed))
          : n % 400 === 2
            ? labelExplosion(random, nowMs, 900)
            : hostileRequest(random, nowMs);
    const { method, path, headers, body = null, wants, kind } = hostile;
    const answer = await ask({ method, path, headers, body });
    const text = await answer.text();
    if (!wants.includes(answer.status)) unexpected.push(`${kind}: ${answer.status} ${text.slice(0, 200)}`);
    if (answer.status === 200) booms += (JSON.parse(text) as { accepted: number }).accepted;
    else if (answer.headers.get("content-type") !== "application/problem+json")
      unexpected.push(`${kind}: no problem`);
    if (n % 20 === 0) {
      const seq = n / 20 + 1;
      const tokens = { input_tokens: seq, output_tokens: 1 };
      const batch = numberedBatch(
        seq,
        eventNow({ at_unix_ms, count: seq }),
        eventNow({ at_unix_ms, ...tokens }),
      );
      acks.push((await send(batch)).body.accepted);
      // and once more, as after a lost answer
      acks.push((await send(batch)).body.duplicates);
      good += seq;
    }
  }
  expect(unexpected).toEqual([]);
  expect(new Set(acks)).toEqual(new Set([2]));

  await runDurableObjectAlarm(shardStub(LOCAL));
  const sums = COUNTERS.map((name) => `sum(${name}) AS ${name}`).join(", ");
  const totals = await bookRows<Record<string, number>>(
    `SELECT d.model LIKE 'boom-%' AS boom, count(DISTINCT d.id) AS labels, ${sums}
    FROM hours JOIN dims d ON d.id = hours.dims GROUP BY 1 ORDER BY 1`,
  );
  expect(totals[0]).toMatchObject({
    boom: 0,
    labels: 1,
    count: good + 100,
    tokened: 100,
    input_tokens: good,
  });
  expect(totals[0]?.["output_tokens"]).toBe(100);
  // label explosion goes as far as the shard's limit
  expect(totals[1]).toMatchObject({ boom: 1, labels: 1999, count: booms });
  expect(log.filter((line) => line.includes(CANARY) || line.includes("hunter2"))).toEqual([]);
});
