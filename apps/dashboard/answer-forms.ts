/**
 * The forms of a ledger's answers as JSON Schema, made from the schemas that the ledger itself is described by. Zod would
 * be half of the page; a reader of JSON Schema is a tenth of it.
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
  ProjectAnswer,
  RunsAnswer,
  SeriesAnswer,
  SummaryAnswer,
} from "@gramme/core/wire/api";
import { z } from "zod";
import type { Plugin } from "vite";

const FORMS = {
  project: ProjectAnswer,
  phases: PhasesAnswer,
  summary: SummaryAnswer,
  series: SeriesAnswer,
  decomposition: DecompositionAnswer,
  models: ModelsAnswer,
  parity: ParityAnswer,
  runs: RunsAnswer,
  factors: FactorsAnswer,
  profiles: ProfilesInUseAnswer,
  grid: GridAnswer,
  methods: MethodsAnswer,
};
const MODULE = "virtual:answer-forms";

/** Gives the page `virtual:answer-forms`: one schema, a definition a form. */
export function answerForms(): Plugin {
  return {
    name: "gramme:answer-forms",
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
    load: (id) => (id === `\0${MODULE}` ? `export default ${JSON.stringify(formsSchema())}` : undefined),
  };
}

/** The schema; each form is at `#/$defs/NAME`. */
export function formsSchema(): object {
  const { properties, $defs } = z.toJSONSchema(z.strictObject(FORMS), {
    io: "output",
    target: "draft-2020-12",
  });
  return { $defs: tolerant({ ...$defs, ...properties }, false) };
}

/** What guards what people send, and says nothing of how to read it. */
const LEFT_OUT: readonly string[] = [
  "description",
  "id",
  "pattern",
  "minLength",
  "maxLength",
  "maxItems",
  "$schema",
];

/** A page can read more than it knows: a newer ledger may say more. What it does not read is not checked either. */
function tolerant(value: unknown, isForm = true): unknown {
  if (Array.isArray(value)) return value.map((one) => tolerant(one));
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(
    ([key, entry]) =>
      !isForm ||
      !(
        LEFT_OUT.includes(key) ||
        (key === "additionalProperties" && entry === false) ||
        (key === "maximum" && entry === Number.MAX_SAFE_INTEGER) ||
        (key === "minimum" && entry === Number.MIN_SAFE_INTEGER)
      ),
  );
  const read = kept.map(([key, entry]): [string, unknown] => [
    key,
    tolerant(entry, !isForm || key !== "properties"),
  ]);
  // all of what is left out leaves nothing
  return Object.fromEntries(
    read.filter(([key, entry]) => !isForm || key !== "allOf" || JSON.stringify(entry).includes(":")),
  );
}
