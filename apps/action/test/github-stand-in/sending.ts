/**
 * Answers on the wire: whole, or spoilt as a test orders it.
 * @module
 */
import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Answer } from "./answer.ts";
import { errorAnswer } from "./answer.ts";
import type { Breakage } from "./fault.ts";

const JSON_TYPE = "application/json; charset=utf-8";

/** Sends an answer as it is. */
export function write(response: ServerResponse, { status, body, headers = {} }: Answer): void {
  const type = body === undefined ? {} : { "content-type": JSON_TYPE };
  const text = body === undefined ? "" : JSON.stringify(body);
  response.writeHead(status, { ...type, "x-github-request-id": "STAND:IN", ...headers }).end(text);
}

/** What goes wrong, and with what. */
interface Going {
  /** Carries the request out. */
  readonly play: () => Answer;
  readonly send: (answer: Answer) => void;
  readonly response: ServerResponse;
}

/** Loses or spoils an answer. */
export async function breakDown(fault: Breakage, { play, send, response }: Going): Promise<void> {
  switch (fault.kind) {
    case "broken": {
      if (fault.effect === "after") play();
      const { status = 502 } = fault;
      if (status === 500) send(errorAnswer(500, "Server Error"));
      else response.writeHead(status, { "content-type": "text/html" }).end("<html>Unicorn!</html>");
      return;
    }
    case "cut":
      if (fault.effect === "after") play();
      response.destroy();
      return;
    case "slow": {
      const answer = fault.effect === "before" ? undefined : play();
      fault.held?.();
      // without a time it is held until the client or the stand-in ends it
      if (fault.ms === undefined) return;
      await sleep(fault.ms);
      send(answer ?? play());
      return;
    }
    case "truncated":
      truncate(response, play(), fault.length ?? "whole");
  }
}

function truncate(response: ServerResponse, { status, body }: Answer, length: "honest" | "whole"): void {
  const whole = Buffer.from(JSON.stringify(body));
  const half = whole.subarray(0, whole.byteLength / 2);
  const said = length === "whole" ? whole : half;
  response.writeHead(status, { "content-type": JSON_TYPE, "content-length": String(said.byteLength) });
  if (length === "honest") response.end(half);
  else response.write(half, () => response.destroy());
}
