/**
 * What the inferences are filed under.
 * @module
 */
import type { Labels } from "@gramme/meter";
import { MODEL } from "../speech/voice-model.ts";

/** The route that infers. */
export const ROUTE = "/voice-activity";

/**
 * Labels of every inference. Where it ran is not among them: the platform tells which city answered, not where the power
 * came from, and that city is not the client's country.
 * @param profile Id of the profile by which the energy of a window is known; published rates of the task without.
 */
export function labels(profile: string | undefined): Labels {
  return {
    task: "voice-activity-detection",
    model: MODEL.name,
    model_version: MODEL.version,
    route: ROUTE,
    ...(profile === undefined || profile === "" ? {} : { profile }),
  };
}
