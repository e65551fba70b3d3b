/**
 * What does the gateway cost? The first byte of a stream through it, through a Worker that only forwards, and without
 * either, by turns; memory and CPU time of workerd while 100 MB pass. All on loopback, bounded, under a minute. Prints
 * Markdown for docs/benchmarks.md, and ends with 1 where a bound is not met.
 * @module
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { serve } from "@gramme/worker/serve";
import { Miniflare } from "miniflare";

const TIMES = 300;
const WARM_UP = 60;
const MOST_MS = 2;
const LONG_MB = 100;
/** Growth of workerd over a long stream that is still flat: what its streams and its collector play with. */
const FLAT_MB = 30;

// the upstream has a thread of its own, so that it does not wait for the client
const UPSTREAM = `
const { createServer } = require("node:http");
const { parentPort } = require("node:worker_threads");
const word = 'data: {"model":"m","choices":[{"index":0,"delta":{"content":"word "}}]}\\n\\n';
const last = 'data: {"model":"m","choices":[],"usage":{"prompt_tokens":7,"completion_tokens":5}}\\n\\ndata: [DONE]\\n\\n';
const piece = Buffer.from(word.repeat(Math.ceil(65536 / word.length)));
const server = createServer((request, response) => {
  request.resume().on("end", async () => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    if (request.url.includes("long")) {
      for (let sent = 0; sent < ${LONG_MB} * 1024 * 1024; sent += piece.length) {
        await new Promise((resolve) => response.write(piece, resolve));
      }
    } else {
      response.write(word);
      await new Promise(setImmediate);
    }
    response.end(last);
  });
});
server.keepAliveTimeout = 60000;
server.listen(0, "127.0.0.1", () => parentPort.postMessage(server.address().port));
`;

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
const quantile = (values: readonly number[], q: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? Number.NaN;
const median = (values: readonly number[]): number => quantile(values, 0.5);
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const BODY = JSON.stringify({ model: "m", stream: true, messages: [{ role: "user", content: "How much?" }] });

/** Time from asking to the first byte of the body, ms; settles when the answer is through. */
async function firstByteMs(url: string, onData: (bytes: number) => void = () => undefined): Promise<number> {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const asked = request(
      url,
      {
        method: "POST",
        agent,
        headers: { "content-type": "application/json", "content-length": BODY.length },
      },
      (answer) => {
        let first: number | undefined;
        answer.on("data", (chunk: Buffer) => {
          first ??= performance.now() - start;
          onData(chunk.length);
        });
        answer.on("end", () => {
          if (answer.statusCode === 200 && first !== undefined) resolve(first);
          else reject(new Error(`${url} answered ${answer.statusCode}`));
        });
        answer.on("error", reject);
      },
    );
    asked.on("error", reject);
    asked.end(BODY);
  });
}

/** Resident memory, MB. */
const rssMb = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/u.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;

/** CPU time of all its threads, ms. */
const cpuMs = (pid: number): number =>
  readdirSync(`/proc/${pid}/task`).reduce(
    (sum, task) =>
      sum + Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, "utf8").split(" ", 1)[0]) / 1e6,
    0,
  );

/** A Worker that forwards and does nothing else: what any gateway in this runtime costs. */
async function forwarder(to: string): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const contents = `export default { async fetch(request) {
    const { pathname } = new URL(request.url);
    return fetch("${to}" + pathname, { method: request.method, headers: request.headers, body: request.body });
  } };`;
  const runtime = new Miniflare({
    host: "127.0.0.1",
    port: 0,
    cf: false,
    telemetry: { enabled: false },
    workers: [
      {
        config: {
          name: "forwarder",
          compatibilityDate: "2026-11-01",
          env: {},
          manifest: { mainModule: "worker.js", modules: { "worker.js": { type: "esm", contents } } },
        },
        dev: { unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }] },
      },
    ],
  });
  const { origin: url } = await runtime.unsafeGetDirectURL("forwarder");
  return { url, close: async () => runtime.dispose() };
}

interface Ways {
  readonly direct: string;
  readonly bare: string;
  readonly through: string;
}

