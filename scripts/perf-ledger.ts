/**
 * How fast does the ledger count, and what does it write? Beside it stands a Durable Object that does next to nothing:
 * it gets 1000 events that are parsed already, adds them up and stores the sums, unchecked. Both in one workerd, in
 * turns. The machine may be busy: CPU time tells more than events a second.
 *
 * Ends by itself, in less than 90 s.
 * @module
 */
import { readdirSync, readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { Miniflare } from "miniflare";
import { bundled } from "../apps/worker/src/serve/bundle.ts";
import { migrateBook } from "../apps/worker/src/serve/book-migrations.ts";
import { WORKER_FOLDER, wranglerConfig } from "../apps/worker/src/serve/wrangler-config.ts";

const EVENTS = 1000;
const BATCHES_A_ROUND = 60;
const ROUNDS = 9;
/** Batches on the way at once. */
const AT_ONCE = 4;
const LONGEST_S = 80;
const MODELS = ["bert-mini", "whisper-tiny", "vit-base", "llama-3-8b", "clip-vit-b32"];

/** Sets beside the ledger the bare object, and counts what the shard writes. */
const PERF_WORKER = `
import { DurableObject } from "cloudflare:workers";
import ledger, { MeterShard as Shard } from "./worker.js";

let rows = 0;
export class MeterShard extends Shard {
  constructor(ctx, env) {
    const { storage } = ctx;
    const exec = storage.sql.exec.bind(storage.sql);
    Object.assign(storage.sql, { exec(...all) { const cursor = exec(...all); rows += cursor.rowsWritten; return cursor; } });
    const setAlarm = storage.setAlarm.bind(storage);
    Object.assign(storage, { setAlarm(at) { rows += 1; return setAlarm(at); } });
    super(ctx, env);
  }
}

export class Bare extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS cells (k TEXT PRIMARY KEY, n INTEGER, us INTEGER, tokens INTEGER) WITHOUT ROWID");
    ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS producers (p TEXT PRIMARY KEY, seq INTEGER) WITHOUT ROWID");
  }
  record(producer, seq, events) {
    const cells = new Map();
    for (const e of events) {
      const key = Math.floor(e.at_unix_ms / 3600000) + e.task + e.model;
      const cell = cells.get(key);
      if (cell === undefined) cells.set(key, { n: 1, us: Math.round(e.duration_ms * 1000), tokens: e.input_tokens + e.output_tokens });
      else { cell.n += 1; cell.us += Math.round(e.duration_ms * 1000); cell.tokens += e.input_tokens + e.output_tokens; }
    }
    const { sql } = this.ctx.storage;
    this.ctx.storage.transactionSync(() => {
      for (const [key, { n, us, tokens }] of cells) {
        sql.exec("INSERT INTO cells VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n, us = us + excluded.us, tokens = tokens + excluded.tokens", key, n, us, tokens);
      }
      sql.exec("INSERT OR REPLACE INTO producers VALUES (?, ?)", producer, seq);
    });
    return events.length;
  }
}

export default {
  async fetch(request, env, ctx) {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/rows") return Response.json(rows);
    if (pathname !== "/bare") return ledger.fetch(request, env, ctx);
    const { events } = await request.json();
    const stub = env.BARE.get(env.BARE.idFromName("bare"));
    const batches = Number(searchParams.get("batches"));
    let sent = 0;
    const loop = async () => { while (sent < batches) { sent += 1; await stub.record("p", sent, events); } };
    await Promise.all(Array.from({ length: Number(searchParams.get("at-once")) }, loop));
    return Response.json(batches * events.length);
  },
};
`;

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const config = await wranglerConfig();
const runtime = new Miniflare({
  host: "127.0.0.1",
  port: 0,
  cf: false,
  telemetry: { enabled: false },
  logRequests: false,
  workers: [
    {
      config: {
        name: "perf",
        compatibilityDate: config.compatibility_date,
        compatibilityFlags: config.compatibility_flags,
        env: {
          ACCESS: { type: "text", value: "loopback" },
          SHARDS: { type: "durable-object", worker: "perf", exportName: "MeterShard" },
          BARE: { type: "durable-object", worker: "perf", exportName: "Bare" },
          BOOK: { type: "d1", id: "book" },
        },
        exports: {
          MeterShard: { type: "durable-object", storage: "sqlite" },
          Bare: { type: "durable-object", storage: "sqlite" },
        },
        manifest: {
          mainModule: "perf.js",
          modules: {
            "perf.js": { type: "esm", contents: PERF_WORKER },
            "worker.js": { type: "esm", contents: await bundled(config) },
          },
        },
      },
      dev: { unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }] },
    },
  ],
});

/** CPU time of the workerd that this process started, s. */
function cpuSeconds(): number {
  let ticks = 0;
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/u.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      // what follows the name in brackets: state, parent, …, user time, system time
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      const ours = fields[1] === String(process.pid) && stat.includes("(workerd)");
      if (ours) ticks += Number(fields[11]) + Number(fields[12]);
    } catch {
      // a process that ended meanwhile
    }
  }
  return ticks / 100;
}

