/**
 * Whether a start has room on the disk.
 * @module
 */
import { statfsSync } from "node:fs";
import { StartError } from "./start-error.ts";

/** A run, its models, its ledger and its outbox are a few MB; the rest is what a ledger may grow by while it serves on. */
const WANTED_BYTES = 100e6;

/** Throws a {@link StartError} where less is free under `path` than a start may write. */
export function assertRoom(path: string, wantedBytes: number = WANTED_BYTES): void {
  const { bavail, bsize } = statfsSync(path);
  const freeBytes = bavail * bsize;
  if (freeBytes >= wantedBytes) return;
  throw new StartError(
    `${path} is on a disk with ${megabytes(freeBytes)} free, and a start wants ${megabytes(wantedBytes)}: make room, or choose another with --folder`,
    3,
  );
}

function megabytes(bytes: number): string {
  return `${Math.floor(bytes / 1e6).toLocaleString("en-GB")} MB`;
}
