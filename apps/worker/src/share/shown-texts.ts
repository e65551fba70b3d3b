/**
 * Who may read which text of an answer. What is not listed here, nobody has by a link: a field that is added to an answer
 * is withheld until somebody decides, and a test asks for the decision. Words that a form itself names, and times, are for
 * everybody who may read the answer.
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
} from "@gramme/core/wire";
import type { z } from "zod";
import { type TextsOfForm, textsOfForm } from "./texts-of-form.ts";

/**
 * To whom a text is shown.
 * - `as-it-is`: by every link. Labels as senders say them, and what a team states for others to read.
 * - `without-commits`: by every link, but names of runs, repositories and commits are taken out of it first.
 * - `commits`: by links that show commits.
 * - `nobody`: by no link.
 */
export type Showing = "as-it-is" | "without-commits" | "commits" | "nobody";

type Decisions = Readonly<Record<string, Showing>>;

/** Decisions for all texts of a part, below where it stands in an answer. */
function below(place: string, part: Decisions): Decisions {
  return Object.fromEntries(Object.entries(part).map(([path, showing]) => [`${place}.${path}`, showing]));
}

const FACTOR: Decisions = {
  id: "without-commits",
  unit: "as-it-is",
  source: "without-commits",
  url: "without-commits",
  licence: "as-it-is",
};
const GROUND: Decisions = {
  ...below("ground.factors", FACTOR),
  "ground.assumptions.code": "as-it-is",
  "ground.assumptions.text": "without-commits",
  "ground.restated.id": "without-commits",
  "ground.restated.unit": "as-it-is",
  "ground.not_counted": "as-it-is",
};
const UNKNOWN: Decisions = { reason: "as-it-is", text: "without-commits" };
const DOUBT: Decisions = { source: "without-commits", meaning: "without-commits" };
const FIGURES: Decisions = { ...below("unknown", UNKNOWN), ...below("doubt", DOUBT) };
/** `route` is no filter that a link can set, and no label that it can split by. */
const FILTERS: Decisions = { "filters.*": "as-it-is" };

