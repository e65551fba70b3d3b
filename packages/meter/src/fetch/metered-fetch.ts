/**
 * `fetch` for the API of a model that runs elsewhere: passes everything on as it is, and meters what is an inference.
 * @module
 */
import { type MeterSetting, callSettingOf, labelsOf } from "../call/meter-setting.ts";
import { noteFailure } from "../call/meter-failures.ts";
import { type MeteredCall, startCall } from "../call/metered-call.ts";
import { isOwnRequest } from "../outbox/own-requests.ts";
import { hasNoBody } from "../stream/bodiless.ts";
import { meteredBody } from "../stream/metered-body.ts";
import { passedOn } from "./passed-on.ts";

/** What `fetch` is given. */
export type FetchArguments = Parameters<typeof fetch>;

/** How calls of an upstream are metered. One of these an upstream: its calls share a pool unless one is named. */
export interface FetchMeter extends MeterSetting {
  /** What really fetches: the platform's, unless said. */
  readonly fetch?: ((...args: FetchArguments) => Promise<Response>) | undefined;
  /** Which calls are inferences: every POST, unless said. What an outbox sends to its ledger is none. */
  readonly meters?: ((...args: FetchArguments) => boolean) | undefined;
  /** On Workers: `waitUntil` of `cloudflare:workers`, or of the context. Sends the events when the answer is over. */
  readonly waitUntil?: ((promise: Promise<unknown>) => void) | undefined;
}

/**
 * A `fetch` that meters. Answers and errors are the same as without it. A 3xx is no answer and a 4xx a refusal:
 * nothing was inferred, and neither is metered; a 5xx or no answer at all failed; an abort by signal or reader after the head is `aborted`.
 *
 * The time is that from the call to the end of the answer, an upper bound of the work behind (`wall-io`), unless the
 * answer tells its own.
 * @throws {TypeError} if a label does not fit the wire, or there is no outbox.
 */
export function meteredFetch(setting: FetchMeter): typeof fetch {
  const calls = callSettingOf(setting, { name: "meteredFetch", pool: "own", timing: "wall-io" });
  const labels = labelsOf(setting);
  const platform = globalThis.fetch;
  const fetched = async (...args: FetchArguments): Promise<Response> => {
    // where this one took the platform's place, it would ask itself
    const real = setting.fetch ?? (globalThis.fetch === fetched ? platform : globalThis.fetch);
    if (!isMetered(setting, args)) return real(...args);
    const call = startCall(labels, calls);
    const failed = (): void => {
      call.end("failed");
      sendLater(setting);
    };
    let response: Response;
    try {
      response = await real(...args);
    } catch (error) {
      failed();
      throw error;
    }
    if (response.status >= 500) failed();
    else if (response.status < 200 || response.status >= 300) call.drop();
    else return watched(response, call, () => sendLater(setting), signalOf(args));
    return response;
  };
  return fetched;
}

function watched(
  response: Response,
  call: MeteredCall,
  ended: () => void,
  signal: AbortSignal | undefined,
): Response {
  call.head();
  const { body, headers, status } = response;
  if (body === null || body.locked || hasNoBody(status)) {
    call.end("answered");
    ended();
    return response;
  }
  const aborted = (): boolean => signal?.aborted === true;
  return passedOn(response, meteredBody(body, { call, usageBy: headers, aborted, ended }));
}

function isMetered(setting: FetchMeter, args: FetchArguments): boolean {
  const [input, init] = args;
  if (isOwnRequest(init)) return false;
  try {
    if (setting.meters !== undefined) return setting.meters(...args);
    const method = init?.method ?? (input instanceof Request ? input.method : "GET");
    return method.toUpperCase() === "POST";
  } catch (error) {
    noteFailure("watch", error);
    return false;
  }
}

function signalOf([input, init]: FetchArguments): AbortSignal | undefined {
  return init?.signal ?? (input instanceof Request ? input.signal : undefined);
}

function sendLater({ waitUntil, outbox }: FetchMeter): void {
  if (waitUntil === undefined || outbox.flush === undefined) return;
  try {
    waitUntil(outbox.flush());
  } catch (error) {
    noteFailure("emit", error);
  }
}
