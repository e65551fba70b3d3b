/**
 * The read side for `/openapi.json`.
 * @module
 */
import {
  DecompositionAnswer,
  FactorsAnswer,
  GridAnswer,
  MethodsAnswer,
  ModelsAnswer,
  ParityAnswer,
  PhasesAnswer,
  ProfilesInUseAnswer,
  RunResult,
  RunsAnswer,
  RunSource,
  SeriesAnswer,
  SummaryAnswer,
} from "@gramme/core/wire";
import { z } from "zod";
import type { ZodOpenApiPathsObject } from "zod-openapi";
import { refusals } from "../openapi/refusals.ts";
import { CSV_HEADERS } from "./csv.ts";
import { DecompositionQuery } from "./decomposition.ts";
import { FactorsQuery, ProfilesInUseQuery } from "./factors.ts";
import { GridQuery } from "./grid.ts";
import { MethodsQuery } from "./methods.ts";
import { ModelsQuery } from "./models.ts";
import { ParityQuery } from "./parity.ts";
import { PhasesQuery } from "./phases.ts";
import { MOST_ROWS } from "./query.ts";
import { RunsQuery } from "./runs-list.ts";
import { SeriesQuery } from "./series.ts";
import { SummaryQuery } from "./summary.ts";

const REFUSED = refusals("malformed-query", "unauthenticated", "forbidden");

/** What holds of every table. */
const AS_TABLE =
  " As CSV with `format=csv` or `Accept: text/csv`: an empty cell is what is not known, or a label that the sender did not say. What figures rest on (`ground`) is in the JSON alone.";

function door(
  summary: string,
  query: z.ZodObject,
  answer: z.ZodType,
  more = "",
): ZodOpenApiPathsObject[string] {
  const tabular = "format" in query.shape;
  return {
    get: {
      tags: ["figures"],
      summary,
      description: `Wants \`read\`. Times are UTC, by the hour.${tabular ? AS_TABLE : ""}${more}`,
      requestParams: { query },
      responses: {
        "200": {
          description: "figures with their intervals, and what they rest on",
          content: {
            "application/json": { schema: answer },
            ...(tabular ? { "text/csv": { schema: z.string() } } : {}),
          },
        },
        ...REFUSED,
      },
    },
  };
}

/** For `/openapi.json`. */
export const readPaths: ZodOpenApiPathsObject = {
  "/api/summary": door(
    "What served requests took, by phase and by a label",
    SummaryQuery,
    SummaryAnswer,
    ` A table has every row, and is refused where that is more than ${MOST_ROWS}; where \`limit\` cuts it, the header \`${CSV_HEADERS.moreRows}\` says by how many. Rows by a label have no total among them, so that a column adds up once: without \`by\` the table is the totals, with their intervals.`,
  ),
  "/api/series": door(
    "Energy, carbon and inferences over time",
    SeriesQuery,
    SeriesAnswer,
    ` Numbers of points have nine significant digits. The header \`${CSV_HEADERS.unknown}\` of a table says of all its rows what is in no figure, and why.`,
  ),
  "/api/phases": door("Training against inference, side by side and added up", PhasesQuery, PhasesAnswer),
  "/api/parity": door("Inferences served ÷ inferences to parity (M25)", ParityQuery, ParityAnswer),
  "/api/decomposition": door(
    "Why a total changed: volume, structure, intensity (M26–M28)",
    DecompositionQuery,
    DecompositionAnswer,
  ),
  "/api/models": door("Models served or trained, with their quality", ModelsQuery, ModelsAnswer),
  "/api/methods": door(
    "What published methods would say of the newest run of each workload",
    MethodsQuery,
    MethodsAnswer,
  ),
  "/api/commits": door("What commits did to their workloads", RunsQuery, RunsAnswer),
  "/api/runs": door("Runs of a bench", RunsQuery, RunsAnswer),
  "/api/runs/{key}": {
    get: {
      tags: ["figures"],
      summary: "One run, whole",
      requestParams: { path: z.object({ key: z.string() }) },
      responses: {
        "200": {
          description: "as it was sent",
          content: {
            "application/json": {
              schema: z.object({
                key: z.string(),
                received_at: z.iso.datetime(),
                source: RunSource,
                trained: z.array(z.string()),
                run: RunResult,
              }),
            },
          },
        },
        ...refusals("not-found", "unauthenticated", "forbidden"),
      },
    },
  },
  "/api/factors": door("Every factor in use, with its earlier values", FactorsQuery, FactorsAnswer),
  "/api/profiles-in-use": door("Profiles behind a period's figures", ProfilesInUseQuery, ProfilesInUseAnswer),
  "/api/grid": door("Grids in use: live and annual side by side", GridQuery, GridAnswer),
};
