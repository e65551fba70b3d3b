/**
 * The read side: every door under `/api`, for those who may read. Figures are computed here, from counters, on each
 * reading.
 * @module
 */
import type { Hono } from "hono";
import { allow } from "../auth/allow.ts";
import type { Ledger } from "../context.ts";
import { decomposition } from "./decomposition.ts";
import { factors, profilesInUse } from "./factors.ts";
import { grid } from "./grid.ts";
import { models } from "./models.ts";
import { parity } from "./parity.ts";
import { phases } from "./phases.ts";
import { commits, oneRun, runsList } from "./runs-list.ts";
import { series } from "./series.ts";
import { summary } from "./summary.ts";

/** Mounts `GET /api/*`. */
export function readDoors(app: Hono<Ledger>): void {
  const read = allow("read");
  app.get("/api/summary", read, summary);
  app.get("/api/series", read, series);
  app.get("/api/phases", read, phases);
  app.get("/api/parity", read, parity);
  app.get("/api/decomposition", read, decomposition);
  app.get("/api/models", read, models);
  app.get("/api/commits", read, commits);
  app.get("/api/runs", read, runsList);
  app.get("/api/runs/:key{.+}", read, oneRun);
  app.get("/api/factors", read, factors);
  app.get("/api/profiles-in-use", read, profilesInUse);
  app.get("/api/grid", read, grid);
}
