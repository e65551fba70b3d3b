/**
 * All that a comment, a summary or an outcome is made from. Plain data: rendering reads nothing else.
 * @module
 */
import type { WireAcceptance } from "@gramme/core/wire";
import type { Check } from "../check.ts";

/** The change that was checked. */
export interface Change {
  readonly kind: "pull-request" | "push" | "other";
  /** Of a pull request. */
  readonly number?: number;
  /** Full ids of the commits, where they are known. */
  readonly base?: string;
  readonly head?: string;
  /** `owner/name` of the repository. */
  readonly repository: string;
  /** Address of the run, on the server that the event came from. */
  readonly runUrl?: string;
}

/** What is made worse before the check fails. */
export type FailOn = "regression" | "inconclusive" | "never";

/** Everything there is to tell. */
export interface Report {
  readonly change: Change;
  /** One per job, in the order of their parts' names; never none. */
  readonly checks: readonly Check[];
  readonly failOn: FailOn;
  /** Who accepted what this change makes worse. */
  readonly acceptance?: WireAcceptance;
  /** `fork`: measured by a workflow that the change itself could alter; said at the top. */
  readonly measuredBy: "repository" | "fork";
}
