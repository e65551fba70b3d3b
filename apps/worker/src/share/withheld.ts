/**
 * What a public link does not show of an answer that it may read: what a team wrote for itself, its people, its addresses,
 * and which commit or run a figure comes from unless the link shows commits. A text is shown where `shown-texts.ts` says so,
 * and withheld where it says nothing. Numbers are shown.
 * @module
 */
import type { MiddlewareHandler } from "hono";
import { allows, isLink } from "../auth/principal.ts";
import type { Ledger } from "../context.ts";
import { Refusal } from "../problem/problem.ts";
import { SHOWN, type ShownTexts } from "./shown-texts.ts";

/** What stands in the place of a text that is withheld. */
export const WITHHELD = "withheld";

/** A run's key within any text: `owner/name/7/1/-`. */
const RUN_KEY = /[\w.-]{1,100}\/[\w.-]{1,100}\/\d{1,20}\/\d{1,20}\/[\w.-]{1,64}/gu;
/** The full id of a commit within any text, SHA-1 or SHA-256. */
const COMMIT_ID = /(?<![0-9a-f])(?:[0-9a-f]{64}|[0-9a-f]{40})(?![0-9a-f])/giu;
/** The repository at the head of a run's key. */
const OF_KEY = /^(?<repository>[\w.-]+\/[\w.-]+)\/\d+\/\d+\//u;

/** Refuses a link what is split or filtered by route, and withholds texts of what is answered. Stands behind a gate. */
export const withholding: MiddlewareHandler<Ledger> = async (c, next) => {
  const { principal } = c.var;
  if (!isLink(principal)) {
    await next();
    return;
  }
  // routes are patterns of a team's own addresses; an answer to a filter would tell that one is there
  if (c.req.queries("route") !== undefined || c.req.queries("by")?.includes("route") === true) {
    throw new Refusal("forbidden", "a public link does not show routes; a key with read does");
  }
  await next();
  // a refusal says what was asked for, and nothing of the book
  if (!c.res.ok) return;
  const showsCommits = allows(principal.scopes, "shared:commits");
  const type = c.res.headers.get("content-type") ?? "";
  if (type.startsWith("application/json")) {
    const body: unknown = await c.res.json();
    c.res = new Response(JSON.stringify(withheld(body, showsCommits)), c.res);
  } else if (c.req.path !== "/api/summary" && c.req.path !== "/api/series") {
    // tables of runs name who accepted what; those of figures hold numbers and labels
    c.res = undefined;
    throw new Refusal("forbidden", "a public link gives this as JSON only; a key with read gives the table");
  }
};

/** A copy of an answer without what links do not show. Of an answer in no known form, every text is withheld. */
export function withheld(answer: unknown, showsCommits: boolean): unknown {
  const { schema } = typeof answer === "object" && answer !== null ? (answer as { schema?: unknown }) : {};
  const shown = typeof schema === "string" ? SHOWN.get(schema) : undefined;
  const names = new Set<string>();
  if (shown !== undefined && !showsCommits) namesWithheld(answer, "", shown, names);
  return copied(answer, "", {
    shown,
    showsCommits,
    names: [...names].toSorted((a, b) => b.length - a.length),
  });
}

interface Look {
  readonly shown: ShownTexts | undefined;
  readonly showsCommits: boolean;
  /** Runs, commits and repositories that the answer names where they are withheld; longest first. */
  readonly names: readonly string[];
}

function copied(value: unknown, path: string, look: Look): unknown {
  if (typeof value === "string") return textOf(value, path, look);
  if (Array.isArray(value)) return value.map((one) => copied(one, path, look));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, of]) => [name, copied(of, placeOf(path, name, look.shown), look)]),
  );
}

function textOf(text: string, path: string, { shown, showsCommits, names }: Look): string {
  if (shown?.texts.get(path) === "closed") return text;
  switch (shown?.decided.get(path)) {
    case "as-it-is":
      return text;
    case "commits":
      return showsCommits ? text : WITHHELD;
    case "without-commits":
      return showsCommits ? text : withoutCommits(text, names);
    case "nobody":
    case undefined:
      return WITHHELD;
  }
}

function withoutCommits(text: string, names: readonly string[]): string {
  const known = names.reduce((left, name) => left.replaceAll(name, WITHHELD), text);
  return known.replaceAll(RUN_KEY, WITHHELD).replaceAll(COMMIT_ID, WITHHELD);
}

/** Names of what is withheld, so that no text of the same answer tells them: runs, commits, and the runs' repositories. */
function namesWithheld(value: unknown, path: string, shown: ShownTexts, names: Set<string>): void {
  if (typeof value === "string") {
    const repository = OF_KEY.exec(value)?.groups?.["repository"];
    const isName = repository !== undefined || new RegExp(`^(?:${COMMIT_ID.source})$`, "iu").test(value);
    if (shown.decided.get(path) !== "commits" || !isName) return;
    names.add(value);
    if (repository !== undefined) names.add(repository);
  } else if (Array.isArray(value)) {
    for (const one of value) namesWithheld(one, path, shown, names);
  } else if (typeof value === "object" && value !== null) {
    for (const [name, of] of Object.entries(value)) {
      namesWithheld(of, placeOf(path, name, shown), shown, names);
    }
  }
}

/** The path of a member; under a record, whose keys are anybody's, `*`. */
function placeOf(path: string, name: string, shown: ShownTexts | undefined): string {
  const [place, any] = [name, "*"].map((last) => (path === "" ? last : `${path}.${last}`));
  return any !== undefined && shown?.texts.has(any) === true ? any : (place ?? name);
}
