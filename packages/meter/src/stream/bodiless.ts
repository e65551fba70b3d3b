/**
 * Answers that have no body by their status, and can be given none.
 * @module
 */

/** Whether answers of this status have no body (Fetch, "null body status"). */
export function hasNoBody(status: number): boolean {
  return status === 204 || status === 205 || status === 304;
}
