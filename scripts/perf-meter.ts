/**
 * What does metering a request cost? CPU of this process per request of a Hono app that parses JSON and answers JSON:
 * bare, behind a middleware that does nothing, metered into nowhere, and metered into an outbox that sends batches to a
 * ledger's stand-in in another process. All in one run, in turns of changing order, so that the machine's noise hits
 * each alike; `bare` stands there twice, and what the two differ by is the noise. Then the same over HTTP on this
 * machine, with its clients in a process of their own. Prints Markdown for docs/benchmarks.md.
 * @module
 */
import { fork } from "node:child_process";
import { Agent, createServer, request } from "node:http";
import { fileURLToPath } from "node:url";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { openOutbox } from "@gramme/meter";
import { meter } from "@gramme/meter/hono";
import { Hono } from "hono";

const ROUNDS = 27;
const IN_PROCESS = 2000;
const OVER_HTTP = 1000;
const CLIENTS = 16;
/** No round begins later than this, s. */
const BUDGET_S = 45;

const began = performance.now();
const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
const BODY = JSON.stringify({ text: "the quick brown fox jumps over the lazy dog", top: 3 });
const PATH = "/v1/classify/4711";

/** Another process of this file: the ledger's stand-in, and the clients. */
async function beside(): Promise<void> {
  const ledger = createServer((asked, answer) => {
    let text = "";
    asked.setEncoding("utf8");
    asked.on("data", (piece: string) => {
      text += piece;
    });
    asked.on("end", () => {
      const accepted = (JSON.parse(text) as { events: unknown[] }).events.length;
      answer.setHeader("content-type", "application/json");
      answer.end(JSON.stringify({ schema: "gramme/ack/1", accepted, duplicates: 0, rejected: [] }));
    });
  });
  await new Promise<void>((resolve) => {
    ledger.listen(0, "127.0.0.1", resolve);
  });
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
  process.on("message", async (message: { readonly port?: number; readonly count?: number }) => {
    if (message.port === undefined) process.exit(0);
    let left = message.count ?? 0;
    const client = async (): Promise<void> => {
      while (left > 0) {
        left -= 1;
        await ask(agent, message.port ?? 0);
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, client));
    process.send?.({ done: true });
  });
  process.send?.({ ledger: (ledger.address() as AddressInfo).port });
}

function ask(agent: Agent, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "content-length": BODY.length };
    const asked = request(
      { agent, host: "127.0.0.1", port, path: PATH, method: "POST", headers },
      (answer) => {
        answer.resume();
        answer.on("end", resolve);
      },
    );
    asked.on("error", reject);
    asked.end(BODY);
  });
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** CPU of this process in µs a request, user and system. */
async function cpuOf(count: number, work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}

function appOf(...before: readonly Parameters<Hono["use"]>[1][]): Hono {
  const app = new Hono();
  for (const middleware of before) app.use("*", middleware);
  app.post("/v1/classify/:id", async (c) => {
    const { text, top } = await c.req.json<{ text: string; top: number }>();
    return c.json({ id: c.req.param("id"), labels: text.split(" ").slice(0, top), score: 0.5 });
  });
  return app;
}

async function compare(): Promise<void> {
  const other = fork(fileURLToPath(import.meta.url), ["beside"]);
  const heard = <T>(): Promise<T> =>
    new Promise((resolve) => {
      other.once("message", (message) => resolve(message as T));
    });
  const { ledger } = await heard<{ ledger: number }>();
  const outbox = openOutbox({ ledger: `http://127.0.0.1:${ledger}` });
  const labels = {
    task: "text-classification",
    model: "org/mini-lm",
    model_version: "2",
    profile: "mini",
  } as const;
  let dropped = 0;
  const nowhere = {
    add: () => {
      dropped += 1;
    },
  };
  const apps: Readonly<Record<string, Hono>> = {
    bare: appOf(),
    "bare, again": appOf(),
    "a middleware that does nothing": appOf(async (_c, next) => {
      await next();
    }),
    "metered, the event dropped": appOf(meter({ ...labels, outbox: nowhere, pool: "dropped" })),
    "metered, outbox and batches": appOf(meter({ ...labels, outbox, pool: "sent" })),
  };
  const names = Object.keys(apps);
  const run = async (one: (name: string, app: Hono) => Promise<number>): Promise<Map<string, number[]>> => {
    const costs = new Map<string, number[]>(names.map((name) => [name, []]));
    for (let round = 0; round < ROUNDS; round += 1) {
      if (performance.now() - began > BUDGET_S * 1000) break;
      const order = names.toSorted(() => Math.random() - 0.5);
      for (const name of order) {
        const cost = await one(name, apps[name] as Hono);
        // the first rounds are the compiler's
        if (round >= 3) costs.get(name)?.push(cost);
      }
    }
    return costs;
  };

  say(
    `Node ${process.version}, ${process.platform} ${process.arch}. CPU of the serving process, user + system.\n`,
  );
  table(
    `In process: \`app.fetch(request)\`, one after another, ${IN_PROCESS} a round`,
    await run((_name, app) =>
      cpuOf(IN_PROCESS, async () => {
        for (let n = 0; n < IN_PROCESS; n += 1) {
          const headers = { "content-type": "application/json" };
          const asked = new Request(`http://localhost${PATH}`, { method: "POST", body: BODY, headers });
          await app.fetch(asked);
        }
        await outbox.flush();
      }),
    ),
  );

  const ports = new Map<string, number>();
  const servers = names.map((name) => {
    const server = serve({ fetch: (apps[name] as Hono).fetch, port: 0, hostname: "127.0.0.1" });
    server.once("listening", () => ports.set(name, (server.address() as AddressInfo).port));
    return server;
  });
  while (ports.size < names.length) await new Promise(setImmediate);
  table(
    `Over HTTP on this machine: @hono/node-server, ${CLIENTS} connections, ${OVER_HTTP} a round`,
    await run((name) =>
      cpuOf(OVER_HTTP, async () => {
        const over = heard<unknown>();
        other.send({ port: ports.get(name), count: OVER_HTTP });
        await over;
        await outbox.flush();
      }),
    ),
  );
  const { added, acked, attempts } = outbox.state();
  say(`\n${dropped} events dropped; ${added} given to the outbox, ${acked} acked, in ${attempts} batches.`);
  for (const server of servers) server.close();
  await outbox.close();
  other.send({});
}

function table(title: string, costs: ReadonlyMap<string, readonly number[]>): void {
  const bare = costs.get("bare") ?? [];
  say(`\n${title}; medians of ${bare.length} rounds.\n`);
  say("| | CPU, µs a request | ÷ bare |\n|---|---:|---:|");
  for (const [name, values] of costs) {
    // each round against the bare of the same round
    const ratio = median(values.map((value, round) => value / (bare[round] ?? Number.NaN)));
    say(`| ${name} | ${median(values).toFixed(1)} | ${ratio.toFixed(3)} |`);
  }
}

if (process.argv[2] === "beside") await beside();
else await compare();
