/**
 * What stands across the top: made-up data, a URL that could not be read whole, a clock that is off.
 * @module
 */
import type { JSX } from "preact";
import type { WireProjectAnswer } from "@gramme/core/wire/api";

const MINUTE_MS = 60_000;
/** A clock may be off by so much before it is told, ms. */
const OFF_MS = 5 * MINUTE_MS;
/** Units of a span, largest first, ms. A span is told in the first of which it has two. */
const UNITS = [
  ["years", 365.25 * 1440 * MINUTE_MS],
  ["days", 1440 * MINUTE_MS],
  ["hours", 60 * MINUTE_MS],
] as const;

/** Notices of a page; nothing where all is well. */
export function Notices({
  project,
  wrong,
  readMs,
}: {
  readonly project: WireProjectAnswer | undefined;
  readonly wrong: readonly string[];
  /** When the project was read, by this device's clock. */
  readonly readMs: number;
}): JSX.Element {
  const off = project === undefined ? 0 : readMs - Date.parse(project.now);
  return (
    <>
      {project?.synthetic == null ? null : (
        <p class="notice synthetic" role="alert">
          <strong>Synthetic.</strong> Nothing here was measured: {project.synthetic}
        </p>
      )}
      {wrong.map((sentence) => (
        <p class="notice" role="alert" key={sentence}>
          {sentence}
        </p>
      ))}
      {Math.abs(off) < OFF_MS ? null : (
        <p class="notice">
          This device's clock is {spanName(Math.abs(off))} {off > 0 ? "ahead of" : "behind"} the ledger's.
          Times here are the ledger's.
        </p>
      )}
    </>
  );
}

function spanName(ms: number): string {
  const [unit, size] = UNITS.find(([, of]) => ms >= 2 * of) ?? ["minutes", MINUTE_MS];
  return `${Math.round(ms / size)} ${unit}`;
}
