import { createExecutionContext, runDurableObjectAlarm, waitOnExecutionContext } from "cloudflare:test";
import { SummaryAnswer } from "@gramme/core/wire";
import { beforeEach, describe, expect, it } from "vitest";
import { eventsDoor } from "../intake/events.ts";
import { ledger } from "../ledger.ts";
import { profilesDoor } from "../profiles/profiles-door.ts";
import { shardStub } from "../shard/shard.fixture.ts";
import { forget, here } from "./book.fixture.ts";
import { readDoors } from "./read-doors.ts";

const app = ledger((doors) => {
  eventsDoor(doors);
  profilesDoor(doors);
  readDoors(doors);
});

async function send(method: string, path: string, body?: unknown): Promise<unknown> {
  const context = createExecutionContext();
  const answer = await app.fetch(
    new Request(`http://127.0.0.1:8787${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    }),
    here,
    context,
  );
  const text = await answer.text();
  await waitOnExecutionContext(context);
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
  return JSON.parse(text);
}

beforeEach(forget);

describe("the whole way of a number", () => {
  it("from a profile and events, over shard and book, to grams; and again after a correction", async () => {
    const site = { pue: 1.5, grid_g_per_kwh: 200 };
    const profile = { kind: "power", power_w: 360, rung: "node", site };
    await send("PUT", "/v1/profiles/gpu", profile);
    const event = {
      at_unix_ms: Date.now() - 1000,
      task: "text-generation",
      model: "acme/chat",
      profile: "gpu",
      timing: "wall",
      duration_ms: 20_000,
      in_flight: 2,
    };
    const batch = {
      schema: "gramme/events/1",
      producer: "p1",
      seq: 1,
      events: [event, event, { ...event, outcome: "failed" }],
    };
    // sent twice, counted once
    await send("POST", "/v1/events", batch);
    await send("POST", "/v1/events", batch);
    await runDurableObjectAlarm(shardStub("local", 0));
    const read = async (): Promise<ReturnType<typeof SummaryAnswer.parse>> =>
      SummaryAnswer.parse(await send("GET", "/api/summary?by=model"));
    const before = await read();
    const figures = before.rows[0]?.figures;
    expect(figures).toMatchObject({ inferences: 2, failed: 1, known: 3, tier: "rated" });
    expect(figures?.time).toMatchObject({ known: 3, duration_ms: 20_000, in_flight: 2 });
    // 3 requests · 10 s of share · 360 W = 10.8 kJ at node · 1.5 = 16.2 kJ = 0.0045 kWh; · 200 g/kWh = 0.9 g
    expect(figures?.energy_kwh?.value).toBeCloseTo(0.0045, 12);
    expect(figures?.co2e_g?.value).toBeCloseTo(0.9, 9);
    // the failed one's time counts for the two that were answered
    expect(figures?.per_1000?.co2e_g.value).toBeCloseTo(450, 6);
    await send("PUT", "/v1/profiles/gpu", { ...profile, power_w: 720, corrects: 1 });
    const after = await read();
    expect(after.rows[0]?.figures.co2e_g?.value).toBeCloseTo(1.8, 9);
    expect(after.ground.restated).toEqual([
      expect.objectContaining({ what: "profile", id: "gpu", counted: 1, stands: 2 }),
    ]);
  });
});
