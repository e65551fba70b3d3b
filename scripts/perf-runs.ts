/**
 * Does the ledger stand large runs, many at once? The real doors in workerd over a local D1, asked over loopback; each
 * isolate may have the 128 MB that Cloudflare gives one. Prints Markdown for docs/benchmarks.md, and ends by itself.
 *
 *   npm run perf:runs                 300 runs of some 500 kB, read by 20 at once; 8 of the largest sent at once
 *   npm run perf:runs -- --runs 100   fewer
 *   npm run perf:runs -- --heap 64    less memory than there is: does it die where it must?
 * @module
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { idempotencyKey, type WireRunsEnvelope } from "@gramme/core/wire";
import { Miniflare } from "miniflare";
import { rolldown } from "rolldown";
import { type Largeness, largeRun } from "../apps/worker/src/runs/large-run.fixture.ts";

const { values: options } = parseArgs({
  options: { runs: { type: "string", default: "300" }, heap: { type: "string", default: "128" } },
});
const worker = fileURLToPath(new URL("../apps/worker/", import.meta.url));
const RUNS = Number(options.runs);
const READERS = 20;
const SENDERS = 8;
/** Some 500 kB. */
const USUAL: Largeness = { workloads: 9, pairs: 70 };
/** What `max-pairs` allows, of as many workloads as examples/service has. */
const LARGEST: Largeness = { workloads: 9, pairs: 200 };
const HEAP_MB = Number(options.heap);

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** The doors of runs and of the read side, as one module. */
async function script(): Promise<string> {
  const entry = "\0runs";
  await using bundle = await rolldown({
    input: entry,
    external: [/^cloudflare:/u, /^node:/u],
    platform: "neutral",
    resolve: { conditionNames: ["workerd", "worker", "browser", "import"], mainFields: ["module", "main"] },
    plugins: [
      {
        name: "runs",
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) =>
          id === entry
            ? `import { ledger } from "${worker}src/ledger.ts";
               import { readDoors } from "${worker}src/read/read-doors.ts";
               import { runsDoor } from "${worker}src/runs/runs-door.ts";
               export default { fetch: ledger((app) => { runsDoor(app); readDoors(app); }).fetch };`
            : undefined,
      },
    ],
    logLevel: "warn",
  });
  const { output } = await bundle.generate({ format: "esm", codeSplitting: false });
  return output[0].code;
}

async function migrate(book: Awaited<ReturnType<Miniflare["getD1Database"]>>): Promise<void> {
  const folder = join(worker, "migrations");
  for (const file of readdirSync(folder).toSorted()) {
    const text = readFileSync(join(folder, file), "utf8").replaceAll(/--.*$/gmu, "");
    for (const statement of text.split(";").filter((part) => part.trim() !== "")) {
      await book.prepare(statement).run();
    }
  }
}

/** workerd's process: CPU time, ms; most memory it ever had, MB. */
function workerd(): { readonly pid: string; readonly cpuMs: number; readonly peakMb: number } {
  const pid = readFileSync(`/proc/self/task/${process.pid}/children`, "utf8").trim().split(" ")[0] ?? "";
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  const peak = /^VmHWM:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  // user and system time, in ticks of 10 ms
  return { pid, cpuMs: (Number(fields[11]) + Number(fields[12])) * 10, peakMb: Number(peak?.[1]) / 1000 };
}

function sending(size: Largeness, n: number): RequestInit & { readonly body: string } {
  const run = {
    ...largeRun({ ...size, seed: n + 1 }),
    started_at: new Date(Date.now() - (n + 1) * 3_600_000).toISOString(),
  };
  const source: WireRunsEnvelope["source"] = {
    repository: "acme/model",
    sha: "a".repeat(40),
    ref: "refs/heads/main",
    run_id: n + 1,
    run_attempt: 1,
    event: "push",
  };
  const envelope = { schema: "gramme/runs/1", run, source, trained: ["workload-0"] };
  return {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": idempotencyKey(source) },
    body: JSON.stringify(envelope),
  };
}

