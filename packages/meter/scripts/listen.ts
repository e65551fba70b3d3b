/**
 * A server of the runtime's own kind: `Bun.serve`, `Deno.serve`, and Hono's for Node.
 * @module
 */
import type { AddressInfo } from "node:net";

/** A server on a port of this machine. */
export interface Door {
  readonly url: string;
  close(): Promise<void>;
}

type Handler = (request: Request) => Promise<Response>;

interface Others {
  readonly Bun?: {
    readonly version: string;
    serve(options: { port: number; hostname: string; idleTimeout: number; fetch: Handler }): {
      readonly port: number;
      stop(now: boolean): Promise<void>;
    };
  };
  readonly Deno?: {
    readonly version: { readonly deno: string };
    serve(
      options: { port: number; hostname: string; onListen: () => void },
      handler: Handler,
    ): { readonly addr: { readonly port: number }; shutdown(): Promise<void> };
  };
}

const { Bun, Deno } = globalThis as Others;

/** The runtime and its version. */
export function runtime(): string {
  if (Bun !== undefined) return `Bun ${Bun.version}`;
  if (Deno !== undefined) return `Deno ${Deno.version.deno}`;
  return `Node ${process.version}`;
}

/** Listens on a free port. */
export async function listen(handler: Handler): Promise<Door> {
  const hostname = "127.0.0.1";
  if (Bun !== undefined) {
    const server = Bun.serve({ port: 0, hostname, idleTimeout: 60, fetch: handler });
    return { url: `http://${hostname}:${server.port}`, close: async () => server.stop(true) };
  }
  if (Deno !== undefined) {
    const server = Deno.serve({ port: 0, hostname, onListen: () => undefined }, handler);
    return { url: `http://${hostname}:${server.addr.port}`, close: async () => server.shutdown() };
  }
  // it takes the place of the platform's Response, which is no business of the others
  const { serve } = await import("@hono/node-server");
  const server = serve({ fetch: handler, port: 0, hostname });
  await new Promise((resolve) => {
    server.once("listening", resolve);
  });
  return {
    url: `http://${hostname}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}
