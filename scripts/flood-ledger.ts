/**
 * Does the ledger stand a flood? Serves it as `gramme serve` does, and sends it 100,000 requests that mean no good, of
 * every kind that could be thought of, with good batches in between, each of them twice. In the end: no answer of 500 or
 * more, totals that are exactly those of the good batches, and nothing of a hostile body in the log.
 *
 * On loopback only. Ends by itself, after some minutes at most.
 * `node scripts/flood-ledger.ts [REQUESTS] [SEED]`
 * @module
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import {
  bomb,
  CANARY,
  type HostileRequest,
  hostileRequest,
  labelExplosion,
  oversized,
  seeded,
} from "../apps/worker/src/intake/hostile.fixture.ts";
import { serve } from "../apps/worker/src/serve/serve.ts";

const REQUESTS = Number(process.argv[2] ?? 100_000);
const SEED = Number(process.argv[3] ?? 20_261_123);
const AT_ONCE = 8;
const LONGEST_MS = 480_000;
const GOOD_EVERY = 20;
const LONGEST_PAUSE_MS = 65_000;

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
interface Answer {
  readonly status: number;
  readonly text: string;
}
function sent(
  url: string,
  { method, path, headers, body }: Omit<HostileRequest, "kind" | "wants">,
): Promise<Answer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const out = request({ hostname, port, method, path, headers, agent }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (part: string) => (text += part));
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text }));
      answer.on("error", reject);
    });
    out.on("error", reject);
    out.end(body);
  });
}

/** What no client library sends: broken requests, and ones that break off. Gives the status, 0 where none came. */
function sentRaw(url: string, text: string): Promise<number> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(Number(port), hostname, () => socket.end(text));
    socket.setEncoding("utf8");
    socket.on("data", (part: string) => (answer += part));
    socket.on("error", () => resolve(0));
    socket.on("close", () => resolve(Number(/^HTTP\/1\.1 (\d{3})/u.exec(answer)?.[1] ?? 0)));
  });
}

const LINES = `host: 127.0.0.1\r\ncontent-type: application/json\r\n`;
const RAW: readonly string[] = [
  `POST /v1/events HTTP/1.1\r\n${LINES}content-length: 5000\r\n\r\n{"schema":"${CANARY}`,
  `POST /v1/events HTTP/1.1\r\n${LINES}content-length: -1\r\n\r\n{}`,
  `POST /v1/events HTTP/1.1\r\n${LINES}content-length: 2\r\ncontent-length: 3\r\n\r\n{}x`,
  `POST /v1/events HTTP/1.1\r\n${LINES}transfer-encoding: chunked\r\n\r\nzz\r\n${CANARY}\r\n0\r\n\r\n`,
  `POST /v1/events HTTP/1.1\r\n${LINES}transfer-encoding: chunked\r\n\r\nfffff\r\n${CANARY}`,
  `POST /v1/events HTTP/1.1\r\n${LINES}x-${CANARY}\r\n\r\n`,
  `${CANARY}\r\n\r\n`,
  `POST /v1/events HTTP/9.9\r\n\r\n`,
];

const random = seeded(SEED);
const packed = Uint8Array.from(gzipSync(new Uint8Array(100_000_000), { level: 9 }));
// one moment for all, so that totals are of one hour
const nowMs = Date.now();

function hostileAt(n: number): HostileRequest {
  if (n % 500 === 0) return oversized(random);
  if (n % 500 === 1) return bomb(packed);
  if (n % 5000 === 2) return labelExplosion(random, nowMs, 1000);
  return hostileRequest(random, nowMs);
}

const folder = mkdtempSync(join(tmpdir(), "gramme-flood-"));
const log: string[] = [];
const kinds = new Map<string, { sent: number; readonly statuses: Map<number, number> }>();
const wrong: string[] = [];
const counted = { good: 0, batches: 0, booms: 0 };

function note({ kind, wants }: HostileRequest, { status, text }: Answer): void {
  const row = kinds.get(kind) ?? { sent: 0, statuses: new Map<number, number>() };
  row.sent += 1;
  row.statuses.set(status, (row.statuses.get(status) ?? 0) + 1);
  kinds.set(kind, row);
  if (!wants.includes(status)) wrong.push(`${kind}: ${status} ${text.slice(0, 200)}`);
  if (status === 200) counted.booms += (JSON.parse(text) as { readonly accepted: number }).accepted;
}

