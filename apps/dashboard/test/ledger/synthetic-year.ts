/**
 * A synthetic year of a hundred models, written into the book as shards would have written it: no door takes what is older
 * than a month. The project says that it was made up.
 * @module
 */
import { COUNTERS } from "@gramme/core";
import type { Book } from "./served-ledger.ts";

/** Its tenant. */
export const YEAR = "year";
/** What its pages say across their top. */
export const SYNTHETIC = "a year of 100 models for a test, by apps/dashboard/test/ledger/synthetic-year.ts";

const MODELS = 100;
const DAYS = 365;
const DAY_MS = 86_400_000;
const TASKS = [
  "text-generation",
  "text-classification",
  "image-classification",
  "automatic-speech-recognition",
  "image-to-text",
  "feature-extraction",
  "text-to-image",
  "object-detection",
];
const LABELS = [
  "phase",
  "task",
  "model",
  "model_version",
  "route",
  "profile",
  "profile_version",
  "zone",
  "timing",
];

/** Fills the book. Twice the requests at its end as at its start, fewer on two days of seven, each model its own amount. */
export async function fillSyntheticYear(book: Book): Promise<void> {
  const today = Math.floor(Date.now() / DAY_MS);
  const models = Array.from({ length: MODELS }, (_, n) => modelOf(n));
  await run(
    book,
    "INSERT INTO projects (tenant, stated, synthetic) VALUES (?, ?, ?)",
    YEAR,
    JSON.stringify({ name: "Everything", budget: { co2e_g: 4e6, per: "year", boundary: "facility" } }),
    SYNTHETIC,
  );
  await run(
    book,
    `INSERT INTO dims (tenant, id, ${LABELS.join(", ")})
     SELECT ?, value ->> 'id', ${LABELS.map((name) => `value ->> '${name}'`).join(", ")} FROM json_each(?)`,
    YEAR,
    JSON.stringify(models),
  );
  await run(
    book,
    "INSERT INTO profiles (tenant, id, version, created_ms, corrects, body) SELECT ?, value ->> 'id', 1, 0, NULL, value FROM json_each(?)",
    YEAR,
    JSON.stringify(
      models.flatMap(({ profile, input }) => (profile === "" ? [] : [profileOf(profile, input)])),
    ),
  );
  const amounts: Readonly<Record<string, string>> = {
    count: "c",
    timed: "c",
    tokened: "c",
    duration_us: "c * 90000",
    share_us: "c * 70000",
    input_tokens: "c * 300",
    output_tokens: "c * 100",
  };
  await run(
    book,
    `WITH RECURSIVE t(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM t WHERE n + 1 < ${DAYS}),
     made AS (
       SELECT n, value ->> 'id' AS dims, CAST(
         (value ->> 'per_day') * (1 + n / ${DAYS}.0) * (CASE n % 7 WHEN 5 THEN 0.4 WHEN 6 THEN 0.3 ELSE 1 END)
         * (0.8 + ((n * 7919 + (value ->> 'seed') * 104729) % 400) / 1000.0) AS INTEGER) AS c
       FROM t, json_each(?)
     )
     INSERT INTO days (tenant, day, dims, shard, revision, ${COUNTERS.join(", ")})
     SELECT ?, ${today - DAYS + 1} + n, dims, 0, 1, ${COUNTERS.map((name) => amounts[name] ?? "0").join(", ")} FROM made`,
    JSON.stringify(models),
    YEAR,
  );
}

async function run(book: Book, sql: string, ...values: readonly unknown[]): Promise<void> {
  await book
    .prepare(sql)
    .bind(...values)
    .run();
}

function modelOf(n: number) {
  return {
    id: `${n}`.padStart(4, "0").repeat(8),
    phase: "inference",
    task: TASKS[n % TASKS.length],
    model: `acme/model-${n}`,
    model_version: "v1",
    route: "/v1/ask",
    // one in five is known by published rates alone
    profile: n % 5 === 0 ? "" : `profile-${n}`,
    profile_version: n % 5 === 0 ? 0 : 1,
    zone: ["FRA", "DEU", ""][n % 3],
    timing: "wall",
    seed: n,
    per_day: 200 + ((n * 613) % 3000),
    input: [
      { kind: "per-inference", energy_j: 3, rung: "share", site: { zone: "FRA", pue: 1.2 } },
      { kind: "power", power_w: 200, rung: "node", site: { zone: "DEU", pue: 1.3 } },
      {
        kind: "tokens",
        j_per_input_token: 0.01,
        j_per_output_token: 0.3,
        rung: "node",
        site: { zone: "FRA" },
      },
    ][n % 3],
  };
}

function profileOf(id: string, input: unknown): object {
  return { id, version: 1, created_at: "2026-01-01T00:00:00.000Z", input };
}
