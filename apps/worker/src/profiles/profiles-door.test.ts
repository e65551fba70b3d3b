import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { Profile, type WireProblem, type WireProfile } from "@gramme/core/wire";
import { beforeEach, describe, expect, it } from "vitest";
import type { Env } from "../env.ts";
import { ledger } from "../ledger.ts";
import { bookRun } from "../read/book.fixture.ts";
import { runResult, SOURCE, workload } from "../runs/run.fixture.ts";
import { profilesDoor } from "./profiles-door.ts";
import { forgetProfileVersions, profileVersions } from "./registry.ts";

const app = ledger(profilesDoor);
const here = { ...(env as unknown as Env), ACCESS: "loopback" } as Env;

beforeEach(() => {
  forgetProfileVersions();
});

async function ask(method: string, path: string, body?: unknown): Promise<Response> {
  return await app.fetch(
    new Request(`http://127.0.0.1:8787${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { "content-type": "application/json" } }),
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    }),
    here,
    createExecutionContext(),
  );
}
const put = async (id: string, body: unknown): Promise<{ status: number; profile: WireProfile }> => {
  const answer = await ask("PUT", `/v1/profiles/${id}`, body);
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return { status: answer.status, profile: Profile.parse(JSON.parse(text)) };
};
const HUGE = [
  { kind: "per-inference", energy_j: 1e308, rung: "node" },
  { kind: "power", power_w: 1e308, rung: "node" },
  { kind: "tokens", j_per_input_token: 1e308, j_per_output_token: 0, rung: "node" },
  { kind: "reference-rate", site: { grid_g_per_kwh: 1e308 } },
  { kind: "reference-rate", site: { wue_l_per_kwh: 1e308 } },
  { kind: "reference-rate", site: { pue: 1e300 } },
] as const;
const refused = async (id: string, body: unknown): Promise<WireProblem> => {
  const answer = await ask("PUT", `/v1/profiles/${id}`, body);
  expect(answer.ok).toBe(false);
  return await answer.json();
};

const each = { kind: "per-inference", energy_j: 2, rung: "share" } as const;

describe("/v1/profiles", () => {
  it("adds versions, and none where nothing changed", async () => {
    expect(await put("gpu/h100", each)).toMatchObject({
      status: 201,
      profile: { id: "gpu/h100", version: 1 },
    });
    // the order of keys says nothing
    expect(await put("gpu/h100", { rung: "share", energy_j: 2, kind: "per-inference" })).toMatchObject({
      status: 200,
      profile: { version: 1 },
    });
    expect(await put("gpu/h100", { ...each, energy_j: 3, corrects: 1 })).toMatchObject({
      status: 201,
      profile: { version: 2, input: { energy_j: 3, corrects: 1 } },
    });
    // back to what it was is a new version: it holds from now on
    expect((await put("gpu/h100", each)).profile.version).toBe(3);
    const one: { versions: WireProfile[] } = await (await ask("GET", "/v1/profiles/gpu/h100")).json();
    expect(one.versions.map(({ version }) => version)).toEqual([1, 2, 3]);
    await put("a", each);
    const all: { profiles: WireProfile[] } = await (await ask("GET", "/v1/profiles")).json();
    expect(all.profiles.map(({ id, version }) => [id, version])).toEqual([
      ["a", 1],
      ["gpu/h100", 3],
    ]);
    expect((await ask("GET", "/v1/profiles/none")).status).toBe(404);
  });

  it("gives each of many writers a version of its own", async () => {
    const puts = await Promise.all([1, 2, 3].map((energy_j) => put("busy", { ...each, energy_j })));
    expect(puts.map(({ profile }) => profile.version).toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
  });

  it("takes energy, tier, CPU time and doubt from a run that is in the ledger", async () => {
    const reply = workload({
      name: "reply",
      phase: "inference",
      units_in_one: 1000,
      units_per_replicate: 100,
    });
    const run = runResult({ workloads: [reply, workload()] });
    await bookRun("acme/model/7/1/-", { schema: "gramme/runs/1", run, source: SOURCE });
    const input = { kind: "calibrated", run: "acme/model/7/1/-", workload: "reply" };
    const { profile } = await put("reply", input);
    const figures = reply.figures;
    expect(profile.calibration?.energy_j.node.value).toBeCloseTo(
      (figures.ladder_kwh.node.value * 3.6e6) / 1000,
      9,
    );
    expect(profile.calibration).toMatchObject({ tier: figures.tier, commit: SOURCE.sha, cpu_ms: 11 });
    expect(profile.calibration?.doubt.some(({ source }) => source.startsWith("grid/"))).toBe(false);
    for (const [change, says] of [
      [{ run: "acme/model/8/1/-" }, "no run of that key"],
      [{ workload: "replies" }, "reply, digits"],
      [{ workload: "digits" }, "phase training"],
    ] as const) {
      expect((await refused("reply", { ...input, ...change })).detail).toContain(says);
    }
  });

  it.each([
    ["{", "malformed-json", "JSON"],
    [{ ...each, energy: 2 }, "malformed-body", "energy"],
    [{ ...each, energy_j: 0 }, "malformed-body", "energy_j"],
    [{ kind: "per-request" }, "malformed-body", "kind"],
    [{ ...each, corrects: 1 }, "malformed-body", "no version yet"],
    [{ ...each, site: { zone: "Frnace" } }, "unknown-zone", "France"],
    [{ ...each, site: { pue: 0.5 } }, "malformed-body", "pue"],
    [{ ...each, site: { zone: "DE", cloud_region: "europe-west9" } }, "malformed-body", "France"],
    [{ ...each, note: "a\nb" }, "malformed-body", "note"],
    [
      { kind: "tokens", j_per_input_token: 0, j_per_output_token: 0, rung: "node" },
      "malformed-body",
      "all of them are 0",
    ],
    [{ ...each, note: "x".repeat(20_000) }, "too-large", "16384"],
  ])("refuses what is none (%#)", async (body, code, says) => {
    const problem = await refused("p", body);
    expect(problem.code).toBe(code);
    expect(JSON.stringify(problem)).toContain(says);
  });

  it("wants a version that is there to correct", async () => {
    await put("p", each);
    expect((await refused("p", { ...each, energy_j: 5, corrects: 7 })).detail).toContain("it has 1");
  });

  it("is told by the registry at once here, and on asking afresh elsewhere", async () => {
    expect((await profileVersions(here, "local")).size).toBe(0);
    await put("p", each);
    expect((await profileVersions(here, "local")).get("p")).toBe(1);
    await here.BOOK.prepare("INSERT INTO profiles VALUES ('local', 'p', 2, 0, NULL, '{}')").run();
    expect((await profileVersions(here, "local")).get("p")).toBe(1);
    expect((await profileVersions(here, "local", { fresh: true })).get("p")).toBe(2);
    await here.BOOK.prepare("INSERT INTO profiles VALUES ('local', 'p', 3, 0, NULL, '{}')").run();
    expect((await profileVersions(here, "local", { nowMs: Date.now() + 10_001 })).get("p")).toBe(3);
    expect((await profileVersions(here, "other")).size).toBe(0);
  });

  it("keeps no failure", async () => {
    const away = {
      BOOK: { prepare: () => ({ bind: () => ({ all: () => Promise.reject(new Error("away")) }) }) },
    };
    await expect(profileVersions(away as unknown as Env, "t")).rejects.toThrow("away");
    expect((await profileVersions(here, "t")).size).toBe(0);
  });
});

it.each(HUGE)("no figure is so large that a sum would be infinite: %j", async (input) => {
  expect((await refused("huge", input)).code).toBe("malformed-body");
});
