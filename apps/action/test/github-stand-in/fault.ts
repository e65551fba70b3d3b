/**
 * What can go wrong, as a test orders it.
 * @module
 */
import type { Answer } from "./answer.ts";
import { errorAnswer } from "./answer.ts";
import type { GitHubState } from "./state.ts";

/** The request is not carried out, and GitHub says why. */
export type Refusal =
  /** 403: the token lacks a permission. */
  | { readonly kind: "forbidden" }
  /** 404 */
  | { readonly kind: "missing" }
  /** 410 */
  | { readonly kind: "gone" }
  /** 409 */
  | { readonly kind: "conflict" }
  /** 422 */
  | { readonly kind: "invalid"; readonly message?: string }
  /** 429, with Retry-After in seconds or as a date. */
  | { readonly kind: "too-many-requests"; readonly retryAfter?: number | string }
  /** 403 of GitHub's secondary limit. */
  | { readonly kind: "secondary-limit"; readonly retryAfter?: number }
  /** 403: nothing left of the hour's requests. */
  | { readonly kind: "spent-limit"; readonly resetsInS: number }
  /** 301 to another address of the same API. */
  | { readonly kind: "moved" };

/** The answer is lost or spoilt. The effect takes place all the same (`after`), or not (`before`). */
export type Breakage =
  /** GitHub's or a gateway's own trouble. */
  | {
      readonly kind: "broken";
      readonly status?: 500 | 502 | 503 | 504;
      readonly effect?: "before" | "after";
    }
  /** The answer comes after so long, or never; `held` is called when it has come so far. */
  | {
      readonly kind: "slow";
      readonly ms?: number;
      readonly effect?: "before" | "after";
      readonly held?: () => void;
    }
  /** The connection is cut. */
  | { readonly kind: "cut"; readonly effect: "before" | "after" }
  /** Half of the answer; `whole` says the length of all of it, and is cut. */
  | { readonly kind: "truncated"; readonly length?: "honest" | "whole" };

/** The answer is a good one, in a world that is not as expected. */
export type Twist =
  /** A list without its last row, as from a replica that is late. */
  | { readonly kind: "lag" }
  /** Something happens just before the request is carried out. */
  | { readonly kind: "meanwhile"; readonly happens: (state: GitHubState) => void };

/** Something that goes wrong with a route. */
export type Fault = (Refusal | Breakage | Twist) & {
  /** For how many requests; 1. */
  readonly times?: number;
};

const BREAKAGES: readonly Fault["kind"][] = ["broken", "slow", "cut", "truncated"];
const TWISTS: readonly Fault["kind"][] = ["lag", "meanwhile"];

/** Whether the answer is lost or spoilt. */
export function isBreakage(fault: Fault): fault is Breakage {
  return BREAKAGES.includes(fault.kind);
}

/** Whether the answer is a good one all the same. */
export function isTwist(fault: Fault): fault is Twist {
  return TWISTS.includes(fault.kind);
}

/** What GitHub says to a request that it does not carry out. */
export function refusal(fault: Refusal, api: string): Answer {
  switch (fault.kind) {
    case "forbidden":
      return errorAnswer(403, "Resource not accessible by integration");
    case "missing":
      return errorAnswer(404, "Not Found");
    case "gone":
      return errorAnswer(410, "This issue was deleted");
    case "conflict":
      return errorAnswer(409, "Conflict");
    case "invalid":
      return errorAnswer(422, fault.message ?? "Validation Failed", {
        errors: [{ resource: "IssueComment", code: "unprocessable", field: "data" }],
      });
    case "too-many-requests":
      return errorAnswer(429, "Too many requests", { headers: retryAfter(fault.retryAfter) });
    case "secondary-limit":
      return errorAnswer(403, "You have exceeded a secondary rate limit. Please wait a few minutes.", {
        headers: retryAfter(fault.retryAfter),
      });
    case "spent-limit":
      return errorAnswer(403, "API rate limit exceeded for installation.", {
        headers: {
          "x-ratelimit-remaining": "0",
          "x-ratelimit-reset": String(Math.floor(Date.now() / 1000) + fault.resetsInS),
        },
      });
    case "moved":
      return errorAnswer(301, "Moved Permanently", { headers: { location: `${api}/repositories/1` } });
  }
}

function retryAfter(seconds: number | string | undefined): Record<string, string> {
  return seconds === undefined ? {} : { "retry-after": String(seconds) };
}

/** Faults in the order in which they were ordered, by route. */
export class Faults {
  readonly #queues = new Map<string, { readonly fault: Fault; left: number }[]>();

  /** Orders one. */
  add(route: string, fault: Fault): void {
    const queue = this.#queues.get(route) ?? [];
    queue.push({ fault, left: fault.times ?? 1 });
    this.#queues.set(route, queue);
  }

  /** The one that is due for this request. */
  take(route: string): Fault | undefined {
    const queue = this.#queues.get(route);
    const due = queue?.[0];
    if (queue === undefined || due === undefined) return undefined;
    due.left -= 1;
    if (due.left <= 0) queue.shift();
    return due.fault;
  }
}
