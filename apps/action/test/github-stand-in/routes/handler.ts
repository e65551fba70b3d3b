/**
 * How a route is played.
 * @module
 */
import type { Answer } from "../answer.ts";
import type { GitHubState } from "../state.ts";

/** A request that has been checked. */
export interface Call {
  readonly state: GitHubState;
  /** Address of this API, without a slash at its end. */
  readonly api: string;
  /** Where archives lie. */
  readonly archives: string;
  readonly asked: URL;
  readonly path: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  /** Who the token writes as. */
  readonly login: string;
  /** Slug of the app of the token. */
  readonly app: string;
  /** The list is late by one row. */
  readonly lags: boolean;
}

/** Plays one route. */
export type Handler = (call: Call) => Answer;

/** Handlers by route, as the description names them. */
export type Handlers = Readonly<Record<string, Handler>>;
