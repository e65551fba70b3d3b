/**
 * How long the read side takes over a year of 100 models: the real doors in workerd over a local D1, asked over loopback.
 * Nothing is cached between requests but what a Worker's isolate keeps by itself (the key's and profiles' registry are not
 * in these paths). Prints Markdown for docs/benchmarks.md.
 *
 *   npm run perf:reads            a year by day, and 90 days by hour
 *   npm run perf:reads -- --hours a year by hour too (some 900,000 rows more; takes a minute to fill)
 * @module
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { DIMS } from "../apps/worker/src/shard/contract.ts";
import { COUNTERS } from "@gramme/core";
import { Miniflare } from "miniflare";
import { rolldown } from "rolldown";

const { values: options } = parseArgs({
  options: { hours: { type: "boolean", default: false }, requests: { type: "string", default: "40" } },
});
const worker = fileURLToPath(new URL("../apps/worker/", import.meta.url));
const REQUESTS = Number(options.requests);
const MODELS = 100;
const DAYS = 365;
const HOURLY_DAYS = options.hours ? DAYS : 90;
const TASKS = [
  "text-generation",
  "text-classification",
  "image-classification",
  "automatic-speech-recognition",
];

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** The read side alone, as one module. */
async function script(): Promise<string> {
  const entry = "\0reads";
  await using bundle = await rolldown({
    input: entry,
    external: [/^cloudflare:/u, /^node:/u],
    platform: "neutral",
    resolve: { conditionNames: ["workerd", "worker", "browser", "import"], mainFields: ["module", "main"] },
    plugins: [
      {
        name: "reads",
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) =>
          id === entry
            ? `import { ledger } from "${worker}src/ledger.ts";
               import { readDoors } from "${worker}src/read/read-doors.ts";
               export default { fetch: ledger((app) => readDoors(app)).fetch };`
            : undefined,
      },
    ],
    logLevel: "warn",
  });
  const { output } = await bundle.generate({ format: "esm", codeSplitting: false });
  return output[0].code;
}

/** Fills the book where it lies: the rows are made by SQL. */
async function fill(book: Awaited<ReturnType<Miniflare["getD1Database"]>>, today: number): Promise<void> {
  for (const file of readdirSync(`${worker}migrations`).toSorted()) {
    const migration = readFileSync(`${worker}migrations/${file}`, "utf8").replaceAll(/--.*$/gmu, "");
    for (const statement of migration.split(";").filter((text) => text.trim() !== "")) {
      await book.prepare(statement).run();
    }
  }
  // each model has its own way: stated, by power, by tokens, none
  const labels = Array.from({ length: MODELS }, (_, n) => ({
    id: `${n}`.padStart(4, "0").repeat(8),
    phase: "inference",
    task: TASKS[n % TASKS.length] ?? "unknown",
    model: `acme/model-${n}`,
    model_version: "v1",
    route: "/v1/chat",
    profile: n % 5 === 0 ? "" : `profile-${n}`,
    profile_version: n % 5 === 0 ? 0 : 1,
    zone: ["FRA", "DEU", ""][n % 3],
    timing: "wall",
  }));
  const site = { zone: "FRA", pue: 1.2 };
  const inputs = labels
    .filter(({ profile }) => profile !== "")
    .map(({ profile }, n) => ({
      id: profile,
      version: 1,
      created_at: "2026-01-01T00:00:00.000Z",
      input: [
        { kind: "per-inference", energy_j: 3, rung: "share", site },
        { kind: "power", power_w: 200, rung: "node", site },
        { kind: "tokens", j_per_input_token: 0.01, j_per_output_token: 0.3, rung: "node", site },
      ][n % 3],
    }));
  const columns = [...DIMS, "id"];
  await book
    .prepare(
      `INSERT INTO dims (tenant, ${columns.join(", ")}) SELECT 'local', ${columns
        .map((name) => `value ->> '${name}'`)
        .join(", ")} FROM json_each(?)`,
    )
    .bind(JSON.stringify(labels))
    .run();
  await book
    .prepare(`INSERT INTO profiles SELECT 'local', value ->> 'id', 1, 0, NULL, value FROM json_each(?)`)
    .bind(JSON.stringify(inputs))
    .run();
  const counters = COUNTERS.map(
    (name) =>
      ({
        count: "1000 + (n * 7) % 900",
        timed: "1000 + (n * 7) % 900",
        tokened: "1000 + (n * 7) % 900",
        duration_us: "90000000 + n % 1000",
        share_us: "80000000 + n % 1000",
        input_tokens: "300000 + n % 777",
        output_tokens: "100000 + n % 555",
      })[name as string] ?? "0",
  ).join(", ");
  const rows = (table: string, from: number, to: number): string =>
    `WITH RECURSIVE t(n) AS (SELECT ${from} UNION ALL SELECT n + 1 FROM t WHERE n + 1 < ${to})
     INSERT INTO ${table} (tenant, ${table === "days" ? "day" : "hour"}, dims, shard, revision, ${COUNTERS.join(", ")})
     SELECT 'local', n, id, 0, 1, ${counters} FROM t, dims`;
  await book.prepare(rows("days", today - DAYS + 1, today + 1)).run();
  for (let day = today - HOURLY_DAYS + 1; day <= today; day += 10) {
    await book.prepare(rows("hours", day * 24, Math.min(day + 10, today + 1) * 24)).run();
  }
}

