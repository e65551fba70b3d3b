/**
 * The hourly asking of live signals: every zone in use, every provider that is set up. What they say is kept as they said
 * it, failures too; nothing is thrown, since a chore that fails must not stop the others.
 * @module
 */
import { type FetchJson, findZone, type LiveAnswer, type LiveGrid, type Zone } from "@gramme/core";
import type { WireProfile } from "@gramme/core/wire";
import { GrammeError, resolveSite } from "@gramme/core";
import type { Env } from "../env.ts";
import { electricityMaps } from "./electricity-maps.ts";
import { providerFetch } from "./provider-answer.ts";
import { ukCarbonIntensity } from "./uk-carbon-intensity.ts";

const HOUR_MS = 3_600_000;
/** Most zones that are asked for in one go, so that a chore ends. */
const MOST_ZONES = 200;
/** Readings older than this are of no present hour, ms. */
const STALE_MS = 6 * HOUR_MS;
/** Asked at once, at most: providers count. */
const AT_ONCE = 4;

/** What an asking came to. */
export interface GridRefresh {
  readonly readings: number;
  readonly failures: number;
}

/** Providers that this ledger is set up for. */
export function liveGrids(
  env: Pick<Env, "ELECTRICITYMAPS_TOKEN" | "UK_CARBON_INTENSITY">,
): readonly LiveGrid[] {
  const { ELECTRICITYMAPS_TOKEN: token, UK_CARBON_INTENSITY: uk } = env;
  return [
    ...(token === undefined || token === "" ? [] : [electricityMaps(token)]),
    ...(uk === "on" ? [ukCarbonIntensity()] : []),
  ];
}

/**
 * Asks every provider for every zone in use and keeps what they say. A reading of an hour that is there already replaces
 * it: providers estimate first.
 * @param fetch the platform's, or a stand-in
 */
export async function refreshGrid(
  env: Env,
  nowMs: number,
  fetch: typeof globalThis.fetch = (input, init) => globalThis.fetch(input, init),
): Promise<GridRefresh> {
  const providers = liveGrids(env);
  if (providers.length === 0) return { readings: 0, failures: 0 };
  try {
    return await refreshed(env, providers, nowMs, providerFetch(fetch));
  } catch (error) {
    // the book is away: the next hour asks again, and what was read before stays
    // oxlint-disable-next-line no-console -- a Worker's log is its console
    console.error(`the grid was not refreshed: ${String(error)}`);
    return { readings: 0, failures: providers.length };
  }
}

async function refreshed(
  env: Env,
  providers: readonly LiveGrid[],
  nowMs: number,
  fetch: FetchJson,
): Promise<GridRefresh> {
  const zones = await zonesInUse(env);
  const questions = zones
    .slice(0, MOST_ZONES)
    .flatMap((zone) =>
      providers
        .filter(({ name }) => name !== "uk-carbon-intensity" || zone.alpha2 === "GB")
        .map((provider) => ({ zone, provider })),
    );
  const told: { readonly zone: string; readonly provider: string; readonly answer: LiveAnswer }[] = [];
  for (let n = 0; n < questions.length; n += AT_ONCE) {
    const some = await Promise.all(
      questions.slice(n, n + AT_ONCE).map(async ({ zone, provider }) => ({
        zone: zone.code,
        provider: provider.name,
        answer: fresh(await provider.ask(zone, fetch), nowMs),
      })),
    );
    told.push(...some);
  }
  if (told.length > 0) await keep(env, told, nowMs);
  const readings = told.filter(({ answer }) => answer.kind === "reading").length;
  return { readings, failures: told.length - readings };
}

/** Zones of cells and of profiles' places, each once. */
export async function zonesInUse(env: Pick<Env, "BOOK">): Promise<readonly Zone[]> {
  const [cells, profiles] = await env.BOOK.batch<{ readonly text: string }>([
    env.BOOK.prepare("SELECT DISTINCT zone AS text FROM dims WHERE zone <> ''"),
    env.BOOK.prepare(
      "SELECT DISTINCT body ->> '$.input.site' AS text FROM profiles WHERE body ->> '$.input.site' IS NOT NULL",
    ),
  ]);
  const ofCells = (cells?.results ?? []).map(({ text }) => findZone(text));
  const ofProfiles = (profiles?.results ?? []).map(({ text }) => zoneOfSite(text));
  const found = [...ofCells, ...ofProfiles].filter((zone) => zone !== undefined);
  return [...new Map(found.map((zone) => [zone.code, zone])).values()].toSorted((a, b) =>
    a.code < b.code ? -1 : 1,
  );
}

/** The zone of a place as a profile has it. One that this release knows no more is in use no more. */
function zoneOfSite(text: string): Zone | undefined {
  try {
    const { zone } = resolveSite(JSON.parse(text) as NonNullable<WireProfile["input"]["site"]>);
    return zone === "unknown" ? undefined : zone;
  } catch (error) {
    if (error instanceof GrammeError) return undefined;
    throw error;
  }
}

/** A reading of long ago, or of time to come, is none of now. */
function fresh(answer: LiveAnswer, nowMs: number): LiveAnswer {
  if (answer.kind === "none") return answer;
  const at = Date.parse(answer.at);
  if (at > nowMs + HOUR_MS) return { kind: "none", reason: "the reading is of time to come" };
  return at < nowMs - STALE_MS ? { kind: "none", reason: "the newest reading is hours old" } : answer;
}

async function keep(
  { BOOK }: Pick<Env, "BOOK">,
  told: readonly { readonly zone: string; readonly provider: string; readonly answer: LiveAnswer }[],
  nowMs: number,
): Promise<void> {
  const readings = told.flatMap(({ zone, provider, answer }) =>
    answer.kind === "none"
      ? []
      : [
          [
            zone,
            Math.floor(Date.parse(answer.at) / HOUR_MS),
            provider,
            answer.accounting,
            answer.factor.value,
            answer.factor.spread,
          ],
        ],
  );
  const askings = told.map(({ zone, provider, answer }) => [
    zone,
    provider,
    answer.kind === "none" ? answer.reason : null,
  ]);
  await BOOK.batch([
    BOOK.prepare(
      `INSERT INTO grid_hours (zone, hour, provider, accounting, g_per_kwh, spread, retrieved_ms)
       SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, ?2
       FROM json_each(?1) WHERE true ON CONFLICT DO UPDATE SET accounting = excluded.accounting,
       g_per_kwh = excluded.g_per_kwh, spread = excluded.spread, retrieved_ms = excluded.retrieved_ms`,
    ).bind(JSON.stringify(readings), nowMs),
    BOOK.prepare(
      `INSERT INTO grid_asked (zone, provider, asked_ms, failure)
       SELECT value ->> 0, value ->> 1, ?2, value ->> 2 FROM json_each(?1) WHERE true
       ON CONFLICT DO UPDATE SET asked_ms = excluded.asked_ms, failure = excluded.failure`,
    ).bind(JSON.stringify(askings), nowMs),
  ]);
}
