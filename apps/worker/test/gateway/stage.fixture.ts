/**
 * An upstream, a ledger with a gateway before it, and clients of both.
 * @module
 */
import OpenAI, { type ClientOptions } from "openai";
import { expect, vi } from "vitest";
import type { Cell } from "../shard-cells.fixture.ts";
import { type ServedGateway, servedGateway } from "./served-gateway.fixture.ts";
import { type Arrived, type Upstream, upstream } from "./upstream.fixture.ts";

/** An origin that nobody listens at: the port of discard. */
export const NOBODY = "http://127.0.0.1:9";

/** What OpenAI's clients are asked with. */
export const messages = [{ role: "user" as const, content: "Combien ?" }];

/** All that stands between a client and an answer. */
export interface Stage {
  readonly far: Upstream;
  readonly gateway: ServedGateway;
  /** A client of OpenAI's own making, by a route of its own to the upstream. */
  readonly clientOf: (route: string, input?: object, options?: ClientOptions) => Promise<OpenAI>;
  /** The last request that reached the upstream. */
  readonly last: () => Arrived | undefined;
  /** Waits until the shard holds this much of a route, by model, and nothing else. */
  readonly counted: (route: string, ...cells: readonly Partial<Cell>[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Sets it up. */
export async function stage(): Promise<Stage> {
  const far = await upstream();
  const gateway = await servedGateway([far.origin, NOBODY], {
    UPSTREAM_TEST: `${far.origin} sk-of-the-ledger`,
  });
  return {
    far,
    gateway,
    clientOf: async (route, input = {}, options = {}) => {
      await gateway.route(route, { upstream: `${far.origin}/v1`, ...input });
      return new OpenAI({
        baseURL: `${gateway.url}/proxy/${route}`,
        apiKey: "sk-of-the-caller",
        maxRetries: 0,
        ...options,
      });
    },
    last: () => far.arrived.at(-1),
    counted: async (route, ...cells) => {
      await vi.waitFor(
        () => {
          expect(gateway.cellsOf(route).toSorted((a, b) => a.model.localeCompare(b.model))).toEqual(
            cells.map((cell) => expect.objectContaining(cell) as Cell),
          );
        },
        { timeout: 30_000, interval: 25 },
      );
    },
    close: async () => {
      await gateway.close();
      await far.close();
    },
  };
}
