/**
 * Methods that a door does not have.
 * @module
 */
import type { Hono } from "hono";
import type { Ledger } from "../context.ts";
import { Refusal } from "./problem.ts";

/** Answers `method-not-allowed` to all methods of a path but these; mount it after the door. */
export function refuseOtherMethods(app: Hono<Ledger>, path: string, ...methods: readonly string[]): void {
  const allowed = methods.join(", ");
  app.all(path, () => {
    throw new Refusal("method-not-allowed", `wants ${methods.join(" or ")}`, { headers: { allow: allowed } });
  });
}
