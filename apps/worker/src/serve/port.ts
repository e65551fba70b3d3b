/**
 * Whether a port is free.
 * @module
 */
import { createServer } from "node:net";
import { ServeError } from "./serve-error.ts";

/** Throws a {@link ServeError} where somebody listens on 127.0.0.1 at this port already, or nobody may. */
export async function assertFree(port: number): Promise<void> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new ServeError(`--port wants 0 to 65535; found ${port}`);
  }
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const probe = createServer()
    .once("error", reject)
    .listen({ host: "127.0.0.1", port, exclusive: true }, () => probe.close(() => resolve()));
  try {
    await promise;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ServeError(
      code === "EADDRINUSE"
        ? `port ${port} is in use; choose another with --port, or 0 for one that is free`
        : `port ${port} cannot be opened (${code}); choose another with --port`,
      { cause: error },
    );
  }
}
