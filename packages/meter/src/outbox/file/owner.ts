/**
 * Who owns a folder, and whether it still lives. A process number alone says little: in containers number 1 comes again
 * and again. On Linux the start of the process and the namespace of its number settle it.
 * @module
 */
import { createHash } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** A process, as the name of its folder tells it. */
export interface Owner {
  /** Where its number holds: boot, namespace and host, hashed. */
  readonly place: string;
  readonly pid: number;
  /** When it started, in the machine's own count; 0 where that cannot be known. */
  readonly start: number;
}

/** Whether an owner lives. `unknown`: only its signs of life can tell. */
export type Life = "alive" | "dead" | "unknown";

/** Judges owners; tests hand in their own. */
export interface OwnerBook {
  readonly me: Owner;
  lifeOf(owner: Owner): Life;
}

const OWNER = /^([0-9a-f]{12})\.(\d{1,10})\.(\d{1,20})\.[0-9a-z]{1,12}$/u;

/** An owner as text, each time with another end, so that a folder that changes hands changes its name. */
export function ownerText({ place, pid, start }: Owner): string {
  return `${place}.${pid}.${start}.${crypto.randomUUID().slice(0, 8)}`;
}

/** A text as an owner; `undefined` where it is none. */
export function ownerOf(text: string): Owner | undefined {
  const found = OWNER.exec(text);
  const [, place, pid, start] = found ?? [];
  if (place === undefined) return undefined;
  return { place, pid: Number(pid), start: Number(start) };
}

/** Owners as this machine knows them. */
export function ownersHere(): OwnerBook {
  const boot = textAt("/proc/sys/kernel/random/boot_id");
  const namespace = linkAt("/proc/self/ns/pid");
  const place = createHash("sha256").update(`${hostname()}|${boot}|${namespace}`).digest("hex").slice(0, 12);
  const me = { place, pid: process.pid, start: startOf("self") };
  return {
    me,
    lifeOf(owner) {
      if (owner.place !== me.place) return "unknown";
      if (owner.start > 0 && me.start > 0) return startOf(owner.pid) === owner.start ? "alive" : "dead";
      return isRunning(owner.pid) ? "unknown" : "dead";
    },
  };
}

/** Start of a process in clock ticks since boot (`proc_pid_stat(5)`, field 22); 0 where there is none. */
function startOf(pid: number | "self"): number {
  const stat = textAt(`/proc/${pid}/stat`);
  // the second field is a name in parentheses, which may hold anything
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return Number(fields[19] ?? 0) || 0;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

function textAt(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function linkAt(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}
