/**
 * The change that an event is about, as a report names it.
 * @module
 */
import type { Change } from "./report/report.ts";
import type { Event } from "./world/event.ts";

/** The change, with the commits that were decided on. */
export function changeOf(
  event: Event,
  commits: { readonly base?: string | undefined; readonly head?: string | undefined },
): Change {
  const { base, head } = commits;
  return {
    kind: event.kind === "pull-request" ? "pull-request" : event.kind === "push" ? "push" : "other",
    ...(event.kind === "pull-request" ? { number: event.number } : {}),
    ...(base === undefined ? {} : { base }),
    ...(head === undefined ? {} : { head }),
    repository: event.repository,
    runUrl: event.runUrl,
  };
}