/** Every form of answer that a link may ask for, by its name, and every free text in it. */
const DECIDED: readonly (readonly [form: z.ZodType, name: string, texts: Decisions])[] = [
  [
    SummaryAnswer,
    "gramme/summary/1",
    {
      ...FILTERS,
      ...below("phases.figures", FIGURES),
      "rows.key": "as-it-is",
      ...below("rows.figures", FIGURES),
      "plausibility.profile": "as-it-is",
      "plausibility.text": "without-commits",
      "idle.profiles.profile": "as-it-is",
      ...below("idle.profiles.doubt", DOUBT),
      "idle.not_said": "as-it-is",
      "idle.left_out.profile": "as-it-is",
      "idle.left_out.why": "without-commits",
      ...GROUND,
    },
  ],
  [
    SeriesAnswer,
    "gramme/series/1",
    { ...FILTERS, keys: "as-it-is", "points.key": "as-it-is", ...below("unknown", UNKNOWN), ...GROUND },
  ],
  [
    PhasesAnswer,
    "gramme/phases/1",
    {
      ...below("phases.unknown", UNKNOWN),
      "left_out.run": "commits",
      "left_out.part": "as-it-is",
      "left_out.why": "without-commits",
      ...GROUND,
    },
  ],
  [
    ParityAnswer,
    "gramme/parity/1",
    { "models.model": "as-it-is", "models.why_not": "without-commits", ...GROUND },
  ],
  [
    DecompositionAnswer,
    "gramme/decomposition/1",
    {
      ...FILTERS,
      ...below("unknown_before", UNKNOWN),
      ...below("unknown", UNKNOWN),
      "parts.key": "as-it-is",
      "left_out.key": "as-it-is",
      "left_out.why": "without-commits",
      ...GROUND,
    },
  ],
  [
    ModelsAnswer,
    "gramme/models/1",
    {
      "models.model": "as-it-is",
      "models.tasks": "as-it-is",
      "models.versions": "as-it-is",
      ...below("models.inference", FIGURES),
      "models.training.run": "commits",
      "models.training.sha": "commits",
      "models.training.functional_unit": "without-commits",
      "models.training.quality.metric": "as-it-is",
      ...GROUND,
    },
  ],
  [
    MethodsAnswer,
    "gramme/methods/1",
    {
      "workloads.run": "commits",
      "workloads.name": "as-it-is",
      "workloads.model": "as-it-is",
      "workloads.phase": "as-it-is",
      "workloads.task": "as-it-is",
      "workloads.functional_unit": "without-commits",
      ...below("workloads.ours.doubt", DOUBT),
      "workloads.described.cpu.model": "as-it-is",
      "workloads.described.gpu.model": "as-it-is",
      "workloads.described.site.zone": "as-it-is",
      "workloads.described.site.cloud_region": "as-it-is",
      "workloads.assumed": "without-commits",
      "workloads.missing.field": "as-it-is",
      "workloads.missing.why": "without-commits",
      "workloads.methods.method": "as-it-is",
      "workloads.methods.name": "as-it-is",
      "workloads.methods.version": "as-it-is",
      "workloads.methods.counts": "as-it-is",
      "workloads.methods.source": "as-it-is",
      "workloads.methods.url": "as-it-is",
      "workloads.methods.why_not": "without-commits",
      "workloads.methods.assumed": "without-commits",
    },
  ],
  [
    FactorsAnswer,
    "gramme/factors/1",
    { ...below("factors", FACTOR), "factors.name": "as-it-is", "factors.earlier.source": "without-commits" },
  ],
  [
    ProfilesInUseAnswer,
    "gramme/profiles-in-use/1",
    {
      "profiles.id": "as-it-is",
      "profiles.stands.id": "as-it-is",
      "profiles.stands.input.site.zone": "as-it-is",
      "profiles.stands.input.site.cloud_region": "as-it-is",
      "profiles.stands.input.note": "nobody",
      "profiles.stands.input.run": "commits",
      "profiles.stands.input.workload": "as-it-is",
      "profiles.stands.input.meter": "nobody",
      "profiles.stands.calibration.tier": "as-it-is",
      ...below("profiles.stands.calibration.doubt", { source: "without-commits" }),
      "profiles.stands.calibration.commit": "commits",
      "profiles.stands.calibration.measured_at": "as-it-is",
    },
  ],
  [
    GridAnswer,
    "gramme/grid/1",
    {
      "zones.zone": "as-it-is",
      "zones.name": "as-it-is",
      ...below("zones.annual", FACTOR),
      "zones.live.provider": "as-it-is",
      "failures.zone": "as-it-is",
      "failures.provider": "as-it-is",
      "failures.why": "without-commits",
    },
  ],
  [
    ProjectAnswer,
    "gramme/project/1",
    {
      name: "as-it-is",
      "budget.reason": "without-commits",
      // tier 3, which is not for publication, does not come as far as this
      ...below("consequences", {
        "service.name": "as-it-is",
        "service.functional_unit": "without-commits",
        "service.decision": "without-commits",
        "service.less_consuming_alternative.why_rejected": "without-commits",
        "reference_scenario.description": "without-commits",
        "reference_scenario.geography": "as-it-is",
        "reference_scenario.source": "as-it-is",
        "effects.id": "as-it-is",
        "effects.parent": "as-it-is",
        "effects.text": "without-commits",
        "effects.estimate.unit": "as-it-is",
        "effects.source": "as-it-is",
        no_increase_because: "without-commits",
        "excluded.what": "without-commits",
        "excluded.why": "without-commits",
      }),
      synthetic: "as-it-is",
    },
  ],
  [
    RunsAnswer,
    "gramme/runs-list/1",
    {
      ...below("runs", {
        key: "commits",
        "source.repository": "commits",
        "source.sha": "commits",
        "source.ref": "commits",
        "source.workflow": "commits",
        "source.event": "commits",
        "source.part": "commits",
        base: "commits",
        trained: "commits",
        "workloads.name": "commits",
        "workloads.model": "commits",
        "workloads.phase": "commits",
        "workloads.task": "commits",
        "workloads.tier": "commits",
        "workloads.functional_unit": "commits",
        "comparisons.name": "commits",
        "comparisons.phase": "commits",
        "comparisons.task": "commits",
        "comparisons.tier": "commits",
        "comparisons.functional_unit": "commits",
        "accepted.label": "commits",
        "accepted.by": "nobody",
        "accepted.reason": "nobody",
      }),
      next: "commits",
    },
  ],
];

/** What is decided of a form, and what it is decided of. */
export interface ShownTexts {
  /** Name of the form, as answers have it in `schema`. */
  readonly name: string;
  readonly decided: ReadonlyMap<string, Showing>;
  /** Every text that the form can hold. */
  readonly texts: TextsOfForm;
}

/** Forms of all answers that a link may ask for, by name. */
export const SHOWN: ReadonlyMap<string, ShownTexts> = new Map(
  DECIDED.map(([form, name, decisions]) => [
    name,
    { name, decided: new Map(Object.entries(decisions)), texts: textsOfForm(form) },
  ]),
);
