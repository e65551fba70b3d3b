/**
 * What a public link does not show of an answer that it may read: what a team wrote for itself, its people, its addresses,
 * and which commit or run a figure comes from unless the link shows commits. Numbers, tasks, models, zones and profiles
 * are shown.
 * @module
 */
import type { MiddlewareHandler } from "hono";
import { allows, isLink } from "../auth/principal.ts";
import type { Ledger } from "../context.ts";
import { Refusal } from "../problem/problem.ts";

/** What stands in the place of a text that is withheld. */
export const WITHHELD = "withheld";

/** A run's key within any text: `owner/name/7/1/-`. */
const RUN_KEY = /[\w.-]{1,100}\/[\w.-]{1,100}\/\d{1,20}\/\d{1,20}\/[\w.-]{1,64}/gu;

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
  const showsCommits = allows(principal.scopes, "shared:commits");
  const type = c.res.headers.get("content-type") ?? "";
  if (type.startsWith("application/json")) {
    const body: unknown = await c.res.json();
    c.res = new Response(JSON.stringify(withheld(body, showsCommits)), c.res);
  } else if (c.req.path !== "/api/summary" && c.req.path !== "/api/series" && c.req.path !== "/api/factors") {
    // tables of runs name who accepted what; those of figures hold numbers and labels
    c.res = undefined;
    throw new Refusal("forbidden", "a public link gives this as JSON only; a key with read gives the table");
  }
};

/** A copy of an answer without what links do not show. */
export function withheld(value: unknown, showsCommits: boolean, under = ""): unknown {
  if (typeof value === "string") return showsCommits ? value : value.replace(RUN_KEY, WITHHELD);
  if (Array.isArray(value)) return value.map((one) => withheld(one, showsCommits, under));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, of]) => [
      name,
      typeof of === "string" && isPrivate(under, name, showsCommits)
        ? WITHHELD
        : withheld(of, showsCommits, name),
    ]),
  );
}

/** Notes of profiles, what reads their meter, who accepted a regression and why; commits, where they are not shown. */
function isPrivate(under: string, name: string, showsCommits: boolean): boolean {
  if (under === "accepted") return name === "by" || name === "reason";
  return name === "note" || name === "meter" || (name === "sha" && !showsCommits);
}
