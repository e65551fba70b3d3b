/** Real processes, really killed, and a disk that really fills. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it, onTestFinished } from "vitest";
import type { Mood } from "../ledger-stand-in.fixture.ts";
import { loopbackLedger } from "./loopback-ledger.fixture.ts";
import type { OutboxState } from "../state.ts";

const CHILD = join(import.meta.dirname, "child.fixture.ts");
const ROUNDS = 6;

async function emptyFolder(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "gramme-killed-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  return join(root, "outbox");
}

interface Said {
  readonly names: readonly string[];
  readonly state: OutboxState | undefined;
}

/** Runs until it ends, or has said `killAfter` names and is killed. */
async function run(child: ChildProcess, killAfter: number): Promise<Said> {
  const names: string[] = [];
  let state: OutboxState | undefined;
  const { stdout } = child;
  if (stdout === null) throw new Error("wants a pipe");
  for await (const line of createInterface({ input: stdout })) {
    if (line.startsWith("#")) state = JSON.parse(line.slice(1)) as OutboxState;
    else names.push(line);
    if (names.length === killAfter) child.kill("SIGKILL");
  }
  return { names, state };
}

it("loses and doubles nothing that was kept, killed at any moment", async () => {
  const folder = await emptyFolder();
  const moods: readonly Mood[] = ["take", "take-then-cut", "take", { status: 503 }, "take", "cut", "take"];
  const ledger = await loopbackLedger({ mood: (n) => moods[n % moods.length] ?? "take" });
  const kept: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const child = spawn(process.execPath, [CHILD, folder, ledger.url, `r${round}-`], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    // two at once in some rounds, each in a folder of its own
    const beside =
      round % 2 === 0
        ? undefined
        : spawn(process.execPath, [CHILD, folder, ledger.url, `s${round}-`], {
            stdio: ["ignore", "pipe", "ignore"],
          });
    const said = await Promise.all([
      run(child, 50 + round * 37),
      ...(beside === undefined ? [] : [run(beside, 90 + round * 23)]),
    ]);
    kept.push(...said.flatMap(({ names }) => names));
  }
  // whoever comes last cleans up, in as many rounds as there are folders
  for (let n = 0; n < 4; n += 1) {
    const last = spawn(process.execPath, [CHILD, folder, ledger.url, `last${n}-`, "7"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    kept.push(...(await run(last, -1)).names);
  }
  const missing = kept.filter((name) => ledger.counts.get(name) !== 1);
  expect(kept.length).toBeGreaterThan(ROUNDS * 50);
  expect(missing).toEqual([]);
  expect(ledger.faults).toEqual([]);
});

it("sends from memory what a full disk takes in part, once", async () => {
  const folder = await emptyFolder();
  const ledger = await loopbackLedger({ mood: (n) => (n < 3 ? "cut" : "take") });
  // no file may grow beyond 1 kB: a write ends in its middle, after some whole lines, as on a full disk
  const child = spawn(
    "/bin/sh",
    ["-c", 'ulimit -f 2 && exec "$0" "$@"', process.execPath, CHILD, folder, ledger.url, "disk-full-", "140"],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  let problems = "";
  child.stderr.on("data", (data: Buffer) => {
    problems += data.toString();
  });
  const { state, names } = await run(child, -1);
  expect(problems).toContain("disk");
  // what was said to be kept was, though not everything could be
  expect(names.length).toBeLessThan(140);
  expect(state).toMatchObject({ added: 140, lost: 0, waiting: 0 });
  expect(ledger.counts.size).toBe(140);
  expect(ledger.faults).toEqual([]);
});
