/**
 * What a metered request is filed under.
 * @module
 */
import type { WireEvent } from "@gramme/core/wire";
import { MODEL_NAME, PROFILE_ID, ROUTE_NAME, VERSION_NAME, ZONE_CODE } from "@gramme/core/wire/event-bounds";
import { noteFailure } from "./meter-failures.ts";

/** Labels of a request: names that many requests share, never anything of one request's own. */
export interface Labels {
  /** A Hugging Face pipeline tag, or `unknown`. */
  readonly task: WireEvent["task"];
  readonly model: string;
  readonly model_version?: string | undefined;
  /** A route's pattern, not a request's path. */
  readonly route?: string | undefined;
  /** Id of the profile by which the energy is known. */
  readonly profile?: string | undefined;
  /** ISO 3166-1 code of where it runs, where that is not the profile's place. */
  readonly zone?: string | undefined;
  readonly phase?: WireEvent["phase"];
}

/** The part of an event that labels are. */
export type LabelFields = Pick<
  WireEvent,
  "phase" | "task" | "model" | "model_version" | "route" | "profile" | "zone"
>;

/** Form of each label but task and phase, which are of closed sets. */
const FORMS = {
  model: MODEL_NAME,
  model_version: VERSION_NAME,
  route: ROUTE_NAME,
  profile: PROFILE_ID,
  zone: ZONE_CODE,
} as const;

/** A label with a form of its own. */
export type FormedLabel = keyof typeof FORMS;

/** Whether a text fits the wire as this label. */
export function fits(label: FormedLabel, text: string): boolean {
  return FORMS[label].test(text);
}

/** What is wrong with labels that a person set, a sentence each; empty where they fit. */
export function labelFaults(labels: Partial<Labels>): readonly string[] {
  return (Object.keys(FORMS) as FormedLabel[]).flatMap((label) => {
    const text = labels[label];
    if (text === undefined || fits(label, text)) return [];
    return [`${label}: "${text.slice(0, 40)}" does not match ${FORMS[label].source}`];
  });
}

const CHECKED = new WeakMap<Labels, LabelFields>();

/**
 * Labels as the wire takes them. One that does not fit is left out, a model becomes `unknown`, and that is counted.
 * The same object is looked at once.
 */
export function fittingLabels(labels: Labels): LabelFields {
  const known = CHECKED.get(labels);
  if (known !== undefined) return known;
  const fields: Record<string, string> = { task: labels.task, model: "unknown" };
  if (labels.phase !== undefined) fields["phase"] = labels.phase;
  for (const label of Object.keys(FORMS) as FormedLabel[]) {
    const text = labels[label];
    if (text === undefined) continue;
    if (fits(label, text)) fields[label] = text;
    else noteFailure("label", `${label} "${text.slice(0, 40)}" does not fit the wire`);
  }
  const fitting = Object.freeze(fields) as unknown as LabelFields;
  CHECKED.set(labels, fitting);
  return fitting;
}
