/**
 * The read side: every door under `/api`, for those who may read. Figures are computed here, from counters, on each
 * reading.
 * @module
 */
import type { Hono } from "hono";
import { every } from "hono/combine";
import { allow } from "../auth/allow.ts";
import type { Ledger } from "../context.ts";
import { wholeTime } from "../project/whole-time.ts";
import { withholding } from "../share/withheld.ts";
import { decomposition } from "./decomposition.ts";
import { factors, profilesInUse } from "./factors.ts";
import { grid } from "./grid.ts";
import { methods } from "./methods.ts";
import { models } from "./models.ts";
import { parity } from "./parity.ts";
import { phases } from "./phases.ts";
import { commits, oneRun, runsList } from "./runs-list.ts";
import { series } from "./series.ts";
import { summary } from "./summary.ts";

/** Mounts `GET /api/*`. What public links may read too withholds from them what is not theirs to see. */
export function readDoors(app: Hono<Ledger>): void {
  const shown = every(allow("shared"), withholding, wholeTime);
  const shownWithCommits = every(allow("shared:commits"), withholding, wholeTime);
  app.get("/api/summary", shown, summary);
  app.get("/api/series", shown, series);
  app.get("/api/phases", shown, phases);
  app.get("/api/parity", shown, parity);
  app.get("/api/decomposition", shown, decomposition);
  app.get("/api/models", shown, models);
  app.get("/api/methods", shown, methods);
  app.get("/api/commits", shownWithCommits, commits);
  app.get("/api/runs", shownWithCommits, runsList);
  app.get("/api/runs/:key{.+}", allow("read"), oneRun);
  app.get("/api/factors", shown, factors);
  app.get("/api/profiles-in-use", shown, profilesInUse);
  app.get("/api/grid", shown, grid);
}