async function sendGood(url: string, seq: number): Promise<void> {
  const event = { at_unix_ms: nowMs, task: "text-classification", model: "good", zone: "FR", count: seq };
  const events = [event, { ...event, count: 1, input_tokens: seq, output_tokens: 2 }];
  const body = JSON.stringify({ schema: "gramme/events/1", producer: `good-${seq % 7}`, seq, events });
  const good = { method: "POST", path: "/v1/events", headers: { "content-type": "application/json" }, body };
  const answers = await Promise.all([sent(url, good), sent(url, good)]);
  const acks = answers.map(({ text }) => JSON.parse(text) as { readonly accepted?: number });
  const taken = acks.reduce((sum, ack) => sum + (ack.accepted ?? 0), 0);
  if (taken !== 2) wrong.push(`a good batch, sent twice, was taken ${taken / 2} times`);
  counted.good += seq + 1;
  counted.batches += 1;
}

interface Totals {
  readonly boom: number;
  readonly labels: number;
  readonly count: number;
  readonly input_tokens: number;
}

/** What the book says, read from its file: nobody else has it open by then. */
function bookTotals(): readonly Totals[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  for (const file of files.filter((name) => name.endsWith(".sqlite"))) {
    const book = new DatabaseSync(join(folder, file), { readOnly: true });
    try {
      if (book.prepare("SELECT 1 FROM sqlite_master WHERE name = 'dims'").get() === undefined) continue;
      const totals = book.prepare(
        `SELECT d.model LIKE 'boom-%' AS boom, count(DISTINCT d.id) AS labels, sum(count) AS count,
        sum(input_tokens) AS input_tokens FROM hours JOIN dims d ON d.id = hours.dims GROUP BY 1 ORDER BY 1`,
      );
      return totals.all() as unknown as readonly Totals[];
    } finally {
      book.close();
    }
  }
  return [];
}

try {
  const start = performance.now();
  const ledger = await serve({ data: folder, port: 0, tell: (line) => log.push(line) });
  const peakMb = (): number => {
    const status = readFileSync(`/proc/${ledger.runtimePid() ?? 0}/status`, "utf8");
    return Math.round(Number(/VmHWM:\s+(\d+)/u.exec(status)?.[1] ?? 0) / 1024);
  };
  let next = 0;
  const loop = async (): Promise<void> => {
    while (next < REQUESTS && performance.now() - start < LONGEST_MS) {
      const n = next;
      next += 1;
      const hostile = hostileAt(n);
      note(hostile, await sent(ledger.url, hostile));
      if (n % 200 === 3) {
        const text = RAW[((n / 200) % RAW.length) | 0] ?? "";
        const raw = { kind: "broken HTTP", method: "", path: "", headers: {}, wants: [0, 400, 501, 505] };
        note(raw, { status: await sentRaw(ledger.url, text), text: "" });
      }
      if (n % GOOD_EVERY === 0) await sendGood(ledger.url, n / GOOD_EVERY + 1);
      if (n > 0 && n % 20_000 === 0) say(`${n} …`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, loop));
  const seconds = (performance.now() - start) / 1000;
  const memory = peakMb();
  say("waiting for the last write-up, which comes a minute after the last change at most");
  await sleep(LONGEST_PAUSE_MS);
  await ledger.close();

  say("\n| kind | sent | answers |\n|---|---:|---|");
  for (const [kind, row] of [...kinds].toSorted(([a], [b]) => a.localeCompare(b))) {
    const answers = [...row.statuses]
      .toSorted(([a], [b]) => a - b)
      .map(([status, n]) => `${status || "none"} × ${n}`);
    say(`| ${kind} | ${row.sent} | ${answers.join(", ")} |`);
  }
  const hostile = [...kinds.values()].reduce((sum, row) => sum + row.sent, 0);
  say(
    `\n${hostile} hostile requests and ${2 * counted.batches} good ones in ${seconds.toFixed(0)} s, seed ${SEED};`,
  );
  say(`workerd held ${memory} MB at most.`);

  const [good, boom] = bookTotals();
  const check = (what: string, found: unknown, wanted: unknown): void => {
    const right = JSON.stringify(found) === JSON.stringify(wanted);
    say(
      `${right ? "right" : "WRONG"}: ${what}: ${JSON.stringify(found)}${right ? "" : `, wanted ${JSON.stringify(wanted)}`}`,
    );
    if (!right) process.exitCode = 1;
  };
  const seqs = (counted.batches * (counted.batches + 1)) / 2;
  check("inferences of good batches in the book", good?.count, counted.good);
  check("tokens of good batches in the book", good?.input_tokens, seqs);
  check("labels of good batches", good?.labels, 1);
  check("events of the label explosion, in the book as in the acks", boom?.count ?? 0, counted.booms);
  check("labels in all within the limit", (good?.labels ?? 0) + (boom?.labels ?? 0) <= 2000, true);
  check("answers that are not right", wrong.slice(0, 10), []);
  const leaked = log.filter((line) => line.includes(CANARY) || line.includes("hunter2"));
  check("lines of the log with something of a body", leaked.length, 0);
  check("lines of the log in all", log.slice(0, 5), []);
} finally {
  agent.destroy();
  rmSync(folder, { recursive: true, force: true });
}
