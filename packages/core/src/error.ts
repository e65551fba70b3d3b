/**
 * The one error core throws, with a closed set of codes, so that each app can translate it once.
 * @module
 */

/** Every way in which core can refuse an input. A code is a contract: apps map it to an exit code or a status. */
export type ErrorCode =
  | "invalid-number"
  | "zero-units"
  | "unknown-zone"
  | "unknown-region"
  | "unknown-cpu"
  | "unknown-gpu"
  | "unknown-task"
  | "boundary-mismatch"
  | "tier-mismatch"
  | "too-few-pairs"
  | "missing-input"
  | "malformed-input";

/** What an error can say besides its code: where, what was found, what would be right. */
export interface ErrorDetails {
  /** Dotted path of the field, as the user wrote it: `site.zone`. */
  readonly field?: string;
  /** What was found, as text. */
  readonly found?: string;
  /** What would be right, as text. */
  readonly expected?: string;
  /** Near misses, best first. */
  readonly suggestions?: readonly string[];
}

/** A bad input, named: field, what was found, what would be right. It is the caller's to mend, never a bug. */
export class GrammeError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message);
    this.name = "GrammeError";
    this.code = code;
    this.details = details;
  }
}
