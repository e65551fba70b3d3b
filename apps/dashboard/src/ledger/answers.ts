/**
 * The forms of the ledger's answers, and whether an answer is of one.
 * @module
 */
import type {
  WireDecompositionAnswer,
  WireFactorsAnswer,
  WireGridAnswer,
  WireMethodsAnswer,
  WireModelsAnswer,
  WireParityAnswer,
  WirePhasesAnswer,
  WireProfilesInUseAnswer,
  WireProjectAnswer,
  WireRunsAnswer,
  WireSeriesAnswer,
  WireSummaryAnswer,
} from "@gramme/core/wire/api";
import forms from "virtual:answer-forms";
import { mismatch } from "./form-check.ts";

/** Answers by form. */
export interface Answers {
  readonly project: WireProjectAnswer;
  readonly phases: WirePhasesAnswer;
  readonly summary: WireSummaryAnswer;
  readonly series: WireSeriesAnswer;
  readonly decomposition: WireDecompositionAnswer;
  readonly models: WireModelsAnswer;
  readonly parity: WireParityAnswer;
  readonly runs: WireRunsAnswer;
  readonly factors: WireFactorsAnswer;
  readonly profiles: WireProfilesInUseAnswer;
  readonly grid: WireGridAnswer;
  readonly methods: WireMethodsAnswer;
}

/** What of an answer is not of its form, in words; `undefined` where all is. */
export function wrongIn(form: keyof Answers, answer: unknown): string | undefined {
  return mismatch({ $ref: `#/$defs/${form}` }, answer, forms.$defs);
}
