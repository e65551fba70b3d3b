/**
 * A book to read: cells as shards write them up, profiles and runs as people send them, and a reader.
 * @module
 */
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { COUNTERS, type Counters, NO_COUNTERS } from "@gramme/core";
import type { WireCalibration, WireProblem, WireProfileInput, WireRunsEnvelope } from "@gramme/core/wire";
import type { Env } from "../env.ts";
import { ledger } from "../ledger.ts";
import { metricsDoor } from "../metrics/metrics-door.ts";
import { forgetProfileVersions } from "../profiles/registry.ts";
import { bookRun as writeRun } from "../runs/book-run.ts";
import { type Dims, DIMS } from "../shard/contract.ts";
import { forgetRecordedFactors } from "./factor-values.ts";
import { readDoors } from "./read-doors.ts";

/** The platform's bindings, on loopback. */
export const here = { ...(env as unknown as Env), ACCESS: "loopback" } as Env;

const app = ledger((doors) => {
  readDoors(doors);
  metricsDoor(doors);
});

/** Forgets what an isolate remembers of the book of the test before. */
export function forget(): void {
  forgetProfileVersions();
  forgetRecordedFactors();
}

/** Hours since 1970 of a datetime. */
export function hourOf(at: string): number {
  return Math.floor(Date.parse(at) / 3_600_000);
}

/** Whole days before now, as a date. */
export function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}

const LABELS: Dims = {
  phase: "inference",
  task: "text-generation",
  model: "acme/chat",
  model_version: "v1",
  route: "/chat",
  profile: "",
  profile_version: 0,
  zone: "",
  timing: "",
};

/** One hour's cell, into `hours` and, added up, into `days`, as a write-up leaves it. */
export interface CellFixture {
  readonly at: string;
  readonly labels?: Partial<Dims>;
  readonly counters: Partial<Counters>;
  readonly tenant?: string;
  readonly shard?: number;
}

function marks(many: number): string {
  return Array.from({ length: many }, () => "?").join(", ");
}

/** Writes cells into the book. */
export async function bookCells(cells: readonly CellFixture[]): Promise<void> {
  const { BOOK } = here;
  const counters = COUNTERS.join(", ");
  await BOOK.batch(
    cells.flatMap(({ at, labels, counters: some, tenant = "local", shard = 0 }) => {
      const dims: Dims = { ...LABELS, ...labels };
      const id = JSON.stringify([tenant, ...DIMS.map((name) => dims[name])]);
      const values = COUNTERS.map((name) => ({ ...NO_COUNTERS, ...some })[name]);
      const hour = hourOf(at);
      const adding = COUNTERS.map((name) => `${name} = ${name} + excluded.${name}`).join(", ");
      return [
        BOOK.prepare(
          `INSERT OR IGNORE INTO dims (id, tenant, ${DIMS.join(", ")}) VALUES (${marks(DIMS.length + 2)})`,
        ).bind(id, tenant, ...DIMS.map((name) => dims[name])),
        BOOK.prepare(
          `INSERT INTO hours (tenant, hour, dims, shard, revision, ${counters}) VALUES (${marks(COUNTERS.length + 5)})`,
        ).bind(tenant, hour, id, shard, 1, ...values),
        BOOK.prepare(
          `INSERT INTO days (tenant, day, dims, shard, revision, ${counters}) VALUES (${marks(COUNTERS.length + 5)})
           ON CONFLICT DO UPDATE SET ${adding}`,
        ).bind(tenant, Math.floor(hour / 24), id, shard, 1, ...values),
      ];
    }),
  );
}

/** Writes a version of a profile into the book. */
export async function bookProfile(
  id: string,
  version: number,
  input: WireProfileInput,
  {
    createdAt = "2026-01-01T00:00:00.000Z",
    calibration,
    tenant = "local",
  }: { readonly createdAt?: string; readonly calibration?: WireCalibration; readonly tenant?: string } = {},
): Promise<void> {
  const body = {
    id,
    version,
    created_at: createdAt,
    input,
    ...(calibration === undefined ? {} : { calibration }),
  };
  await here.BOOK.prepare("INSERT INTO profiles VALUES (?, ?, ?, ?, ?, ?)")
    .bind(tenant, id, version, Date.parse(createdAt), input.corrects ?? null, JSON.stringify(body))
    .run();
}

/** Writes a run into the book, as the door of runs does. */
export async function bookRun(key: string, envelope: WireRunsEnvelope, tenant = "local"): Promise<void> {
  const startedMs = Date.parse(envelope.run.started_at);
  const { source } = envelope;
  const nowMs = startedMs + 1000;
  await writeRun(here, tenant, { envelope, source, key, job: undefined, startedMs, nowMs });
}

/** Asks the read side, and waits for what it leaves behind. */
export async function ask(
  path: string,
  { headers = {}, bindings = here }: { readonly headers?: HeadersInit; readonly bindings?: Env } = {},
): Promise<Response> {
  const context = createExecutionContext();
  const answer = await app.fetch(new Request(`http://127.0.0.1:8787${path}`, { headers }), bindings, context);
  const whole = new Response(await answer.text(), answer);
  await waitOnExecutionContext(context);
  return whole;
}

/** The answer's JSON, in the form that the wire promises. Throws where it is another. */
export async function answerOf<T>(form: { readonly parse: (value: unknown) => T }, path: string): Promise<T> {
  const answer = await ask(path);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
  return form.parse(JSON.parse(text));
}

/** The refusal of a request. */
export async function refusalOf(path: string): Promise<WireProblem> {
  const answer = await ask(path);
  if (answer.ok) throw new Error(`${path} was answered`);
  return await answer.json();
}
