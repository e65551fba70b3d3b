/**
 * The one door to GitHub's REST API: typed by its routes, patient within bounds, with errors that say what to mend.
 * @module
 */
import { Octokit } from "@octokit/core";
import manifest from "../../package.json" with { type: "json" };
import { GitHubRefused } from "./github-error.ts";
import type { Failure, Patience, Time } from "./patience.ts";
import { patiently, REAL_TIME } from "./patience.ts";
import { permissionFor } from "./permission.ts";
import { limitWaitMs } from "./rate-limit.ts";
import { fetchWhole } from "./whole-answer.ts";

/** What a client is opened with. */
export interface ClientOptions {
  /** Of the job, or a person's own. */
  readonly token: string;
  /** Of the server, as the runner says it in GITHUB_API_URL: `https://api.github.com`. */
  readonly apiUrl: string;
  /** Ends every request. */
  readonly signal?: AbortSignal;
  /** For one try of a request; 10 s. */
  readonly timeoutMs?: number;
  /** For all waiting of one request; 60 s. */
  readonly budgetMs?: number;
  /** Injected by tests. */
  readonly time?: Time;
}

/** An open client. */
export interface GitHub {
  /**
   * Asks one route. A POST whose answer was lost is not repeated: see `createOnce`.
   * @throws GitHubRefused, GitHubBusy, GitHubUnreachable.
   */
  readonly request: Octokit["request"];
  readonly apiUrl: string;
  readonly patience: Patience;
}

/** The version whose answers we know. */
const API_VERSION = "2022-11-28";
const LONGEST_SAID = 300;

/**
 * Opens a client. Nothing is asked yet.
 * @throws TypeError for a token that no header can hold, or an address that is none.
 */
export function openClient(options: ClientOptions): GitHub {
  const { token, signal, timeoutMs = 10_000, budgetMs = 60_000, time = REAL_TIME } = options;
  // fetch would quote the token in its own complaint
  if (!/^[\x21-\x7e]+$/u.test(token)) {
    throw new TypeError("the GitHub token is empty or holds white space; the bare token would be right");
  }
  if (!/^https?:\/\//u.test(options.apiUrl) || !URL.canParse(options.apiUrl)) {
    throw new TypeError(`the API of GitHub is at ${options.apiUrl}; https://api.github.com would be right`);
  }
  const apiUrl = options.apiUrl.replace(/\/+$/u, "");
  const patience: Patience = { time, signal, timeoutMs, budgetMs };
  const octokit = new Octokit({
    auth: token,
    baseUrl: apiUrl,
    userAgent: `gramme/${manifest.version}`,
    request: { fetch: fetchWhole },
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  });
  octokit.hook.wrap("request", async (request, asked) => {
    const { method, url } = asked;
    const failureOf = (error: unknown): Failure => failureOfTry(error, method, url, token);
    const route = { asked: `${method} ${url}`, repeatable: method !== "POST", failureOf };
    // written into what was asked: other options than these never reach the hooks inside, Octokit's own for the token
    asked.headers["x-github-api-version"] = API_VERSION;
    return await patiently(patience, route, async (limit) => {
      asked.request = { ...asked.request, signal: limit };
      const response = await request(asked);
      // the one route that answers with another address says so
      if (response.status >= 300 && asked.request.redirect !== "manual") {
        throw new GitHubRefused(route.asked, response.status, "the repository has another name now");
      }
      return response;
    });
  });
  return { request: octokit.request, apiUrl, patience };
}

/** As Octokit tells it: an answer of 400 and more has a response, a connection that failed has none. */
interface RequestError extends Error {
  readonly status: number;
  readonly request: unknown;
  readonly response?: {
    readonly headers: Record<string, string | number | undefined>;
    readonly data: unknown;
  };
}

function failureOfTry(error: unknown, method: string, url: string, token: string): Failure {
  if (!(error instanceof Error)) return { kind: "final", error };
  if (error.name === "AbortError") return { kind: "broken", found: "it took too long" };
  if (!isRequestError(error)) return { kind: "final", error };
  const found = said(error.message, token);
  if (error.response === undefined) return { kind: "broken", found };
  const { status } = error;
  const waitMs = limitWaitMs({ status, headers: error.response.headers, message: error.message });
  if (waitMs !== undefined) return { kind: "limited", status, waitMs };
  if (status >= 500) return { kind: "broken", status, found: `${status} ${said(messageIn(error), token)}` };
  const refused = new GitHubRefused(`${method} ${url}`, status, found, permissionFor(method, url));
  return { kind: "final", error: refused };
}

function isRequestError(error: Error): error is RequestError {
  return "status" in error && "request" in error;
}

/** A gateway's trouble is a page of HTML: its status is all that it tells. */
function messageIn({ response }: RequestError): string {
  const data: unknown = response?.data;
  return typeof data === "object" && data !== null && "message" in data ? String(data.message) : "";
}

/** One line, capped, without the token: it ends in a log where a line can be a command. */
function said(text: string, token: string): string {
  return text
    .replaceAll(token, "***")
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .slice(0, LONGEST_SAID)
    .trim();
}

function quiet(): void {
  // what goes wrong is thrown; Octokit's own notes would stand in the job's log
}
