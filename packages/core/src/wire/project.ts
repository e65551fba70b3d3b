/**
 * What a team says of its project: its name, and how much it allows itself. Nothing of it enters a figure.
 * @module
 */
import { z } from "zod";
import { BOUNDARY_RUNGS } from "../energy/boundary.ts";

const line = (most: number): z.ZodString =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^\P{Cc}*$/u, "wants one line");

/** An absolute budget: frugality is global, efficiency per unit. All phases of the project are held against it. */
export const Budget = z
  .strictObject({
    co2e_g: z.number().positive().max(1e15).describe("g CO2e that the project allows itself in the time"),
    per: z.enum(["month", "quarter", "year"]).describe("of the calendar, in UTC"),
    boundary: z.enum(BOUNDARY_RUNGS).describe("rung at which it is meant"),
    reason: line(500).optional().describe("where the figure comes from"),
  })
  .meta({ id: "Budget" });

/** `PUT /v1/project`: what is left out is not said any more. */
export const ProjectInput = z
  .strictObject({
    name: line(100).optional(),
    budget: Budget.optional(),
  })
  .meta({ id: "ProjectInput" });

/**
 * `PATCH /v1/project`, a JSON merge patch (RFC 7396): what is left out stays as it was said, and null is said no more.
 * What comes of it has to be a {@link ProjectInput}.
 */
export const ProjectPatch = z
  .strictObject({
    name: ProjectInput.shape.name.nullable(),
    budget: z
      .strictObject({
        co2e_g: Budget.shape.co2e_g.nullable().optional(),
        per: Budget.shape.per.nullable().optional(),
        boundary: Budget.shape.boundary.nullable().optional(),
        reason: Budget.shape.reason.nullable(),
      })
      .nullable()
      .optional(),
  })
  .meta({ id: "ProjectPatch" });

/** `project.yml`: a {@link ProjectInput}, and what it is. */
export const ProjectFile = z.strictObject({ schema: z.literal("project/1"), ...ProjectInput.shape });

/** A project as its team states it, on the wire. */
export type WireProjectInput = z.output<typeof ProjectInput>;
/** A change of what is stated, on the wire. */
export type WireProjectPatch = z.output<typeof ProjectPatch>;
/** An absolute budget, on the wire. */
export type WireBudget = z.output<typeof Budget>;

/** JSON Schema (draft 2020-12) of `project.yml`, for editors. */
export function projectJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(ProjectFile, { io: "input" }), title: "project.yml" };
}
