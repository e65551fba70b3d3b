import { env } from "cloudflare:workers";
import { chooseGrid, findZone, gridFactor } from "@gramme/core";
import { GridAnswer } from "@gramme/core/wire";
import { beforeEach, describe, expect, it } from "vitest";
import type { Env } from "../env.ts";
import { answerOf, bookCells, bookProfile, forget } from "../read/book.fixture.ts";
import { electricityMaps } from "./electricity-maps.ts";
import { providerFetch } from "./provider-answer.ts";
import { refreshGrid, zonesInUse } from "./refresh-grid.ts";
import { ukCarbonIntensity } from "./uk-carbon-intensity.ts";

const here = env as unknown as Env;
const NOW = Date.parse("2026-11-23T10:20:00Z");
const both = { ...here, ELECTRICITYMAPS_TOKEN: "secret-token", UK_CARBON_INTENSITY: "on" } as Env;

/** In the shape that the provider answers in. */
const latest = (change: object = {}): object => ({
  zone: "FR",
  carbonIntensity: 41,
  datetime: "2026-11-23T10:00:00.000Z",
  updatedAt: "2026-11-23T09:46:04.522Z",
  createdAt: "2026-11-20T10:41:20.011Z",
  emissionFactorType: "lifecycle",
  isEstimated: true,
  estimationMethod: "TIME_SLICER_AVERAGE",
  temporalGranularity: "hourly",
  ...change,
});
const halfHour = (intensity: object): object => ({
  data: [{ from: "2026-11-23T10:00Z", to: "2026-11-23T10:30Z", intensity }],
});

interface Asked {
  readonly url: string;
  readonly headers: Headers;
}

/** A provider that answers by the address, and keeps what it was asked. */
function provider(answer: (url: URL) => Response | Promise<Response>): {
  readonly fetch: typeof fetch;
  readonly asked: Asked[];
} {
  const asked: Asked[] = [];
  return {
    asked,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      asked.push({ url: request.url, headers: request.headers });
      return await answer(new URL(request.url));
    },
  };
}

const FRANCE = findZone("FR");
const BRITAIN = findZone("GB");
if (FRANCE === undefined || BRITAIN === undefined) throw new Error("there is no France, or no Britain");

beforeEach(async () => {
  forget();
  await bookProfile("p", 1, { kind: "per-inference", energy_j: 1, rung: "node", site: { zone: "France" } });
  await bookCells([
    { at: "2026-11-23T09:00Z", labels: { zone: "GB" }, counters: { count: 1 } },
    { at: "2026-11-23T09:00Z", labels: { profile: "p", profile_version: 1 }, counters: { count: 1 } },
    { at: "2026-11-23T09:00Z", labels: { zone: "ATLANTIS" }, counters: { count: 1 } },
  ]);
});

