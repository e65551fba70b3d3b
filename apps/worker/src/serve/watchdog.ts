/**
 * Sees to it that no workerd outlives the serve that started it, however that ends, `kill -9` included.
 * @module
 */
import { execFileSync, spawn } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ServeError } from "./serve-error.ts";
import { WORKER_FOLDER } from "./wrangler-config.ts";

/** A watch over the workerd of one serve. */
export interface Watch {
  /** workerd's process id, where it runs. */
  readonly runtimePid: () => number | undefined;
  /** Environment that workerd wants to be started with. */
  readonly environment: Readonly<Record<string, string>>;
  /** Has workerd finish what it has begun, take in nothing new, and end; gives up waiting after some seconds. */
  readonly drain: () => Promise<void>;
  /** Ends the watch in good order: workerd has ended. */
  readonly end: () => void;
}

const PID_FILE = /^workerd-\d+\.pid$/u;
const WRAPPER = `${WORKER_FOLDER}bin/workerd.sh`;

/**
 * Starts the watch: a shell that waits for this process's end of a pipe to close, which no way of dying can prevent.
 * On Windows there is none, and a killed serve may leave its workerd behind.
 * @param folder absolute path of the data folder
 */
export function startWatch(folder: string): Watch {
  const pidFile = join(folder, `workerd-${process.pid}.pid`);
  const runtimePid = (): number | undefined => pidIn(pidFile);
  if (process.platform === "win32") {
    return { runtimePid, environment: {}, drain: async () => undefined, end: () => undefined };
  }
  const workerd = createRequire(import.meta.resolve("miniflare"))("workerd") as { readonly default: string };
  // miniflare starts what this names; the wrapper has to know what it stands for, also where somebody else's starts it
  process.env["MINIFLARE_WORKERD_PATH"] = WRAPPER;
  process.env["GRAMME_WORKERD"] = workerd.default;
  const shell = spawn("/bin/sh", [`${WORKER_FOLDER}bin/watchdog.sh`, pidFile], {
    // Ctrl-C goes to the whole group, and this one has to outlive it
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  shell.unref();
  // the pipe must not keep this process alive either
  (shell.stdin as unknown as { unref(): void }).unref();
  return {
    runtimePid,
    environment: { GRAMME_WORKERD_PID_FILE: pidFile },
    drain: async () => {
      const pid = runtimePid();
      if (pid === undefined) return;
      // miniflare starts anew what ends: the wrapper reads this, and does not
      writeFileSync(pidFile, "ending\n");
      try {
        process.kill(pid, "SIGTERM");
      } catch {
        // it has just ended by itself
        return;
      }
      await gone(pid);
    },
    end: () => {
      rmSync(pidFile, { force: true });
      shell.stdin.end();
    },
  };
}

const LONGEST_WAIT_MS = 5000;
const LOOK_EVERY_MS = 50;

/**
 * Waits until no workerd of a serve that was killed is left in the folder, which takes its watchdog a moment.
 * Throws a {@link ServeError} where one stays.
 */
export async function previousRuntimeGone(folder: string): Promise<void> {
  for (const name of readdirSync(folder).filter((file) => PID_FILE.test(file))) {
    const file = join(folder, name);
    const pid = pidIn(file);
    if (pid !== undefined && !(await gone(pid))) {
      throw new ServeError(
        `workerd (process ${pid}) of a serve that was killed still runs on this folder; end it with: kill ${pid}`,
      );
    }
    rmSync(file, { force: true });
  }
}

/** Whether a workerd has ended, or does so in some seconds. */
async function gone(pid: number): Promise<boolean> {
  for (let waited = 0; isWorkerd(pid); waited += LOOK_EVERY_MS) {
    if (waited >= LONGEST_WAIT_MS) return false;
    await sleep(LOOK_EVERY_MS);
  }
  return true;
}

function pidIn(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, "utf8"));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isWorkerd(pid: number): boolean {
  try {
    const [state = "", ...command] = execFileSync("ps", ["-o", "stat=,comm=", "-p", String(pid)], {
      encoding: "utf8",
    })
      .trim()
      .split(/\s+/u);
    // Z: it has ended, and whoever adopted it has not looked yet
    return !state.startsWith("Z") && command.join(" ").includes("workerd");
  } catch {
    // ps answers 1 where there is no such process
    return false;
  }
}
