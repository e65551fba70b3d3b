/**
 * `consequences.yml`, version 1: what a service makes others do, its effects of the second and third order, after ITU-T
 * L.1480. It stands beside the ledger and is never summed with it. Here is its form; the rules that go beyond form are
 * in `core/consequences`.
 * @module
 */
import { z } from "zod";
import { DATA_QUALITIES, INDICATORS, MECHANISMS } from "../consequences/vocabulary.ts";

/** Prose, of more lines than one perhaps; a terminal takes no orders from it. */
const text = z
  .string()
  .min(1)
  .max(2000)
  .regex(/\S/u, "wants words")
  .regex(/^(?:\P{Cc}|[\n\t])*$/u, "wants text without control characters");
const line = (most: number): z.ZodString =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/\S/u, "wants words")
    .regex(/^\P{Cc}*$/u, "wants one line");

/** Pages make links of it, so it is an address of the web, or a DOI. */
const source = z
  .string()
  .max(500)
  .regex(
    /^(?:https?:\/\/|(?:doi:)?10\.\d{4,9}\/)[^\s\p{Cc}]+$/u,
    "wants an address (https://…) or a DOI (10.…/…)",
  )
  .describe("URL or DOI");

const ID = /^[a-z][a-z0-9-]{0,39}$/u;

/** Size of an effect: magnitudes, all at least 0. Whether they are saved or spent is said by `direction`. */
const ConsequenceEstimate = z.strictObject({
  low: z.number().nonnegative(),
  mid: z.number().nonnegative(),
  high: z.number().nonnegative(),
  unit: z
    .string()
    .max(60)
    .regex(
      /^\S.* per (?:year|functional unit)$/u,
      "wants a unit per year or per functional unit, such as kg CO2e per year",
    )
    .describe("unit of the indicator, per year or per functional unit: kg CO2e per year"),
});

/** One effect: a branch of the consequence tree. */
export const ConsequenceEffect = z
  .strictObject({
    id: z.string().regex(ID, "wants lower-case letters, digits and dashes"),
    order: z
      .union([z.literal(2), z.literal(3)], "wants 2 or 3")
      .describe("2: what users do otherwise; 3: what a society does otherwise"),
    parent: z.string().min(1).max(40).describe("first_order, or the id of the effect that it follows from"),
    text: text.describe("what happens, as one would say it"),
    mechanism: z.enum(MECHANISMS),
    direction: z.enum(["decreases", "increases", "unknown"]).describe("what it does to the indicator"),
    indicator: z.enum(INDICATORS),
    /** null: nobody has quantified it. */
    estimate: ConsequenceEstimate.nullable().describe("null where nobody has quantified it"),
    data_quality: z.enum(DATA_QUALITIES),
    actual_or_potential: z.enum(["actual", "potential"]).describe("whether it is known to happen, or might"),
    reversible_after_years: z.number().nonnegative().max(10_000).optional(),
    source: source.optional(),
  })
  .meta({ id: "ConsequenceEffect" });

/** A project's consequences, as to their form. */
export const Consequences = z
  .strictObject({
    schema: z.literal("consequences/1"),
    service: z.strictObject({
      name: line(200),
      functional_unit: line(200),
      /** "Should we use AI here?" */
      decision: text.describe("should AI be used here, and why"),
      less_consuming_alternative: z
        .strictObject({ tried: z.boolean(), why_rejected: text.optional() })
        .describe("a way with less, or without AI: was it tried, and why was it not taken"),
    }),
    /** What would be without it. */
    reference_scenario: z
      .strictObject(
        {
          description: text,
          without_ai: z.boolean(),
          year: z.int().min(1990).max(2200),
          geography: line(200),
          source: source.optional(),
          dynamic: z
            .boolean()
            .describe("whether it changes with time, as the world would have without the service"),
        },
        "wants an object: an effect is one against what would be without the service",
      )
      .describe("what would be without the service"),
    /** Of L.1480; tier 3 is not for publication. */
    tier: z
      .union([z.literal(1), z.literal(2), z.literal(3)], "wants 1, 2 or 3")
      .describe("of ITU-T L.1480; tier 3 is not for publication"),
    effects: z.array(ConsequenceEffect).max(200),
    no_increase_because: text.optional().describe("why no effect increases an impact, where none does"),
    excluded: z.array(z.strictObject({ what: text, why: text })).max(200),
  })
  .meta({ id: "Consequences" });

/** Consequences on the wire. */
export type WireConsequences = z.output<typeof Consequences>;
/** An effect on the wire. */
export type WireConsequenceEffect = z.output<typeof ConsequenceEffect>;

/** JSON Schema (draft 2020-12) of `consequences.yml`, for editors. It knows the form, not the rules beyond it. */
export function consequencesJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(Consequences, { io: "input" }), title: "consequences.yml" };
}