/** CPU time of the processes that this one started, ms: steadier than the clock on a machine that others use too. */
function childrenCpuMs(): number {
  const children = readFileSync(`/proc/self/task/${process.pid}/children`, "utf8").trim().split(" ");
  return children
    .filter((pid) => pid !== "")
    .map((pid) => {
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
      // user and system time, in ticks of 10 ms
      return (Number(fields[11]) + Number(fields[12])) * 10;
    })
    .reduce((sum, ms) => sum + ms, 0);
}

const folder = mkdtempSync(join(tmpdir(), "gramme-reads-"));
const runtime = new Miniflare({
  host: "127.0.0.1",
  port: 0,
  cf: false,
  enableDevRegistry: false,
  telemetry: { enabled: false },
  logRequests: false,
  resourcePersistencePath: folder,
  workers: [
    {
      config: {
        name: "reads",
        compatibilityDate: "2026-11-01",
        compatibilityFlags: ["nodejs_compat"],
        env: { BOOK: { type: "d1", id: "book" }, ACCESS: { type: "text", value: "loopback" } },
        manifest: {
          mainModule: "worker.js",
          modules: { "worker.js": { type: "esm", contents: await script() } },
        },
      },
      // past miniflare's own front
      dev: { unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }] },
    },
  ],
});
try {
  await runtime.ready;
  const url = await runtime.unsafeGetDirectURL();
  const day = 86_400_000;
  const today = Math.floor(Date.now() / day);
  const date = (at: number): string => new Date(at * day).toISOString().slice(0, 10);
  const filling = performance.now();
  await fill(await runtime.getD1Database("BOOK"), today);
  say(`Filled in ${((performance.now() - filling) / 1000).toFixed(0)} s.`);
  const year = `from=${date(today - DAYS + 1)}&to=${date(today)}`;
  const month = `from=${date(today - 29)}&to=${date(today)}`;
  const from = `${date(today - 60)}T05:00Z`;
  const cases: readonly (readonly [name: string, path: string])[] = [
    ["summary of a year by model", `/api/summary?${year}&by=model`],
    ["summary of a year by modality", `/api/summary?${year}&by=modality`],
    ["summary, 60 days from 5 o'clock", `/api/summary?from=${from}&by=model`],
    ["series of a year by month and model", `/api/series?${year}&step=month&by=model`],
    ["series of a year by day and modality", `/api/series?${year}&step=day&by=modality`],
    ["series of a year by day", `/api/series?${year}&step=day`],
    ["series of a year by week and model", `/api/series?${year}&step=week&by=model`],
    ["series of 30 days by day and model", `/api/series?${month}&step=day&by=model`],
    ["series of 30 days by hour", `/api/series?${month}&step=hour`],
  ];
  say(
    `${cpus().length} cores (${cpus()[0]?.model ?? "unknown"}), load ${loadavg()[0]?.toFixed(1) ?? "?"} at the start.`,
  );
  say(
    `${MODELS} models, ${DAYS} days by day, ${HOURLY_DAYS} days by hour; ${REQUESTS} requests each, one at a time.`,
  );
  say("\n| answer | kB | CPU ms | cold ms | median ms | fastest ms |");
  say("|---|---:|---:|---:|---:|---:|");
  for (const [name, path] of cases) {
    const times: number[] = [];
    let bytes = 0;
    let cpu = 0;
    for (let n = 0; n < REQUESTS + 1; n += 1) {
      const start = performance.now();
      const answer = await fetch(new URL(path, url));
      const text = await answer.text();
      times.push(performance.now() - start);
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
      bytes = text.length;
      // the first compiles and fills caches
      if (n === 0) cpu = childrenCpuMs();
    }
    const cpuMs = (childrenCpuMs() - cpu) / REQUESTS;
    const [cold = Number.NaN, ...warm] = times;
    say(
      `| ${name} | ${(bytes / 1000).toFixed(0)} | ${cpuMs.toFixed(0)} | ${cold.toFixed(0)} | ${median(warm).toFixed(1)} | ${Math.min(...warm).toFixed(1)} |`,
    );
  }
} finally {
  await runtime.dispose();
  rmSync(folder, { recursive: true, force: true });
}
