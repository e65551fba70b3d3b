/**
 * NVML through `nvidia-smi` (methodology M32): power of every NVIDIA GPU, sampled and integrated. Board-wide: other
 * work on the same GPU is in the reading too.
 * @module
 */
import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { atExit } from "../process/at-exit.ts";
import type { Probe } from "./probe.ts";
import type { EnergyMeter } from "./rapl.ts";
import type { Roots } from "./roots.ts";

/** A GPU that `nvidia-smi` lists. */
export interface GpuFound {
  readonly index: number;
  readonly name: string;
  readonly memoryGb: number;
}

const SAMPLE_MS = 100;
const ASK_TIMEOUT_MS = 10_000;

/** GPUs that `nvidia-smi` lists; empty where there is none or no driver. */
export function listGpus(roots: Roots): readonly GpuFound[] {
  const answer = ask(roots, "index,name,memory.total");
  return answer.ok
    ? answer.rows.map(([index = "", name = "", mib = ""]) => ({
        index: Number(index),
        name,
        memoryGb: (Number(mib) * 2 ** 20) / 1e9,
      }))
    : [];
}

/** Finds GPUs that tell their power, or says why there are none. */
export function probeNvml(roots: Roots): Probe<EnergyMeter> {
  const answer = ask(roots, "index,name,power.draw");
  if (!answer.ok) return { meter: "nvml", available: false, whyNot: answer.whyNot };
  const silent = answer.rows.find(([, , watts]) => !Number.isFinite(Number.parseFloat(watts ?? "")));
  if (silent !== undefined) {
    return {
      meter: "nvml",
      available: false,
      whyNot: `GPU ${silent[0] ?? "?"} (${silent[1] ?? "?"}) tells no power draw`,
    };
  }
  return {
    meter: "nvml",
    available: true,
    detail: answer.rows.map(([, name]) => name).join(", "),
    open: () => openNvml(roots, answer.rows.length),
  };
}

type Answer =
  | { readonly ok: true; readonly rows: readonly (readonly string[])[] }
  | { readonly ok: false; readonly whyNot: string };

function ask(roots: Roots, fields: string): Answer {
  const run = spawnSync(roots.nvidiaSmi, [`--query-gpu=${fields}`, "--format=csv,noheader,nounits"], {
    encoding: "utf8",
    timeout: ASK_TIMEOUT_MS,
  });
  if (run.error !== undefined) {
    const missing = (run.error as NodeJS.ErrnoException).code === "ENOENT";
    return { ok: false, whyNot: missing ? "no nvidia-smi: no NVIDIA GPU or driver here" : run.error.message };
  }
  if (run.status !== 0) {
    return {
      ok: false,
      whyNot: `nvidia-smi failed: ${(run.stdout + run.stderr).trim().split("\n", 1)[0] ?? ""}`,
    };
  }
  const rows = csvRows(run.stdout);
  return rows.length === 0 ? { ok: false, whyNot: "nvidia-smi lists no GPU" } : { ok: true, rows };
}

function csvRows(text: string): readonly (readonly string[])[] {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => line.split(",").map((cell) => cell.trim()));
}

/** Integrates power samples by the trapezoid rule; the first and last sample are held to the ends. */
export class PowerIntegral {
  private total = 0;
  private last: { readonly atS: number; readonly watts: number } | undefined;

  /** Adds a sample of W at a time in s. */
  add(atS: number, watts: number): void {
    if (this.last !== undefined) this.total += ((this.last.watts + watts) / 2) * (atS - this.last.atS);
    this.last = { atS, watts };
  }

  /** J up to a time in s, the last power held. */
  joules(atS: number): number {
    return this.total + (this.last === undefined ? 0 : this.last.watts * Math.max(0, atS - this.last.atS));
  }
}

/** Longest wait for the first sample. */
const FIRST_SAMPLE_MS = 5000;

/**
 * Cards that the work may use, if CUDA_VISIBLE_DEVICES names them by index; none if it hides them all; all where it is
 * not set, or names them in another way.
 */
export function visibleCards(count: number, stated: string | undefined): readonly number[] {
  const all = Array.from({ length: count }, (_, index) => index);
  if (stated === undefined) return all;
  const named = stated.split(",").map((part) => part.trim());
  if (named.every((part) => part === "" || part === "-1")) return [];
  if (!named.every((part) => /^\d+$/u.test(part))) return all;
  return all.filter((index) => named.includes(String(index)));
}

function openNvml(roots: Roots, count: number): EnergyMeter {
  const cards = visibleCards(count, process.env["CUDA_VISIBLE_DEVICES"]);
  const integrals = new Map(cards.map((index) => [index, new PowerIntegral()]));
  // of its own process group, so that Ctrl-C is for the command alone
  const child = spawn(
    roots.nvidiaSmi,
    ["--query-gpu=index,power.draw", "--format=csv,noheader,nounits", "-lms", String(SAMPLE_MS)],
    { stdio: ["ignore", "pipe", "ignore"], detached: true },
  );
  const forget = atExit(() => child.kill("SIGKILL"));
  const sampled = new Set<number>();
  let before: number | undefined;
  let most = 0;
  const total = (): number => {
    const now = performance.now() / 1000;
    return [...integrals.values()].reduce((sum, integral) => sum + integral.joules(now), 0);
  };
  const exited = new Promise<void>((resolve) => {
    child.once("error", () => resolve());
    child.once("exit", () => resolve());
  });
  const ready = new Promise<void>((resolve) => {
    const late = setTimeout(resolve, FIRST_SAMPLE_MS);
    const settle = (): void => {
      clearTimeout(late);
      resolve();
    };
    void exited.then(settle);
    createInterface({ input: child.stdout }).on("line", (line) => {
      const [index = Number.NaN, watts = Number.NaN] = line.split(",").map(Number);
      if (!Number.isFinite(watts)) return;
      integrals.get(index)?.add(performance.now() / 1000, watts);
      sampled.add(index);
      if (before === undefined && cards.every((card) => sampled.has(card))) {
        before = total();
        settle();
      }
    });
  });
  let over = false;
  void exited.then(() => {
    over = true;
  });
  return {
    ready,
    joules: () => {
      // a sampler that has ended tells nothing of what came after
      if (before === undefined || over) return undefined;
      // the last power is held until the next sample corrects it; energy never runs backwards
      most = Math.max(most, total() - before);
      return most;
    },
    close: async () => {
      forget();
      child.kill();
      await exited;
    },
  };
}
