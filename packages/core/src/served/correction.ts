/**
 * Which version of a profile stands for what was counted under another (methodology M54).
 * @module
 */

/** A version, as far as corrections go. */
export interface CorrectingVersion {
  readonly version: number;
  /** Version that this one puts right, lower than its own. */
  readonly corrects?: number | undefined;
}

/**
 * The version that stands for `counted`: the newest that corrects it, then the newest that corrects that one, and so on;
 * itself where none does. A correction is always younger than what it corrects, so that this ends.
 */
export function standingVersion(counted: number, versions: readonly CorrectingVersion[]): number {
  let standing = counted;
  for (;;) {
    const here = standing;
    const next = versions
      .filter(({ version, corrects }) => corrects === here && version > here)
      .reduce((newest, { version }) => Math.max(newest, version), 0);
    if (next === 0) return standing;
    standing = next;
  }
}