/** Status of an answer, `dead` where none came. */
async function asked(
  url: URL,
  init?: RequestInit,
): Promise<{ readonly status: string; readonly kB: number }> {
  try {
    const answer = await fetch(url, init);
    const text = await answer.text();
    return { status: `${answer.status}`, kB: text.length / 1000 };
  } catch {
    return { status: "dead", kB: 0 };
  }
}

async function atOnce(
  name: string,
  many: number,
  ask: (n: number) => Promise<{ readonly status: string; readonly kB: number }>,
): Promise<void> {
  const before = workerd();
  const start = performance.now();
  const answers = await Promise.all(Array.from({ length: many }, (_, n) => ask(n)));
  const s = (performance.now() - start) / 1000;
  const counts = Map.groupBy(answers, ({ status }) => status);
  const statuses = [...counts].map(([status, { length }]) => `${length} × ${status}`).join(", ");
  let rest = "| | |";
  try {
    const after = workerd();
    const cpu = after.pid === before.pid ? ((after.cpuMs - before.cpuMs) / many).toFixed(0) : "died";
    rest = `| ${cpu} | ${after.peakMb.toFixed(0)} |`;
  } catch {
    rest = "| died | |";
  }
  say(`| ${name} | ${many} | ${statuses} | ${s.toFixed(1)} | ${(answers[0]?.kB ?? 0).toFixed(0)} ${rest}`);
}

const folder = mkdtempSync(join(tmpdir(), "gramme-runs-"));
process.env["MINIFLARE_WORKERD_V8_FLAGS"] = `--max-old-space-size=${HEAP_MB}`;
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
        name: "runs",
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
  const book = await runtime.getD1Database("BOOK");
  await migrate(book);
  const url = await runtime.unsafeGetDirectURL();
  say(
    `${cpus().length} cores (${cpus()[0]?.model ?? "unknown"}), load ${loadavg()[0]?.toFixed(1) ?? "?"} at the start; ${HEAP_MB} MB of heap an isolate.`,
  );
  const kB = (size: Largeness): string => (sending(size, 0).body.length / 1000).toFixed(0);
  say(`${RUNS} runs of ${kB(USUAL)} kB each; the largest has ${kB(LARGEST)} kB.`);
  say("\n| what | at once | answers | s | kB an answer | CPU ms each | workerd's peak, MB |");
  say("|---|---:|---|---:|---:|---:|---:|");
  const send = (size: Largeness) => (n: number) => asked(new URL("/v1/runs", url), sending(size, n));
  const fill = async (from: number, to: number): Promise<void> => {
    for (let n = from; n < to; n += 1) {
      const { status } = await send(USUAL)(n);
      if (status !== "201") throw new Error(`run ${n}: ${status}`);
    }
  };
  await fill(0, RUNS);
  const from = new Date(Date.now() - (RUNS + 48) * 3_600_000).toISOString().slice(0, 10);
  for (const path of ["/api/phases", "/api/parity", "/api/models", "/api/runs", "/api/commits"]) {
    const at = new URL(`${path}?from=${from}`, url);
    await atOnce(path, 1, () => asked(at));
    await atOnce(path, READERS, () => asked(at));
  }
  await atOnce("/api/runs/:key", READERS, (n) => asked(new URL(`/api/runs/acme/model/${n + 1}/1/-`, url)));
  await book.prepare("UPDATE runs SET comparisons = NULL, summary_form = NULL, summary = NULL").run();
  const phases = new URL(`/api/phases?from=${from}`, url);
  await atOnce("/api/phases, runs without summaries", READERS, () => asked(phases));
  await atOnce("/api/phases, after that", READERS, () => asked(phases));
  await atOnce("POST /v1/runs, the largest", SENDERS, (n) => send(LARGEST)(RUNS + n));
} finally {
  await runtime.dispose();
  rmSync(folder, { recursive: true, force: true });
}
