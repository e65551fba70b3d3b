/**
 * What ends a start before its time.
 * @module
 */

/** A message for people: what failed, and what to do where that is known; no stack. */
export class StartError extends Error {
  override readonly name = "StartError";
  /** 1 to 255. */
  readonly exitCode: number;

  constructor(message: string, exitCode = 1, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}