async function firstBytes({ direct, bare, through }: Ways, pid: number): Promise<boolean> {
  const urls = [direct, bare, through, direct];
  const times: number[][] = urls.map(() => []);
  for (let n = 0; n < WARM_UP; n += 1) for (const url of urls) await firstByteMs(url);
  const before = cpuMs(pid);
  for (let n = 0; n < TIMES; n += 1) {
    for (const turn of urls.keys()) {
      // who goes first changes, since the first of a round pays for what came before
      const at = (turn + n) % urls.length;
      times[at]?.push(await firstByteMs(urls[at] ?? direct));
    }
  }
  const spentMs = (cpuMs(pid) - before) / TIMES;
  const [plain = [], forwarded = [], gateway = [], again = []] = times;
  const row = (name: string, values: readonly number[]): string =>
    `| ${name} | ${median(values).toFixed(2)} | ${quantile(values, 0.9).toFixed(2)} | ${quantile(values, 0.99).toFixed(2)} |`;
  const differenceMs = median(gateway) - median(plain);
  say(`\n### First byte of a stream, ${TIMES} requests each, by turns\n`);
  say("| way | median, ms | 90 % | 99 % |\n|---|---:|---:|---:|");
  say(row("direct", plain));
  say(row("through a Worker that only forwards", forwarded));
  say(row("through the gateway", gateway));
  say(row("direct, once more (the noise)", again));
  say(
    `\nThe gateway adds ${differenceMs.toFixed(2)} ms to the median (bound ${MOST_MS} ms, noise ${Math.abs(median(again) - median(plain)).toFixed(2)} ms), ${(median(gateway) - median(forwarded)).toFixed(2)} ms more than any Worker on the way would. It takes ${spentMs.toFixed(2)} ms of workerd's CPU time a request, metering and the write to its shard included.`,
  );
  return differenceMs <= MOST_MS;
}

async function longStream(through: string, pid: number): Promise<boolean> {
  // the first ones grow what is kept for all later ones
  for (let n = 0; n < 2; n += 1) await firstByteMs(through);
  await pause(500);
  const before = rssMb(pid);
  const spent = cpuMs(pid);
  const during: number[] = [];
  let bytes = 0;
  let next = 0;
  const start = performance.now();
  await firstByteMs(through, (more) => {
    bytes += more;
    if (bytes < next) return;
    next += 5 * 1024 * 1024;
    during.push(rssMb(pid));
  });
  const tookS = (performance.now() - start) / 1000;
  const mb = bytes / 1024 / 1024;
  const cpu = cpuMs(pid) - spent;
  await pause(500);
  const highest = Math.max(...during);
  say(`\n### One stream of ${mb.toFixed(0)} MB of server-sent events, read for usage as it passes\n`);
  say("| workerd | before | highest during | after |\n|---|---:|---:|---:|");
  say(`| resident memory, MB | ${before.toFixed(0)} | ${highest.toFixed(0)} | ${rssMb(pid).toFixed(0)} |`);
  say(
    `\n${(cpu / mb).toFixed(2)} ms of CPU time a MB; ${(mb / tookS).toFixed(0)} MB/s. Flat: grows by at most ${FLAT_MB} MB.`,
  );
  return highest - before <= FLAT_MB;
}

const data = mkdtempSync(join(tmpdir(), "gramme-perf-gateway-"));
const far = new Worker(UPSTREAM, { eval: true });
const port = await new Promise<number>((resolve, reject) => {
  far.once("message", resolve);
  far.once("error", reject);
});
const origin = `http://127.0.0.1:${port}`;
const ledger = await serve({ data, port: 0, upstreams: [origin] });
const bare = await forwarder(origin);
try {
  const stated = await fetch(`${ledger.url}/v1/routes/far`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ upstream: `${origin}/v1` }),
  });
  if (!stated.ok) throw new Error(await stated.text());
  const pid = ledger.runtimePid();
  if (pid === undefined) throw new Error("workerd is not running");
  const ways = {
    direct: `${origin}/v1/chat/completions`,
    bare: `${bare.url}/v1/chat/completions`,
    through: `${ledger.url}/proxy/far/chat/completions`,
  };
  const quick = await firstBytes(ways, pid);
  const flat = await longStream(`${ledger.url}/proxy/far/long/chat/completions`, pid);
  const [load = 0] = loadavg();
  const cores = availableParallelism();
  say(
    `\nLoopback, ${cores} cores, load ${load.toFixed(1)}: medians and CPU time hold, the rest is an indication.`,
  );
  // who waits for a core waits in every process on the way, and the gateway's way has one more
  const busy = load > 2 * cores;
  if (busy) say("The machine is too busy to judge milliseconds by.");
  if ((!quick && !busy) || !flat) process.exitCode = 1;
} finally {
  agent.destroy();
  await bare.close();
  await ledger.close();
  await far.terminate();
  rmSync(data, { recursive: true, force: true });
}
