/**
 * Routes as the book keeps them, and what an isolate remembers of it for a little while.
 * @module
 */
import type { WireRoute, WireRouteInput } from "./route-input.ts";

/** Longest that an isolate goes by a route that it read, ms. So long it lives on elsewhere after it is changed. */
export const ROUTE_MEMORY_MS = 10_000;
/** Most routes that an isolate remembers. */
const MOST_REMEMBERED = 1000;

interface Row {
  readonly id: string;
  readonly created_ms: number;
  readonly body: string;
}

const remembered = new Map<string, { readonly untilMs: number; readonly route: WireRoute }>();

const nameOf = (tenant: string, id: string): string => `${tenant} ${id}`;

function routeOf(row: Row): WireRoute {
  return {
    id: row.id,
    created_at: new Date(row.created_ms).toISOString(),
    // it was checked when it came in
    input: JSON.parse(row.body) as WireRouteInput,
  };
}

/** The route of this tenant, from memory where it is fresh; `undefined` where there is none. */
export async function routeFor(
  book: D1Database,
  tenant: string,
  id: string,
  nowMs: number,
): Promise<WireRoute | undefined> {
  const name = nameOf(tenant, id);
  const known = remembered.get(name);
  if (known !== undefined && nowMs < known.untilMs && nowMs >= known.untilMs - ROUTE_MEMORY_MS)
    return known.route;
  const route = await readRoute(book, tenant, id);
  // one that is not there may be there the next moment, and its writer waiting for it
  if (route === undefined) {
    remembered.delete(name);
    return undefined;
  }
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(name, { untilMs: nowMs + ROUTE_MEMORY_MS, route });
  return route;
}

/** The route as the book has it now. */
export async function readRoute(
  book: D1Database,
  tenant: string,
  id: string,
): Promise<WireRoute | undefined> {
  const row = await book
    .prepare("SELECT id, created_ms, body FROM routes WHERE tenant = ? AND id = ?")
    .bind(tenant, id)
    .first<Row>();
  return row === null ? undefined : routeOf(row);
}

/** Every route of a tenant, by id. */
export async function readRoutes(book: D1Database, tenant: string): Promise<readonly WireRoute[]> {
  const { results } = await book
    .prepare("SELECT id, created_ms, body FROM routes WHERE tenant = ? ORDER BY id")
    .bind(tenant)
    .all<Row>();
  return results.map(routeOf);
}

/** Writes a route, in place of the one of that id. Says whether there was none. */
export async function writeRoute(
  book: D1Database,
  tenant: string,
  id: string,
  input: WireRouteInput,
  nowMs: number,
): Promise<{ readonly route: WireRoute; readonly isNew: boolean }> {
  const before = await readRoute(book, tenant, id);
  await book
    .prepare(
      "INSERT INTO routes (tenant, id, created_ms, body) VALUES (?, ?, ?, ?) ON CONFLICT (tenant, id) DO UPDATE SET created_ms = excluded.created_ms, body = excluded.body",
    )
    .bind(tenant, id, nowMs, JSON.stringify(input))
    .run();
  remembered.delete(nameOf(tenant, id));
  return { route: { id, created_at: new Date(nowMs).toISOString(), input }, isNew: before === undefined };
}

/** Takes a route out. Says whether there was one. */
export async function deleteRoute(book: D1Database, tenant: string, id: string): Promise<boolean> {
  const { meta } = await book
    .prepare("DELETE FROM routes WHERE tenant = ? AND id = ?")
    .bind(tenant, id)
    .run();
  remembered.delete(nameOf(tenant, id));
  return meta.changes > 0;
}

/** Whether a profile of that id is in the book. */
export async function hasProfile(book: D1Database, tenant: string, profile: string): Promise<boolean> {
  const row = await book
    .prepare("SELECT 1 AS found FROM profiles WHERE tenant = ? AND id = ? LIMIT 1")
    .bind(tenant, profile)
    .first<{ found: number }>();
  return row !== null;
}
