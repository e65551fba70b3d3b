/**
 * CPU-seconds of a whole process tree by a cgroup v2 of its own (methodology M30): exact to the microsecond, daemons
 * and short-lived children included. Works without the cpu controller, since `cpu.stat` has its basic rows in every
 * group.
 * @module
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { atExit } from "../process/at-exit.ts";
import type { CpuClock } from "./cpu-clock.ts";
import type { Probe } from "./probe.ts";
import { reasonOf } from "./probe.ts";
import type { Roots } from "./roots.ts";
import { THIS_MACHINE } from "./roots.ts";

let made = 0;

/** Tries to make and read a group, plainly or by `sudo -n`; says why not. */
export function probeCgroup(roots: Roots): Probe<CpuClock> {
  const home = ownGroup(roots);
  if (home === undefined) return no("no cgroup v2 is mounted (see /proc/self/mountinfo)");
  sweep(home, roots);
  const reasons: string[] = [];
  for (const hands of [plainHands, sudoHands(roots)]) {
    const dir = groupName(home);
    const wrong = hands.make(dir);
    if (wrong === undefined) {
      try {
        usageUs(dir);
        enter(dir, hands);
        const pauses = freezerOf(dir, hands) !== undefined;
        return {
          meter: "cgroup-v2",
          available: true,
          detail: hands.name === "sudo" ? `${home}, by sudo` : home,
          open: () => openGroup(home, hands),
          pauses,
        };
      } catch (error) {
        reasons.push(reasonOf(error));
      } finally {
        hands.remove(dir);
      }
    } else reasons.push(wrong);
  }
  return no(`cannot make a cgroup under ${home}: ${reasons.join("; ")}`);
}

/** Puts a process in, and takes it out again: a group that can be made cannot always be entered. */
function enter(dir: string, hands: Hands): void {
  const child = spawn("sleep", ["60"], { stdio: "ignore" });
  child.on("error", () => {});
  const refused = hands.write(join(dir, "cgroup.procs"), String(child.pid));
  child.kill("SIGKILL");
  for (let tries = 0; tries < EMPTY_TRIES && isPopulated(dir); tries += 1) pause();
  if (refused !== undefined) throw new Error(`it cannot be entered: ${refused}`);
}

/** Removes groups that a killed gramme left behind, empty or standing still. */
function sweep(home: string, roots: Roots): void {
  for (const name of readdirSync(home)) {
    const owner = /^gramme-(\d+)-\d+$/u.exec(name)?.[1];
    if (owner === undefined || existsSync(join(roots.proc, owner))) continue;
    endFrozen(join(home, name), roots);
    if (plainHands.remove(join(home, name)) !== undefined) sudoHands(roots).remove(join(home, name));
  }
}

/** Ends all that is in the groups of a process that is no more, and removes them. */
export function endGroupsOf(owner: number, roots: Roots = THIS_MACHINE): void {
  const home = ownGroup(roots);
  if (home === undefined) return;
  for (const name of readdirSync(home)) {
    if (!name.startsWith(`gramme-${owner}-`)) continue;
    const dir = join(home, name);
    endAll(dir, roots);
    if (plainHands.remove(dir) !== undefined) sudoHands(roots).remove(dir);
  }
}

/** What stands still in a group whose owner is gone would do so for ever. What runs is somebody's, and runs on. */
function endFrozen(dir: string, roots: Roots): void {
  try {
    if (readFileSync(join(dir, "cgroup.freeze"), "utf8").trim() !== "1") return;
  } catch {
    return;
  }
  endAll(dir, roots);
}

function endAll(dir: string, roots: Roots): void {
  const kill = join(dir, "cgroup.kill");
  if (plainHands.write(kill, "1") !== undefined) sudoHands(roots).write(kill, "1");
  for (let tries = 0; tries < EMPTY_TRIES && isPopulated(dir); tries += 1) pause();
}

function no(whyNot: string): Probe<CpuClock> {
  return { meter: "cgroup-v2", available: false, whyNot };
}

function groupName(home: string): string {
  made += 1;
  return join(home, `gramme-${process.pid}-${made}`);
}

/** The cgroup v2 folder that this process is in, by mountinfo and /proc/self/cgroup. */
function ownGroup(roots: Roots): string | undefined {
  try {
    const mounts = readFileSync(join(roots.proc, "self/mountinfo"), "utf8").split("\n");
    const mount = mounts
      .map((line) => line.split(" "))
      .find((cells) => cells[cells.indexOf("-") + 1] === "cgroup2");
    const [root, point] = [mount?.[3], mount?.[4]];
    if (root === undefined || point === undefined) return undefined;
    const own = readFileSync(join(roots.proc, "self/cgroup"), "utf8").match(/^0::(.*)$/mu)?.[1] ?? "/";
    const inside = root !== "/" && own.startsWith(root) ? own.slice(root.length) : own;
    const home = join(point, inside);
    return existsSync(home) ? home : undefined;
  } catch {
    return undefined;
  }
}

