/**
 * Hono middleware that meters the routes behind it.
 * @module
 */
import type { Context, MiddlewareHandler } from "hono";
import { type MeterSetting, callSettingOf } from "../call/meter-setting.ts";
import { noteFailure } from "../call/meter-failures.ts";
import { type FoundUsage, type MeteredCall, startCall } from "../call/metered-call.ts";
import { onWorkers } from "../clock/clock.ts";
import { hasNoBody } from "../stream/bodiless.ts";
import { meteredBody } from "../stream/metered-body.ts";
import { isEmpty, passingBody, withBody } from "./passing-body.ts";
import { routeLabels } from "./route-labels.ts";

/** How routes are metered. The label `route` is the route's pattern, unless said. */
export interface RouteMeter extends MeterSetting {
  /** How many inferences a request was: 1, unless said. Asked when the handler is done. */
  readonly inferences?: ((c: Context) => number) | undefined;
  /** Which requests are not metered. Asked before the handler. */
  readonly skip?: ((c: Context) => boolean) | undefined;
  /**
   * What a request used: `answer` reads it from the answer's own figures, where it is of a form that tells them (OpenAI,
   * Anthropic, Ollama, llama.cpp). A function is asked when the handler is done.
   */
  readonly usage?: "answer" | ((c: Context) => FoundUsage | undefined) | undefined;
  /**
   * Which bodies are watched to their end: `auto` those that may still be on their way, `all` every one. See the README
   * for how `auto` tells.
   */
  readonly bodies?: "auto" | "all" | undefined;
}

/** A property of ours, since Hono's variables would make a Map of it for every request. */
const CALL: unique symbol = Symbol("gramme");
type Metered = Context & { [CALL]?: MeteredCall };

/**
 * Meters every request that reaches it and is answered as an inference: a 2xx counts, a 5xx or an error that was thrown
 * failed, a 3xx, a 4xx, a WebSocket, OPTIONS and HEAD are none. Of two on one route the inner one meters.
 * @throws {TypeError} if a label does not fit the wire, or there is no outbox.
 */
export function meter(setting: RouteMeter): MiddlewareHandler {
  const calls = callSettingOf(setting, { name: "meter", pool: "process" });
  const labels = routeLabels(setting);
  const first = labels(undefined);
  const asks = setting.usage === "answer";
  const all = setting.bodies === "all" || asks;
  const flush = onWorkers() ? setting.outbox.flush?.bind(setting.outbox) : undefined;

  /** Ends the call, now or with its body. What it gives back resolves when a body has ended. */
  const settle = (c: Context, call: MeteredCall): Promise<void> | undefined => {
    if (!c.finalized) {
      // nobody answered, and to look at the answer would make one; Hono makes an error of it when we are done
      call.label(labels(c));
      call.end("failed");
      return undefined;
    }
    const { res } = c;
    const { status } = res;
    // an error that a handler of errors made a 4xx of was a refusal
    const failed = status >= 500 || (c.error !== undefined && status < 400);
    if (!failed && (status < 200 || status >= 300)) {
      call.drop();
      return undefined;
    }
    if (isSocket(c)) {
      call.drop();
      return undefined;
    }
    call.label(labels(c));
    if (failed) {
      call.end("failed");
      return undefined;
    }
    if (setting.inferences !== undefined) call.usage({ count: setting.inferences(c) });
    if (typeof setting.usage === "function") call.usage(setting.usage(c) ?? {});
    const body = hasNoBody(status) ? undefined : passingBody(res, all);
    if (body === undefined) {
      call.end("answered");
      return undefined;
    }
    call.head();
    const over: { tell?: () => void } = {};
    const ended = new Promise<void>((resolve) => {
      over.tell = resolve;
    });
    const watched = meteredBody(body, {
      call,
      usageBy: asks ? res.headers : undefined,
      ended: () => over.tell?.(),
    });
    const same = withBody(res, watched);
    // without the first, Hono would make a third answer of the two
    c.res = undefined;
    c.res = same;
    return ended;
  };

  return async (c, next) => {
    const { method } = c.req.raw;
    if (method === "OPTIONS" || method === "HEAD" || isSkipped(setting, c)) {
      await next();
      return;
    }
    meteredCall(c)?.drop();
    const call = startCall(first, calls);
    (c as Metered)[CALL] = call;
    try {
      await next();
    } catch (error) {
      call.end("failed");
      if (flush !== undefined) waitFor(c, flush());
      throw error;
    }
    // another, further in, has taken it over
    if (meteredCall(c) !== call) return;
    let over: Promise<void> | undefined;
    try {
      over = settle(c, call);
    } catch (error) {
      call.end("answered");
      noteFailure("watch", error);
    }
    if (flush !== undefined) waitFor(c, over === undefined ? flush() : over.then(flush));
  };
}

/**
 * The request under the meter, for a handler to add what it knows: `meteredCall(c)?.usage({ input_tokens, … })`.
 * `undefined` where no meter is.
 */
export function meteredCall(c: Context): MeteredCall | undefined {
  return (c as Metered)[CALL];
}

/** Whether it goes on as a WebSocket. Node and Bun say so by an empty 200; Workers and Deno by a 101. */
function isSocket({ req, res }: Context): boolean {
  return (
    req.raw.method === "GET" && isEmpty(res) && req.header("upgrade")?.trim().toLowerCase() === "websocket"
  );
}

function isSkipped({ skip }: RouteMeter, c: Context): boolean {
  if (skip === undefined) return false;
  try {
    return skip(c);
  } catch (error) {
    noteFailure("watch", error);
    return false;
  }
}

function waitFor(c: Context, sent: Promise<unknown>): void {
  try {
    c.executionCtx.waitUntil(sent);
  } catch (error) {
    noteFailure("emit", error);
  }
}
