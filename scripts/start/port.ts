/**
 * Which port the ledger gets.
 * @module
 */
import { createServer } from "node:net";

/** Where `gramme serve`, and whoever looks for it, serves when nothing else is said. */
export const USUAL_PORT = 8787;

/** Whether nobody listens on 127.0.0.1 at this port. */
export async function isFree(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const probe = createServer()
    .once("error", () => resolve(false))
    .listen({ host: "127.0.0.1", port, exclusive: true }, () => probe.close(() => resolve(true)));
  return promise;
}
