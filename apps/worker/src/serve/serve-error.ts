/**
 * What stops a ledger from being served, and that people can mend.
 * @module
 */

/** One line: what is in the way, and what would mend it. */
export class ServeError extends Error {
  override readonly name = "ServeError";
}
