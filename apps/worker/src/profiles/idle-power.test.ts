import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { WireProblem, WireProfile } from "@gramme/core/wire";
import { beforeEach, expect, it } from "vitest";
import type { Env } from "../env.ts";
import { ledger } from "../ledger.ts";
import { profilesDoor } from "./profiles-door.ts";
import { forgetProfileVersions } from "./registry.ts";

const app = ledger(profilesDoor);
const here = { ...(env as unknown as Env), ACCESS: "loopback" } as Env;
const gpu = { kind: "power", power_w: 300, rung: "node" } as const;

beforeEach(() => {
  forgetProfileVersions();
});

async function put(body: unknown): Promise<Response> {
  const headers = { "content-type": "application/json" };
  const request = new Request("http://127.0.0.1:8787/v1/profiles/gpu", {
    method: "PUT",
    headers,
    body: JSON.stringify(body),
  });
  return await app.fetch(request, here, createExecutionContext());
}

it("keeps what a profile says of idle power, and makes no version of what stands already", async () => {
  const idle = {
    power_w: 60,
    instances: 2.5,
    since: "2026-11-01T00:00:00Z",
    until: "2026-11-02T00:00:00+01:00",
  };
  const answer = await put({ ...gpu, idle });
  expect(answer.status).toBe(201);
  expect((await answer.json<WireProfile>()).input).toEqual({ ...gpu, idle });
  expect((await put({ idle, ...gpu })).status).toBe(200);
  expect((await put({ ...gpu, idle: { power_w: 300 } })).status).toBe(201);
});

it.each([
  ["power_w", { ...gpu, idle: {} }],
  ["power_w", { ...gpu, idle: { power_w: 0 } }],
  ["idle.power_w: 301 W", { ...gpu, idle: { power_w: 301 } }],
  ["share or wider", { ...gpu, rung: "device", idle: { power_w: 60 } }],
  ["instances", { ...gpu, idle: { power_w: 60, instances: 0 } }],
  ["since", { ...gpu, idle: { power_w: 60, since: "yesterday" } }],
  ["since", { ...gpu, idle: { power_w: 60, since: "2026-11-01T00:00:00" } }],
  [
    "idle.until",
    { ...gpu, idle: { power_w: 60, since: "2026-11-02T00:00:00Z", until: "2026-11-02T01:00:00+01:00" } },
  ],
  ["idle.standby_w", { ...gpu, idle: { power_w: 60, standby_w: 1 } }],
  ["idle", { kind: "per-inference", energy_j: 2, rung: "node", idle: { power_w: 60 } }],
])("refuses %s (%#)", async (says, body) => {
  const answer = await put(body);
  const problem = await answer.json<WireProblem>();
  expect([answer.status, problem.code]).toEqual([422, "malformed-body"]);
  expect(JSON.stringify(problem)).toContain(says);
});
