/**
 * Requests that an outbox makes. A metered `fetch` in the place of the platform's would count them as inferences, each
 * batch bringing the next about.
 * @module
 */

const OWN = new WeakSet<object>();

/** The same request, known as an outbox's own. */
export function ownRequest<T extends object>(request: T): T {
  OWN.add(request);
  return request;
}

/** Whether it is one that an outbox made. */
export function isOwnRequest(request: unknown): boolean {
  return typeof request === "object" && request !== null && OWN.has(request);
}
