/**
 * Processes that live and die as a test says, each with an outbox over one folder.
 * @module
 */
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { StandIn } from "../ledger-stand-in.fixture.ts";
import { type Outbox, type OutboxOptions, openOutbox } from "../outbox.ts";
import type { OutboxProblem } from "../state.ts";
import { type VirtualTime, turns, virtualTime } from "../virtual-time.fixture.ts";
import { type FileStoreOptions, fileStore } from "./file-store.ts";
import type { Life, Owner } from "./owner.ts";

/** A process with an outbox. */
export interface Process {
  readonly outbox: Outbox;
  readonly time: VirtualTime;
  readonly problems: OutboxProblem[];
  /** Ends it: none of its timers ever rings again. What it had begun to write is written. */
  kill(): Promise<void>;
}

/** A machine with a folder. */
export interface Machine {
  readonly folder: string;
  start(ledger: StandIn, options?: Partial<OutboxOptions>, files?: Partial<FileStoreOptions>): Process;
  /** When processes start, ms since 1970. */
  startMs: number;
  /** How the life of others looks; exact, unless a test blurs it. */
  life: "exact" | "unknown";
  /** Files in folders of producers, as `FOLDER/FILE`. */
  files(): Promise<readonly string[]>;
}

/** A machine with an empty folder, which goes when the test ends. */
export async function machine(): Promise<Machine> {
  const root = await mkdtemp(join(tmpdir(), "gramme-outbox-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const folder = join(root, "outbox");
  const dead = new Set<number>();
  let pids = 0;
  const here: Machine = {
    folder,
    life: "exact",
    startMs: 1_790_000_000_000,
    start(ledger, options = {}, files = {}) {
      pids += 1;
      const me: Owner = { place: "0123456789ab", pid: pids, start: 7 };
      const lifeOf = ({ pid }: Owner): Life => {
        if (pid !== me.pid && here.life === "unknown") return "unknown";
        return dead.has(pid) ? "dead" : "alive";
      };
      const time = virtualTime(here.startMs, diskTurns);
      const problems: OutboxProblem[] = [];
      const outbox = openOutbox({
        ledger: "https://ledger.test",
        // the dead ask nobody
        fetch: (url, request) => (dead.has(me.pid) ? new Promise(() => {}) : ledger.fetch(url, request)),
        store: fileStore({ folder, owners: { me, lifeOf }, ...files }),
        time,
        random: () => 0.5,
        onProblem: (problem) => problems.push(problem),
        ...options,
      });
      return {
        outbox,
        time,
        problems,
        async kill() {
          await outbox.kept();
          dead.add(me.pid);
          for (let n = 0; n < 4; n += 1) {
            await diskTurns();
            await outbox.kept();
          }
        },
      };
    },
    async files() {
      const found: string[] = [];
      for (const name of (await readdir(folder)).toSorted()) {
        if (!name.includes("~")) continue;
        for (const file of (await readdir(join(folder, name))).toSorted()) found.push(`${name}/${file}`);
      }
      return found;
    },
  };
  return here;
}

/** Lets everything run that is ready to, and the disk, which a busy machine keeps waiting, do all that it was asked. */
async function diskTurns(): Promise<void> {
  do await turns();
  while (process.getActiveResourcesInfo().some((name) => DISK.test(name)));
}

const DISK = /^FSReq|^FileHandleCloseReq$/u;
