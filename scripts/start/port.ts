/**
 * The port that the ledger gets, kept for it while there is no ledger yet.
 * @module
 */
import { createServer } from "node:net";
import { StartError } from "./start-error.ts";

/** Where `gramme serve`, and whoever looks for it, serves when nothing else is said. */
export const USUAL_PORT = 8787;

/** A port that nobody else can take until it is released. */
export interface KeptPort {
  /** 0: whichever is free when the ledger starts. */
  readonly port: number;
  /** Whether somebody has the usual one, so that it is another. */
  readonly isAnother: boolean;
  readonly release: () => Promise<void>;
}

/**
 * Keeps the port that somebody asked for, or the usual one where it is free.
 * Throws a {@link StartError} where the one that was asked for cannot be had: that is known before anything is measured.
 */
export async function keptPort(asked: number | undefined): Promise<KeptPort> {
  if (asked === 0) return { port: 0, isAnother: false, release: async () => {} };
  const port = asked ?? USUAL_PORT;
  try {
    return { port, isAnother: false, release: await taken(port) };
  } catch (error) {
    if (asked === undefined) return { port: 0, isAnother: true, release: async () => {} };
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "EADDRINUSE" ? "is in use" : `cannot be opened (${code})`;
    throw new StartError(`port ${port} ${why}; choose another with --port, or 0 for one that is free`, 5, {
      cause: error,
    });
  }
}

/** Listens on 127.0.0.1, answers nobody, and gives what ends that. */
async function taken(port: number): Promise<() => Promise<void>> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const server = createServer((socket) => socket.destroy())
    .once("error", reject)
    .listen({ host: "127.0.0.1", port, exclusive: true }, resolve);
  await promise;
  server.unref();
  return async () => {
    const closed = Promise.withResolvers<void>();
    server.close(() => closed.resolve());
    await closed.promise;
  };
}
