/**
 * `gramme serve` as a process of its own, which can be killed like any other.
 * @module
 */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const GRAMME = fileURLToPath(new URL("../../../../packages/bench/bin/gramme.mjs", import.meta.url));

/** A serve that runs. */
export interface LedgerProcess {
  readonly url: string;
  /** `kill -9` of serve itself; resolves when it is gone. */
  readonly kill: () => Promise<void>;
  /** `kill -9` of its workerd; false where none runs at the moment. */
  readonly killWorkerd: () => boolean;
  /** Ends it in good order; gives its exit code. */
  readonly stop: () => Promise<number | null>;
}

/** Starts one, and waits until it serves. Throws with what it said where it does not. */
export async function startLedger(data: string, port: number): Promise<LedgerProcess> {
  const child = spawn(process.execPath, [GRAMME, "serve", "--data", data, "--port", String(port), "--json"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString("utf8")).slice(-4000);
  });
  const ended = once(child, "exit");
  const line = await Promise.race([
    once(createInterface(child.stdout), "line").then(([text]) => String(text)),
    ended.then(() => undefined),
  ]);
  if (line === undefined) throw new Error(`gramme serve ended: ${said}`);
  const { url } = JSON.parse(line) as { readonly url: string };
  return {
    url,
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
    killWorkerd: () => {
      const pid = workerdOf(data, child);
      if (pid === undefined) return false;
      process.kill(pid, "SIGKILL");
      return true;
    },
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill("SIGTERM");
        await ended;
      }
      return child.exitCode;
    },
  };
}

function workerdOf(data: string, serve: ChildProcess): number | undefined {
  const name = `workerd-${serve.pid}.pid`;
  if (!readdirSync(data).includes(name)) return undefined;
  const pid = Number(readFileSync(join(data, name), "utf8"));
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  try {
    process.kill(pid, 0);
    return pid;
  } catch {
    // it is between two lives
    return undefined;
  }
}
