/**
 * When the machines of a profile stood, and what they draw while they wait (methodology M58).
 * @module
 */
import type { WireIdlePower, WireProfile } from "../wire/profile.ts";
import { standingVersion } from "./correction.ts";

/** A stretch of time in which one version of a profile held. */
export interface Deployment {
  /** Version under which requests were counted meanwhile. */
  readonly counted: number;
  /** Version that stands for it: itself, or the one that puts it right. */
  readonly stands: WireProfile;
  /** ms since 1970; `fromMs` < `toMs`, which is infinite where nothing ends it yet. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Absent where it says nothing of idle power: that it stood is known, and no more. */
  readonly idle: WireIdlePower | undefined;
}

/** A stretch whose idle power is known. */
export type WaitingDeployment = Deployment & { readonly idle: WireIdlePower };

/** What a version says of idle power. */
export function idlePower({ input }: Pick<WireProfile, "input">): WireIdlePower | undefined {
  return input.kind === "power" ? input.idle : undefined;
}

/**
 * The stretches of a profile, earliest first, no two at once. A version that corrects none holds from `since`, or else
 * from its creation, until its `until` or until a later one takes over; a correction stands for all of its version's time.
 * @param versions all that are known of one profile, in any order
 * @param msOf ms since 1970 of a datetime: core knows no calendar
 */
export function deployments(
  versions: readonly WireProfile[],
  msOf: (datetime: string) => number,
): readonly Deployment[] {
  const correcting = versions.map(({ version, input }) => ({ version, corrects: input.corrects }));
  const stretches: Deployment[] = [];
  let nextMs = Number.POSITIVE_INFINITY;
  // from the newest, so that a version that says it stood earlier takes that time from those before it
  for (const base of versions.toSorted((a, b) => b.version - a.version)) {
    if (base.input.corrects !== undefined) continue;
    const standing = standingVersion(base.version, correcting);
    const stands = versions.find(({ version }) => version === standing) ?? base;
    const idle = idlePower(stands);
    const fromMs = msOf(idle?.since ?? base.created_at);
    const toMs = idle?.until === undefined ? nextMs : Math.min(nextMs, msOf(idle.until));
    nextMs = Math.min(nextMs, fromMs);
    if (fromMs < toMs) stretches.push({ counted: base.version, stands, fromMs, toMs, idle });
  }
  return stretches.toReversed();
}