describe("live signals of the grid", () => {
  it("are asked for each zone in use, and kept as they were told", async () => {
    const { fetch, asked } = provider((url) =>
      url.host === "api.carbonintensity.org.uk"
        ? Response.json(halfHour({ forecast: 180, actual: 171, index: "moderate" }))
        : url.searchParams.get("zone") === "FR"
          ? Response.json(latest())
          : Response.json({ error: "No recent data" }, { status: 404 }),
    );
    expect((await zonesInUse(here)).map(({ code }) => code)).toEqual(["FRA", "GBR"]);
    expect(await refreshGrid(both, NOW, fetch)).toEqual({ readings: 2, failures: 1 });
    expect(asked.map(({ url }) => url).toSorted()).toEqual([
      "https://api.carbonintensity.org.uk/intensity",
      "https://api.electricitymaps.com/v3/carbon-intensity/latest?zone=FR&emissionFactorType=lifecycle",
      "https://api.electricitymaps.com/v3/carbon-intensity/latest?zone=GB&emissionFactorType=lifecycle",
    ]);
    // the key goes to its provider only
    expect(asked.map(({ url, headers }) => [new URL(url).host.length, headers.get("auth-token")])).toEqual(
      expect.arrayContaining([
        ["api.electricitymaps.com".length, "secret-token"],
        ["api.carbonintensity.org.uk".length, null],
      ]),
    );
    const { zones, failures } = await answerOf(GridAnswer, "/api/grid");
    const [france, britain] = zones;
    expect(france?.live).toEqual([
      {
        provider: "electricity-maps",
        hour: "2026-11-23T10:00:00.000Z",
        g_per_kwh: 41,
        // as the table's spread below 50 g
        spread: 2.5,
        accounting: "life-cycle",
        used: true,
        retrieved_at: "2026-11-23T10:20:00.000Z",
      },
    ]);
    expect(france?.annual.id).toBe("grid/ember/FRA");
    expect(britain?.live).toEqual([
      expect.objectContaining({
        provider: "uk-carbon-intensity",
        g_per_kwh: 171,
        accounting: "direct",
        used: false,
      }),
    ]);
    expect(failures).toEqual([
      {
        zone: "GBR",
        provider: "electricity-maps",
        why: "the provider answered 404",
        at: "2026-11-23T10:20:00.000Z",
      },
    ]);
  });

  it("replace an estimate of the same hour, and take back a failure that is over", async () => {
    const down = provider(() => new Response("no", { status: 500 }));
    expect(await refreshGrid(both, NOW, down.fetch)).toEqual({ readings: 0, failures: 3 });
    const up = provider(() => Response.json(latest({ carbonIntensity: 60 })));
    await refreshGrid(both, NOW, up.fetch);
    await refreshGrid(
      both,
      NOW + 60_000,
      provider(() => Response.json(latest({ carbonIntensity: 55 }))).fetch,
    );
    const { zones, failures } = await answerOf(GridAnswer, "/api/grid");
    expect(zones[0]?.live.map(({ g_per_kwh }) => g_per_kwh)).toEqual([55]);
    expect(failures.map(({ zone, provider: name }) => [zone, name])).toEqual([
      ["GBR", "electricity-maps"],
      ["GBR", "uk-carbon-intensity"],
    ]);
  });

  it("are asked of nobody where nothing is set up", async () => {
    const { fetch, asked } = provider(() => Response.json({}));
    const { ELECTRICITYMAPS_TOKEN: _, UK_CARBON_INTENSITY: __, ...bare } = both;
    expect(await refreshGrid(bare as Env, NOW, fetch)).toEqual({ readings: 0, failures: 0 });
    expect(asked).toEqual([]);
  });

  it.each([
    ["direct emissions", latest({ emissionFactorType: "direct" }), "emissionFactorType"],
    ["a text for a number", latest({ carbonIntensity: "41" }), "carbonIntensity"],
    ["0, which no grid has", latest({ carbonIntensity: 0 }), "carbonIntensity"],
    ["another zone", latest({ zone: "DE" }), "another zone"],
    ["nothing", null, "usual form"],
    ["five minutes", latest({ temporalGranularity: "5_minutes" }), "temporalGranularity"],
  ])("believe nothing in another form: %s", async (_, body, says) => {
    const { fetch } = provider(() => Response.json(body));
    const answer = await electricityMaps("t").ask(FRANCE, providerFetch(fetch));
    expect(answer).toEqual({ kind: "none", reason: expect.stringContaining(says) });
  });

  it("are not read on where an answer is without end", async () => {
    let cancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(10_000).fill(32)),
      cancel: () => {
        cancelled = true;
      },
    });
    const { fetch } = provider(
      () => new Response(endless, { headers: { "content-type": "application/json" } }),
    );
    expect(await electricityMaps("t").ask(FRANCE, providerFetch(fetch))).toMatchObject({ kind: "none" });
    expect(cancelled).toBe(true);
  });

  it.each([
    ["hours ago", latest({ datetime: "2026-11-23T02:00:00.000Z" })],
    ["to come", latest({ datetime: "2026-11-23T13:00:00.000Z" })],
  ])("of time %s are none of now", async (_, body) => {
    const { fetch } = provider(() => Response.json(body));
    expect(await refreshGrid(both, NOW, fetch)).toMatchObject({ readings: 0 });
  });

  it("say why where a provider is away, slow, or moves", async () => {
    const why = async (answer: () => Response | Promise<Response>): Promise<unknown> =>
      await electricityMaps("t").ask(FRANCE, providerFetch(provider(answer).fetch));
    const reason = (text: string): object => ({ kind: "none", reason: text });
    expect(await why(() => Promise.reject(new TypeError("connection refused")))).toEqual(
      reason("the provider could not be reached or read"),
    );
    expect(await why(() => Promise.reject(new DOMException("late", "TimeoutError")))).toEqual(
      reason("the provider was too slow"),
    );
    expect(await why(() => new Response(null, { status: 302 }))).toEqual(reason("the provider answered 302"));
    expect(await why(() => new Response("x".repeat(70_000)))).toEqual(
      reason("the provider could not be reached or read"),
    );
  });

  it("of Great Britain are the actual figure, else the forecast, and never used", async () => {
    const ask = async (intensity: object): Promise<ReturnType<typeof chooseGrid>["live"]> =>
      await ukCarbonIntensity().ask(
        BRITAIN,
        providerFetch(provider(() => Response.json(halfHour(intensity))).fetch),
      );
    const live = await ask({ forecast: 180, actual: null });
    expect(live).toMatchObject({ kind: "reading", accounting: "direct", factor: { value: 180 } });
    expect(chooseGrid(gridFactor(BRITAIN), live).used).toEqual(gridFactor(BRITAIN));
    expect(await ask({ forecast: null, actual: null })).toMatchObject({ kind: "none" });
    expect(
      await ukCarbonIntensity().ask(FRANCE, providerFetch(provider(() => Response.json({})).fetch)),
    ).toEqual({
      kind: "none",
      reason: "the provider knows Great Britain only",
    });
  });
});
