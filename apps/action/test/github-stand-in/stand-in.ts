/**
 * GitHub's REST API on loopback, as far as the Action uses it. Every request is held against GitHub's own description,
 * and so is every answer of the stand-in.
 * @module
 */
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { Answer } from "./answer.ts";
import { answerBreaches, errorAnswer } from "./answer.ts";
import { archiveHost } from "./archive-host.ts";
import { findOperation } from "./description.ts";
import type { Match } from "./description.ts";
import type { Fault } from "./fault.ts";
import { Faults, isBreakage, isTwist, refusal } from "./fault.ts";
import { listen, textOf } from "./loopback.ts";
import { requestBreaches } from "./request-check.ts";
import { COMMENTS } from "./routes/comments.ts";
import type { Call, Handlers } from "./routes/handler.ts";
import { PULLS } from "./routes/pulls.ts";
import { RUNS } from "./routes/runs.ts";
import { breakDown, write } from "./sending.ts";
import { GitHubState } from "./state.ts";

/** Who a stand-in is to whom. */
export interface StandInOptions {
  /** `owner/name`. */
  readonly repository?: string;
  /** The one token that is good. */
  readonly token?: string;
  /** Who the token writes as. */
  readonly login?: string;
  /** Slug of the token's app. */
  readonly app?: string;
}

/** A request that came, and what it was answered. */
export interface Request {
  /** As the description names it; method and path where it has none. */
  readonly route: string;
  /** Path and query. */
  readonly address: string;
  readonly body: string;
  /** Without the token. */
  readonly headers: IncomingHttpHeaders;
  /** What was sent; undefined where the connection was cut or held. */
  status?: number;
}

/** A running stand-in. */
export interface GitHubStandIn extends AsyncDisposable {
  /** What GITHUB_API_URL would say. */
  readonly url: string;
  readonly repository: string;
  readonly token: string;
  readonly state: GitHubState;
  readonly requests: readonly Request[];
  /** What GitHub's description forbids and was done all the same. Must be empty at the end of a test. */
  readonly violations: readonly string[];
  /** Orders a fault for the next requests of a route (`POST /repos/{owner}/{repo}/check-runs`, or ARCHIVE_ROUTE). */
  readonly fault: (route: string, fault: Fault) => void;
  readonly close: () => Promise<void>;
}

const HANDLERS: Handlers = { ...COMMENTS, ...PULLS, ...RUNS };

/** Starts one on a free port of loopback. */
export async function startGitHub(options: StandInOptions = {}): Promise<GitHubStandIn> {
  const {
    repository = "gramme/example",
    token = "ghs_0123456789abcdefghijklmnopqrstuvwxyz",
    login = "github-actions[bot]",
    app = "github-actions",
  } = options;
  const state = new GitHubState(repository);
  const requests: Request[] = [];
  const violations: string[] = [];
  const faults = new Faults();
  const violate = (what: string): void => void violations.push(what);

  const archives = await listen(archiveHost(state, faults, violate));
  let url = "";
  const api = await listen((request, response) => {
    void serve(request, response).catch((error: unknown) => {
      violate(`the stand-in has a bug: ${String(error)}`);
      response.destroy();
    });
  });
  url = api.url;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request);
    const asked = new URL(request.url ?? "/", url);
    const method = request.method ?? "GET";
    const match = findOperation(method, asked.pathname);
    const route = match?.operation.route ?? `${method} ${asked.pathname}`;
    const { authorization, ...rest } = request.headers;
    const entry: Request = { route, address: `${asked.pathname}${asked.search}`, body, headers: rest };
    requests.push(entry);
    const send = (answer: Answer): void => {
      entry.status = answer.status;
      if (match !== undefined) answerBreaches(match.operation, answer).forEach(violate);
      write(response, answer);
    };

    if (match === undefined || HANDLERS[route] === undefined) {
      const what =
        match === undefined
          ? "GitHub's description has no such route"
          : "the stand-in does not play this route";
      violate(`${route}: ${what}`);
      write(response, errorAnswer(400, what));
      return;
    }
    const breaches = requestBreaches(match, { query: asked.searchParams, headers: request.headers, body });
    if (breaches.length > 0) {
      for (const breach of breaches) violate(`${route}: ${breach}`);
      entry.status = 400;
      write(response, errorAnswer(400, breaches.join("; ")));
      return;
    }
    if (authorization?.split(" ")[1] !== token) {
      send(errorAnswer(401, "Bad credentials"));
      return;
    }
    const fault = faults.take(route);
    if (fault?.kind === "meanwhile") fault.happens(state);
    const call: Call = {
      state,
      api: url,
      archives: archives.url,
      asked,
      path: match.path,
      body: body === "" ? {} : (JSON.parse(body) as Call["body"]),
      login,
      app,
      lags: fault?.kind === "lag",
    };
    const play = (): Answer => carryOut(match, call);
    if (fault === undefined || isTwist(fault)) send(play());
    else if (isBreakage(fault)) await breakDown(fault, { play, send, response });
    else send(refusal(fault, url));
  }

  return {
    url,
    repository,
    token,
    state,
    requests,
    violations,
    fault: (route, fault) => faults.add(route, fault),
    close: async () => void (await Promise.all([api.close(), archives.close()])),
    [Symbol.asyncDispose]: async () => void (await Promise.all([api.close(), archives.close()])),
  };
}

function carryOut({ operation, path }: Match, call: Call): Answer {
  // whoever may not see a repository is told that there is none
  if (`${path["owner"]}/${path["repo"]}`.toLowerCase() !== call.state.repository.toLowerCase()) {
    return errorAnswer(404, "Not Found");
  }
  return HANDLERS[operation.route]?.(call) ?? errorAnswer(404, "Not Found");
}
