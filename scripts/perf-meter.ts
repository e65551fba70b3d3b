/**
 * What does metering a request cost? CPU of this process per request of a Hono app that parses JSON and answers JSON:
 * bare, behind a middleware that does nothing, metered into nowhere, and metered into an outbox that sends batches to a
 * ledger's stand-in in another process. All in one run, in short turns of changing order, so that the machine's noise
 * hits each alike; `bare` stands there twice, and what the two differ by is the noise. The first middleware of an app
 * costs what it costs Hono to have one, so that what metering itself takes is seen beside the middleware that does
 * nothing. Then the same over HTTP on this machine, with its clients in a process of their own. Prints Markdown for
 * docs/benchmarks.md.
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

const ROUNDS = 60;
/** The first rounds are the compiler's. */
const WARM_UP = 4;
/** Requests of an app in a round, a batch of events among them, and in how many turns with the others. */
const REQUESTS = 1000;
const TURNS = 10;
const CLIENTS = 16;
/** No round of a table begins later than this after its first, s. */
const BUDGET_S = 60;
const BARE = "bare";
const IDLE = "a middleware that does nothing";
const SENT = "metered, outbox and batches";

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

/** CPU of this process, µs, user and system. */
async function cpuOf(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
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
  // no timer of its own, which would ring in the turn of another
  const never = { sumMs: 3_600_000, batch: { afterMs: 3_600_000 } };
  const outbox = openOutbox({ ledger: `http://127.0.0.1:${ledger}`, ...never });
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
    [BARE]: appOf(),
    "bare, again": appOf(),
    [IDLE]: appOf(async (_c, next) => {
      await next();
    }),
    "metered, the event dropped": appOf(meter({ ...labels, outbox: nowhere, pool: "dropped" })),
    [SENT]: appOf(meter({ ...labels, outbox, pool: "sent" })),
  };
  const names = Object.keys(apps);
  type Turn = (name: string, app: Hono, count: number) => Promise<void>;
  const round = async (work: Turn): Promise<ReadonlyMap<string, number>> => {
    const sums = new Map<string, number>();
    for (let turn = 1; turn <= TURNS; turn += 1) {
      for (const name of names.toSorted(() => Math.random() - 0.5)) {
        const cpu = await cpuOf(async () => {
          await work(name, apps[name] as Hono, REQUESTS / TURNS);
          if (name === SENT && turn === TURNS) await outbox.flush();
        });
        sums.set(name, (sums.get(name) ?? 0) + cpu / REQUESTS);
      }
    }
    return sums;
  };
  const run = async (work: Turn): Promise<Map<string, number[]>> => {
    const costs = new Map<string, number[]>(names.map((name) => [name, []]));
    const began = performance.now();
    for (let n = 0; n < WARM_UP + ROUNDS; n += 1) {
      if (performance.now() - began > BUDGET_S * 1000) break;
      for (const [name, cost] of await round(work)) if (n >= WARM_UP) costs.get(name)?.push(cost);
    }
    return costs;
  };

  say(
    `Node ${process.version}, ${process.platform} ${process.arch}. CPU of the serving process, user + system.\n`,
  );
  table(
    `In process: \`app.fetch(request)\`, one after another, ${REQUESTS} a round`,
    await run(async (_name, app, count) => {
      for (let n = 0; n < count; n += 1) {
        const headers = { "content-type": "application/json" };
        const asked = new Request(`http://localhost${PATH}`, { method: "POST", body: BODY, headers });
        await app.fetch(asked);
      }
    }),
  );

  const ports = new Map<string, number>();
  const servers = names.map((name) => {
    const server = serve({ fetch: (apps[name] as Hono).fetch, port: 0, hostname: "127.0.0.1" });
    server.once("listening", () => ports.set(name, (server.address() as AddressInfo).port));
    return server;
  });
  while (ports.size < names.length) await new Promise(setImmediate);
  table(
    `Over HTTP on this machine: @hono/node-server, ${CLIENTS} connections, ${REQUESTS} a round`,
    await run(async (name, _app, count) => {
      const over = heard<unknown>();
      other.send({ port: ports.get(name), count });
      await over;
    }),
  );
  const { added, acked, attempts } = outbox.state();
  say(`\n${dropped} events dropped; ${added} given to the outbox, ${acked} acked, in ${attempts} batches.`);
  for (const server of servers) server.close();
  await outbox.close();
  other.send({});
}

/** Rounds against those of another beside them: the median, and the interval in which it lies nine times in ten. */
function against(values: readonly number[], others: readonly number[]): string {
  const ratios = values
    .map((value, round) => value / (others[round] ?? Number.NaN))
    .toSorted((a, b) => a - b);
  const rank = Math.max(0, Math.floor(ratios.length / 2 - (1.645 * Math.sqrt(ratios.length)) / 2));
  const told = [median(ratios), ratios[rank] ?? Number.NaN, ratios.at(-1 - rank) ?? Number.NaN];
  const [middle, from, to] = told.map((ratio) => ratio.toFixed(3));
  return `${middle} (${from} to ${to})`;
}

function table(title: string, costs: ReadonlyMap<string, readonly number[]>): void {
  const bare = costs.get(BARE) ?? [];
  const idle = costs.get(IDLE) ?? [];
  say(`\n${title}; medians of ${bare.length} rounds, with their 90 % intervals.\n`);
  say("| | CPU, µs a request | ÷ bare | ÷ a middleware that does nothing |\n|---|---:|---:|---:|");
  for (const [name, values] of costs) {
    say(`| ${name} | ${median(values).toFixed(1)} | ${against(values, bare)} | ${against(values, idle)} |`);
  }
}

if (process.argv[2] === "beside") await beside();
else await compare();
