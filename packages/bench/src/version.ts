/**
 * The version of gramme, as its package says.
 * @module
 */
import manifest from "../package.json" with { type: "json" };

/** SemVer of this build. */
export const VERSION: string = manifest.version;
