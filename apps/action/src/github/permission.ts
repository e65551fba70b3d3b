/**
 * Which permission of a job's token a request needs.
 * @module
 */

/** The first row whose pattern fits counts. Comments and events of a pull request go by `pull-requests`, not `issues`. */
const ROWS: readonly (readonly [route: RegExp, scope: string])[] = [
  [/\/issues\/|\/pulls(\/|$)/u, "pull-requests"],
  [/\/check-runs(\/|$)/u, "checks"],
  [/\/actions\//u, "actions"],
  [/\/contents\//u, "contents"],
];

/** What stands in a workflow's `permissions:` for a request to be allowed, such as `checks: write`. */
export function permissionFor(method: string, route: string): string | undefined {
  const row = ROWS.find(([pattern]) => pattern.test(route));
  return row === undefined ? undefined : `${row[1]}: ${method === "GET" ? "read" : "write"}`;
}
