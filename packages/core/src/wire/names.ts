/**
 * Names that the wire takes from the world of repositories and runs.
 * @module
 */
import { z } from "zod";

/** Full id of a commit, SHA-1 or SHA-256. */
export const Commit = z.string().regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/u, "wants the full id of a commit");

/** `owner/name`. */
export const RepositoryName = z
  .string()
  .regex(/^(?!\.{1,2}\/)[A-Za-z0-9_.-]{1,100}\/(?!\.{1,2}$)[A-Za-z0-9_.-]{1,100}$/u, "wants owner/name");

/** Name of a job of a matrix. */
export const PART_NAME: RegExp = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/u;

/** Name of a workload. */
export const WORKLOAD_NAME: RegExp = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/u;
