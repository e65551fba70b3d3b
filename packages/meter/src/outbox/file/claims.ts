/**
 * Which folder is whose. A producer's folder is named `PRODUCER~OWNER`; whoever renames it has it, and only one can.
 * @module
 */
import { mkdir, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import type { Time } from "../time.ts";
import { fileName } from "./file-name.ts";
import { type OwnerBook, ownerOf, ownerText } from "./owner.ts";

/** A folder that is ours. */
export interface Claim {
  readonly producer: string;
  readonly path: string;
}

/** Folders of one root. */
export interface Claims {
  /** A folder whose owner let go or is dead; it is ours now. */
  adopt(): Promise<Claim | undefined>;
  /** A new folder of a new producer. */
  create(): Promise<Claim>;
  /** Gives a sign of life. False where the folder is not ours any more. */
  beat(claim: Claim): Promise<boolean>;
  /** Lets go of it, for the next who comes. */
  release(claim: Claim): Promise<void>;
  /** Removes it with what is in it: its producer is never heard of again. */
  remove(claim: Claim): Promise<void>;
}

/** How long signs of life must be missing before an owner elsewhere is taken for dead, ms. */
export const SILENCE_MS = 120_000;
/** Silence that is one even by the clocks of others, for processes that do not live long enough to watch, ms. */
const LONG_SILENCE_MS = 900_000;
const FREE = "free";
const NAME = /^([A-Za-z0-9][A-Za-z0-9._:-]{0,63})~(.+)$/u;

/** Claims to folders of a root. */
export function claims(root: string, owners: OwnerBook, time: Time): Claims {
  /** Signs of life as we saw them, by our own clock: those of others may be wrong. */
  const seen = new Map<string, { readonly mtimeMs: number; readonly sinceMs: number }>();

  const isSilent = async (name: string): Promise<boolean> => {
    const { mtimeMs } = await stat(join(root, name));
    if (time.nowMs() - mtimeMs > LONG_SILENCE_MS) return true;
    const before = seen.get(name);
    if (before === undefined || before.mtimeMs !== mtimeMs) {
      seen.set(name, { mtimeMs, sinceMs: time.nowMs() });
      return false;
    }
    return time.nowMs() - before.sinceMs >= SILENCE_MS;
  };

  const isFree = async (name: string, ownerPart: string): Promise<boolean> => {
    if (ownerPart === FREE) return true;
    const owner = ownerOf(ownerPart);
    // a name that is none of ours is nobody's to take
    if (owner === undefined) return false;
    const life = owners.lifeOf(owner);
    return life === "unknown" ? isSilent(name) : life === "dead";
  };

  return {
    async adopt() {
      const idle: string[] = [];
      const names = (await readdir(root)).toSorted();
      // those that were let go with nothing in them are the last choice
      const take = async (name: string, evenIdle: boolean): Promise<Claim | undefined> => {
        const [, producer, ownerPart] = NAME.exec(name) ?? [];
        if (producer === undefined || ownerPart === undefined) return undefined;
        try {
          if (!(await isFree(name, ownerPart))) return undefined;
          if (!evenIdle && ownerPart === FREE && !(await hasBatches(join(root, name)))) {
            idle.push(name);
            return undefined;
          }
          const path = join(root, `${producer}~${ownerText(owners.me)}`);
          await rename(join(root, name), path);
          seen.delete(name);
          return { producer, path };
        } catch (error) {
          // somebody was faster
          if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
          throw error;
        }
      };
      for (const name of names) {
        const claim = await take(name, false);
        if (claim !== undefined) return claim;
      }
      for (const name of idle) {
        const claim = await take(name, true);
        if (claim !== undefined) return claim;
      }
      return undefined;
    },
    async create() {
      const producer = crypto.randomUUID();
      const path = join(root, `${producer}~${ownerText(owners.me)}`);
      await mkdir(root, { recursive: true });
      await mkdir(path);
      return { producer, path };
    },
    async beat({ path }) {
      const now = new Date(time.nowMs());
      try {
        await utimes(path, now, now);
        return true;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
        throw error;
      }
    },
    release: ({ producer, path }) => rename(path, join(root, `${producer}~${FREE}`)),
    remove: ({ path }) => rm(path, { recursive: true, force: true }),
  };
}

/** Whether sealed files are in a folder. */
async function hasBatches(path: string): Promise<boolean> {
  const names = await readdir(path);
  return names.some((text) => {
    const name = fileName(text);
    return name !== undefined && name.kind !== "journal";
  });
}
