/**
 * Events as GitHub sends them, and the variables that the runner sets with them.
 * @module
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Event, EventFrame } from "../../src/world/event.ts";
import { testFolder } from "./folder.ts";

/** Ids of commits that are nowhere. */
export const SHA = { a: "a".repeat(40), b: "b".repeat(40), c: "c".repeat(40), none: "0".repeat(40) } as const;

/** Variables of a runner, the event's payload in a file. A payload that is text is written as it is. */
export function runnerVariables(
  name: string,
  payload: unknown,
  more: NodeJS.ProcessEnv = {},
): NodeJS.ProcessEnv {
  const file = join(testFolder(), "event.json");
  writeFileSync(file, typeof payload === "string" ? payload : JSON.stringify(payload));
  return {
    GITHUB_EVENT_NAME: name,
    GITHUB_EVENT_PATH: file,
    GITHUB_SHA: SHA.c,
    GITHUB_REF: "refs/pull/7/merge",
    GITHUB_REPOSITORY: "acme/model",
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_RUN_ID: "4242",
    GITHUB_RUN_ATTEMPT: "2",
    GITHUB_WORKFLOW: "gramme",
    GITHUB_ACTOR: "tess",
    ...more,
  };
}

/** What is read of a `pull_request`, amid what is not. */
export function pullRequestPayload(
  change: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return {
    action: "synchronize",
    sender: { login: "tess" },
    pull_request: {
      number: 7,
      id: 1,
      title: "A change",
      head: { sha: SHA.a, ref: "feature", repo: { full_name: "acme/model", fork: false } },
      base: { sha: SHA.b, ref: "main", repo: { full_name: "acme/model" } },
      labels: [{ id: 1, name: "emissions-accepted", color: "fff" }],
      body: "It is worth it.",
      ...change,
    },
  };
}

const FRAME: EventFrame = {
  name: "push",
  sha: SHA.c,
  ref: "refs/heads/main",
  repository: "acme/model",
  serverUrl: "https://github.com",
  runId: 4242,
  runAttempt: 1,
  runUrl: "https://github.com/acme/model/actions/runs/4242",
  workflow: "gramme",
  actor: "tess",
};

/** An event with all that every event has. */
export function eventOf<Kind extends Event["kind"]>(
  kind: Kind,
  rest: Omit<Extract<Event, { kind: Kind }>, "kind" | keyof EventFrame> & Partial<EventFrame>,
): Event {
  return { ...FRAME, kind, ...rest } as Event;
}
