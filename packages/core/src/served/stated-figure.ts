/**
 * Figures that a profile states: J per inference, W, J per token, a meter (methodology M51).
 * @module
 */
import type { Spread } from "../estimate/estimate.ts";
import { logDeviation } from "../estimate/estimate.ts";
import { MICROJOULES_PER_JOULE } from "../units.ts";
import type { WireProfileInput } from "../wire/profile.ts";
import type { ServedAssumption } from "./assumption.ts";
import type { KnownFigure, ServedProfile } from "./rate.ts";

/** Microseconds in a second. Exact. */
const MICROSECONDS_PER_SECOND = 1_000_000;
/** 90 % factor of a stated figure whose own was not said: own judgement, that of rated power. */
const UNSAID = 2;
/** The same of a meter: own judgement, that of RAPL and NVML (M31, M32). */
const UNSAID_METER = 1.1;

type Stated = Extract<WireProfileInput, { kind: "per-inference" | "power" | "tokens" | "metered" }>;

/** What a profile states, at its own rung. Its doubt is one source, shared by every request that it stands for. */
export function statedFigure({ id, version }: ServedProfile, input: Stated): KnownFigure {
  const unsaid = input.kind === "metered" ? UNSAID_METER : UNSAID;
  const spread: Spread = {
    sources: { [`profile/${id}@${version}`]: logDeviation(input.spread ?? unsaid) },
    noise: 0,
  };
  const assumptions: readonly ServedAssumption[] =
    input.spread === undefined
      ? [
          {
            code: "profile-spread-default",
            text: `profile ${id}: how sure its figure is was not said; within ×${unsaid} and ÷${unsaid} was taken`,
          },
        ]
      : [];
  const shared = { rung: input.rung, spread, factors: [], assumptions };
  switch (input.kind) {
    case "per-inference":
      return { ...shared, tier: "declared", basis: "answered", joulesPer: { count: input.energy_j } };
    case "power":
      return {
        ...shared,
        tier: input.tier ?? "rated",
        basis: "timed",
        joulesPer: { share_us: input.power_w / MICROSECONDS_PER_SECOND },
      };
    case "tokens":
      return {
        ...shared,
        tier: "tokens",
        basis: "tokened",
        joulesPer: {
          input_tokens: input.j_per_input_token,
          output_tokens: input.j_per_output_token,
          ...(input.j_per_request === undefined ? {} : { tokened: input.j_per_request }),
        },
      };
    case "metered":
      return {
        ...shared,
        tier: "metered",
        basis: "metered",
        joulesPer: { energy_uj: 1 / MICROJOULES_PER_JOULE },
      };
  }
}
