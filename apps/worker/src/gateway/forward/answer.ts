/**
 * What an upstream's answer becomes: passed on as it comes, watched on its way.
 * @module
 */
import { meteredBody } from "@gramme/meter";
import { callerHeaders } from "../header/forwarded-headers.ts";
import type { Limits } from "./limits.ts";
import type { Passage } from "./passage.ts";

/** Statuses that have no body (WHATWG fetch). */
const NO_BODY = [204, 205, 304];

/**
 * The answer for the caller. Its body ends the call, however it ends. The upstream's refusals (4xx) are no inferences:
 * nothing was computed. Its failures (5xx) are none either, but their time counts.
 */
export function passedOn(answer: Response, passing: Passage | undefined, limit: Limits): Response {
  const { status } = answer;
  const headers = callerHeaders(answer.headers);
  const body = NO_BODY.includes(status) ? null : answer.body;
  if (status >= 500) passing?.call.end("failed");
  else if (status >= 300) passing?.drop();
  else if (body === null) passing?.call.end("answered");
  else if (passing !== undefined)
    return new Response(watched(body, headers, passing, limit), { status, headers });
  return new Response(body, { status, headers });
}

function watched(
  body: ReadableStream<Uint8Array>,
  headers: Headers,
  { call }: Passage,
  limit: Limits,
): ReadableStream<Uint8Array> {
  return meteredBody(body, {
    call,
    // what the platform could not decode, nobody here can read
    usageBy: headers.has("content-encoding") ? undefined : headers,
    aborted: () => limit.why() === "caller-gone",
  });
}
