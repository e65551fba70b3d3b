/**
 * Rounds of a ledger and its producers under load, in each of which something is killed that has no warning: workerd, a
 * producer, serve itself. At the end everything is let finish, and what was told is held against what was counted.
 * @module
 */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { seededRandom } from "@gramme/core/comparison";
import { inApi, inBook, inShards } from "./counted.ts";
import { judged, type Judgement, type Tallied } from "./judge.ts";
import { startLedger, type LedgerProcess } from "./ledger-process.ts";
import { toldOf, type Told } from "./side-files.ts";

/** What is done. */
export interface KillPlan {
  readonly rounds: number;
  /** Decides what is killed when; how processes interleave it does not. */
  readonly seed: number;
  readonly producers: number;
  readonly say: (line: string) => void;
}

/** What became of it. */
export interface KillReport {
  readonly rounds: number;
  readonly seed: number;
  readonly kills: Readonly<Record<Victim, number>>;
  /** Producer processes, one after another in the same places. */
  readonly processes: number;
  readonly added: number;
  readonly kept: number;
  readonly acked: number;
  /** Batches that counted and whose answer was lost on the way, so that they came again. */
  readonly unheard: number;
  /** By where it was read: the shards' own tables, the book's hours, the book's days, the ledger's own word. */
  readonly judgements: Readonly<Record<"shards" | "hours" | "days" | "api", Judgement>>;
  readonly seconds: number;
}

/** What can be killed. */
export type Victim = "workerd" | "producer" | "serve";

const PRODUCER = fileURLToPath(new URL("producer.ts", import.meta.url));
/** Longest that is waited for an ack before the next kill; a round without one is no load, and says so. */
const ACK_WITHIN_MS = 10_000;
const BOOK_WITHIN_MS = 90_000;

/** Does it, in folders of its own which go away afterwards. */
export async function killRounds(plan: KillPlan): Promise<KillReport> {
  const startMs = performance.now();
  const random = seededRandom(plan.seed);
  const root = mkdtempSync(join(tmpdir(), "gramme-kill-"));
  const [data, outbox, side] = ["ledger", "outbox", "side"].map((name) => join(root, name)) as [
    string,
    string,
    string,
  ];
  mkdirSync(side);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const labels: string[] = [];
  const kills = { workerd: 0, producer: 0, serve: 0 };
  const places: { label: string; child: ChildProcess }[] = [];
  let ledger: LedgerProcess | undefined;

  const produce = (place: number): void => {
    const label = `p${place}.${labels.length}`;
    labels.push(label);
    const child = spawn(process.execPath, [PRODUCER, url, outbox, side, label], {
      stdio: ["pipe", "ignore", "inherit"],
    });
    // one that is killed breaks its pipe
    child.stdin?.on("error", () => undefined);
    places[place] = { label, child };
  };

  try {
    ledger = await startLedger(data, port);
    for (let place = 0; place < plan.producers; place += 1) produce(place);
    for (let round = 1; round <= plan.rounds; round += 1) {
      const victims = victimsOf(random);
      const acked = await ackWithin(side, labels, ACK_WITHIN_MS);
      await sleep(20 + random() * 300);
      // one after another within moments, so that they also meet each other's recovery
      for (const victim of victims) {
        if (victim === "producer") {
          const place = Math.floor(random() * plan.producers);
          const { child } = places[place] ?? {};
          child?.kill("SIGKILL");
          kills.producer += 1;
          produce(place);
        } else if (victim === "workerd") {
          if (ledger.killWorkerd()) kills.workerd += 1;
        } else {
          await ledger.kill();
          kills.serve += 1;
          ledger = await startLedger(data, port);
        }
        await sleep(random() * 100);
      }
      plan.say(`round ${round}: killed ${victims.join(" and ")}${acked ? "" : " (no ack came before)"}`);
    }
    for (const { child } of places) await finished(child);
    await finished(sweeper(url, outbox, side, labels));
    const told = new Map(labels.map((label) => [label, toldOf(side, label)] as const));
    await bookIsWritten(data, BOOK_WITHIN_MS);
    const api = await inApi(url);
    const code = await ledger.stop();
    if (code !== 0) throw new Error(`gramme serve ended with ${String(code)}`);
    const sources = { shards: inShards(data), hours: inBook(data, "hours"), days: inBook(data, "days") };
    return {
      rounds: plan.rounds,
      seed: plan.seed,
      kills,
      processes: labels.length - 1,
      added: total(told, ({ added }) => added),
      kept: total(told, ({ kept }) => kept),
      acked: ackedIn(told),
      unheard: total(told, ({ unheard }) => unheard),
      judgements: {
        shards: judged(told, sources.shards),
        hours: judged(told, sources.hours),
        days: judged(told, sources.days),
        api: judged(told, api),
      },
      seconds: (performance.now() - startMs) / 1000,
    };
  } finally {
    for (const { child } of places) child.kill("SIGKILL");
    await ledger?.stop();
    rmSync(root, { recursive: true, force: true });
  }
}

function victimsOf(random: () => number): readonly Victim[] {
  const roll = random();
  if (roll < 0.35) return ["workerd"];
  if (roll < 0.6) return ["producer"];
  if (roll < 0.75) return ["workerd", "producer"];
  if (roll < 0.85) return ["serve"];
  if (roll < 0.93) return ["producer", "serve"];
  return ["workerd", "serve", "producer"];
}

/** Whether any ack comes within some time: a kill is only worth its name where something is under way. */
async function ackWithin(side: string, labels: readonly string[], ms: number): Promise<boolean> {
  const current = (): number => {
    let sum = 0;
    for (const label of labels.slice(-20)) for (const upTo of toldOf(side, label).acked.values()) sum += upTo;
    return sum;
  };
  const before = current();
  for (let waited = 0; waited < ms; waited += 50) {
    if (current() > before) return true;
    await sleep(50);
  }
  return false;
}

/** Takes over what killed producers left, and sends it. */
function sweeper(url: string, outbox: string, side: string, labels: string[]): ChildProcess {
  labels.push("sweeper");
  return spawn(process.execPath, [PRODUCER, url, outbox, side, "sweeper"], {
    stdio: ["pipe", "ignore", "inherit"],
  });
}

async function finished(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.stdin?.write("finish\n");
  await ended;
}

/** Waits until the book has what the shards have; leaves it to the judge where it never does. */
async function bookIsWritten(data: string, withinMs: number): Promise<void> {
  for (let waited = 0; waited < withinMs; waited += 250) {
    const [shards, hours, days] = [inShards(data), inBook(data, "hours"), inBook(data, "days")].map(countIn);
    if (shards === hours && shards === days) return;
    await sleep(250);
  }
}

function countIn(tallies: ReadonlyMap<string, Tallied>): number {
  let sum = 0;
  for (const { count } of tallies.values()) sum += count;
  return sum;
}

function total(told: ReadonlyMap<string, Told>, of: (told: Told) => number): number {
  let sum = 0;
  for (const one of told.values()) sum += of(one);
  return sum;
}

function ackedIn(told: ReadonlyMap<string, Told>): number {
  const highest = new Map<string, number>();
  for (const { acked } of told.values()) {
    for (const [label, upTo] of acked) highest.set(label, Math.max(highest.get(label) ?? 0, upTo));
  }
  let sum = 0;
  for (const upTo of highest.values()) sum += upTo;
  return sum;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
