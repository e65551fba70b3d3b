/**
 * What a factor or a source of doubt is about, and what would narrow it.
 * @module
 */
import { doubtMeaning } from "@gramme/core/words";

/** A kind of source, in words. */
export interface SourceKind {
  readonly about: string;
  /** What would make it surer; undefined where nobody who reads this can do anything. */
  readonly narrower: string | undefined;
}

const CALIBRATE = "calibrate the profile by a run of gramme bench";

/** By the beginning of their ids; words of core's where none stand here. */
const KINDS: readonly (readonly [start: string, about: string | undefined, narrower?: string])[] = [
  ["grid/ember/unknown", "carbon intensity of a grid that nobody named", "name the zone in the profile"],
  ["rate/transfer", "a published rate, used elsewhere", CALIBRATE],
  ["rate/", "models of a published rate differ", CALIBRATE],
  ["profile/", "what a profile states", CALIBRATE],
  ["stated/", "stated by this project"],
  ["scatter/", "scatter of the calibrating run", "more replicates"],
  ["noise", undefined, "more replicates"],
  ["pue/", "cooling and power distribution: PUE", "state the site's PUE in the profile"],
  ["wue/", "cooling water: WUE"],
  ["embodied/", "production of the hardware"],
];

/** What an id stands for; its id where it has no words. */
export function sourceKind(id: string): SourceKind {
  const [, about, narrower] = KINDS.find(([start]) => id.startsWith(start)) ?? [];
  return { about: about ?? doubtMeaning(id) ?? id, narrower };
}