const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
function post(
  url: URL,
  ...parts: readonly Buffer[]
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    const headers = { "content-type": "application/json", "content-length": length };
    const sent = request(url, { method: "POST", agent, headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (part: string) => (text += part));
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    sent.on("error", reject);
    for (const part of parts) sent.write(part);
    sent.end();
  });
}

try {
  await runtime.ready;
  await migrateBook(await runtime.getD1Database("BOOK"), join(WORKER_FOLDER, "migrations"));
  const book = await runtime.getD1Database("BOOK");
  await book.prepare("INSERT INTO profiles VALUES ('local', 'gpu', 1, 0, NULL, '{}')").run();
  const origin = await runtime.unsafeGetDirectURL("perf");

  const events = Array.from({ length: EVENTS }, (_, n) => ({
    at_unix_ms: Date.now() - n,
    task: "text-generation",
    model: MODELS[n % MODELS.length],
    model_version: "2026-11-01",
    route: "/v1/chat/:id",
    profile: "gpu",
    timing: "wall",
    duration_ms: 12.5 + (n % 97) * 1.37,
    in_flight: 1 + (n % 7) * 0.25,
    input_tokens: 100 + n,
    output_tokens: 20 + (n % 300),
  }));
  const parsed = Buffer.from(JSON.stringify({ events }));
  const rest = parsed.subarray(1);
  let seq = 0;

  const rounds = {
    bare: async (): Promise<void> => {
      const url = new URL(`/bare?batches=${BATCHES_A_ROUND}&at-once=${AT_ONCE}`, origin);
      const { status } = await post(url, parsed);
      if (status !== 200) throw new Error(`the bare object answered ${status}`);
    },
    ledger: async (): Promise<void> => {
      const last = seq + BATCHES_A_ROUND;
      const url = new URL("/v1/events", origin);
      const loop = async (): Promise<void> => {
        while (seq < last) {
          seq += 1;
          const head = `{"schema":"gramme/events/1","producer":"perf","seq":${seq},`;
          const { status, text } = await post(url, Buffer.from(head), rest);
          if (status !== 200 || !text.includes(`"accepted":${EVENTS}`)) {
            throw new Error(`the ledger answered ${status}: ${text.slice(0, 300)}`);
          }
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, loop));
    },
  };
  const rowsWritten = async (): Promise<number> => Number((await post(new URL("/rows", origin))).text);

  interface Round {
    readonly perSecond: number;
    readonly cpuMicros: number;
  }
  const measured = async (round: () => Promise<void>): Promise<Round> => {
    const [start, cpu] = [performance.now(), cpuSeconds()];
    await round();
    const counted = BATCHES_A_ROUND * EVENTS;
    return {
      perSecond: counted / ((performance.now() - start) / 1000),
      cpuMicros: ((cpuSeconds() - cpu) * 1e6) / counted,
    };
  };

  const until = performance.now() + LONGEST_S * 1000;
  await rounds.bare();
  await rounds.ledger();
  const rowsBefore = await rowsWritten();
  const bare: Round[] = [];
  const whole: Round[] = [];
  while (whole.length < ROUNDS && performance.now() < until) {
    bare.push(await measured(rounds.bare));
    whole.push(await measured(rounds.ledger));
  }
  const counted = whole.length * BATCHES_A_ROUND * EVENTS;
  const rows = ((await rowsWritten()) - rowsBefore) / counted;

  const row = (name: string, all: readonly Round[]): void => {
    const perSecond = median(all.map((round) => round.perSecond));
    const cpu = median(all.map((round) => round.cpuMicros));
    say(`| ${name} | ${Math.round(perSecond).toLocaleString("en")} | ${cpu.toFixed(2)} |`);
  };
  say(
    `${parsed.length} bytes a batch of ${EVENTS} events, ${MODELS.length} cells, ${AT_ONCE} batches at once;`,
  );
  say(
    `medians of ${whole.length} rounds each, in turns, of ${BATCHES_A_ROUND} batches; Node ${process.versions.node}\n`,
  );
  say("| | events/s | CPU of workerd, µs an event |");
  say("|---|---:|---:|");
  row("bare Durable Object, events parsed", bare);
  row("ledger, HTTP to durable ack", whole);
  const ratios = (of: (a: Round, b: Round) => number): string =>
    `${(100 * median(whole.map((round, n) => of(round, bare[n] ?? round)))).toFixed(0)} %`;
  say(
    `\nLedger ÷ bare, pair by pair: ${ratios((a, b) => a.perSecond / b.perSecond)} of its events a second,`,
  );
  say(`${ratios((a, b) => b.cpuMicros / a.cpuMicros)} of its events per CPU second.`);
  say(`Rows written per event by the shard, alarms and write-up included: ${rows.toFixed(4)}.`);
} finally {
  agent.destroy();
  await runtime.dispose();
}