/** A way to change groups: with our own rights, or with those of sudo. Each call gives why it failed, if it did. */
interface Hands {
  readonly name: "plain" | "sudo";
  readonly make: (dir: string) => string | undefined;
  readonly write: (file: string, text: string) => string | undefined;
  readonly remove: (dir: string) => string | undefined;
  /** Makes a file writable by ourselves, so that writing to it takes no further process. */
  readonly own: (file: string) => string | undefined;
}

function attempt(act: () => void): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

const plainHands: Hands = {
  name: "plain",
  make: (dir) => attempt(() => mkdirSync(dir)),
  write: (file, text) => attempt(() => writeFileSync(file, text)),
  remove: (dir) => attempt(() => rmdirSync(dir)),
  own: () => undefined,
};

function sudoHands(roots: Roots): Hands {
  const sudo = (argv: readonly string[], input = ""): string | undefined => {
    const run = spawnSync(roots.sudo, ["-n", ...argv], {
      input,
      encoding: "utf8",
      stdio: ["pipe", "ignore", "pipe"],
    });
    if (run.error !== undefined) {
      return (run.error as NodeJS.ErrnoException).code === "ENOENT" ? "no sudo here" : run.error.message;
    }
    return run.status === 0 ? undefined : `sudo: ${run.stderr.trim().split("\n", 1)[0] ?? ""}`;
  };
  return {
    name: "sudo",
    make: (dir) => sudo(["mkdir", dir]),
    write: (file, text) => sudo(["tee", file], text),
    remove: (dir) => sudo(["rmdir", dir]),
    own: (file) => sudo(["chown", String(process.getuid?.() ?? 0), file]),
  };
}

/** The file that makes a group stand still; there since Linux 5.2. */
function freezerOf(dir: string, hands: Hands): string | undefined {
  const file = join(dir, "cgroup.freeze");
  return existsSync(file) &&
    hands.own(file) === undefined &&
    attempt(() => writeFileSync(file, "0")) === undefined
    ? file
    : undefined;
}

function usageUs(dir: string): number {
  const usage = readFileSync(join(dir, "cpu.stat"), "utf8").match(/^usage_usec (\d+)$/mu)?.[1];
  if (usage === undefined) throw new Error("cpu.stat has no usage_usec");
  return Number(usage);
}

function pids(dir: string): readonly number[] {
  return readFileSync(join(dir, "cgroup.procs"), "utf8").split("\n").filter(Boolean).map(Number);
}

/**
 * Whether anything is left in a group or below it. `cgroup.procs` does not tell: a process that is dying is not listed any
 * more while it still holds its memory, files and ports.
 */
function isPopulated(dir: string): boolean {
  return /^populated 1$/mu.test(readFileSync(join(dir, "cgroup.events"), "utf8"));
}

/** How often an emptying group is looked at, and for how long, before it is given up. */
const EMPTY_TRIES = 200;
const EMPTY_WAIT_MS = 10;

function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, EMPTY_WAIT_MS);
}

/** Groups below a group, deepest first. */
function nested(dir: string): readonly string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [...nested(join(dir, entry.name)), join(dir, entry.name)] : [],
  );
}

function openGroup(home: string, hands: Hands): CpuClock {
  const dir = groupName(home);
  const wrong = hands.make(dir);
  if (wrong !== undefined) throw new Error(`cannot make ${dir}: ${wrong}`);
  let closed = false;
  const close = (): void => {
    if (closed) return;
    closed = true;
    forget();
    // also where the group itself is empty: the command may have made groups of its own below it
    if (hands.write(join(dir, "cgroup.kill"), "1") !== undefined) {
      // before Linux 5.14 there is no cgroup.kill
      for (const pid of pids(dir)) attempt(() => process.kill(pid, "SIGKILL"));
    }
    for (let tries = 0; tries < EMPTY_TRIES && isPopulated(dir); tries += 1) {
      pause();
    }
    for (const below of nested(dir)) hands.remove(below);
    const left = hands.remove(dir);
    if (left !== undefined) process.stderr.write(`gramme: left behind: ${dir}: ${left}\n`);
  };
  const forget = atExit(close);
  const freezer = freezerOf(dir, hands);
  return {
    meter: "cgroup-v2",
    misses: [],
    ...(freezer === undefined
      ? {}
      : {
          pause: (standStill) => {
            // a group that is gone stands still
            if (!closed) writeFileSync(freezer, standStill ? "1" : "0");
          },
        }),
    adopt: (pid) => {
      const refused = hands.write(join(dir, "cgroup.procs"), String(pid));
      if (refused !== undefined) throw new Error(`cannot put process ${pid} into ${dir}: ${refused}`);
    },
    seconds: () => usageUs(dir) / 1e6,
    running: () => pids(dir),
    release: () => {
      for (const pid of pids(dir)) hands.write(join(dirname(dir), "cgroup.procs"), String(pid));
    },
    close,
  };
}
