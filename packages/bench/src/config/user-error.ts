/**
 * An error that the user can mend: printed in one message without a stack, with a documented exit code.
 * @module
 */

/** Exit codes of `gramme`, as documented in the README. */
export const EXIT = {
  ok: 0,
  /** A regression was called. */
  regression: 1,
  /** A bad command line, configuration or input. */
  usage: 2,
  /** A workload or set-up command failed or ran out of time. */
  workload: 3,
  /** git: no repository, no such revision. */
  revision: 4,
  /** A ledger refused, could not be reached, or could not be served. */
  ledger: 5,
  /** A bug in gramme. */
  bug: 70,
} as const;

/** One of the documented exit codes. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What went wrong, in words, and what would be right. */
export class UserError extends Error {
  override readonly name = "UserError";
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = EXIT.usage, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}
