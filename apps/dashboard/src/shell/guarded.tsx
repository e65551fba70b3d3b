/**
 * A part of a page that says so where it cannot be drawn: a fault of one part leaves the others standing, and never an
 * empty page.
 * @module
 */
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useErrorBoundary } from "preact/hooks";
import { TroubleNote } from "./trouble-note.tsx";

/** Draws a part, and tries again once what it is drawn of is another. */
export function Guarded({
  of,
  children,
}: {
  /** What it is drawn of. */
  readonly of: unknown;
  readonly children: () => ComponentChildren;
}): JSX.Element {
  const [fault, again] = useErrorBoundary((error: unknown) => {
    // the stack is for whoever mends it
    // oxlint-disable-next-line no-console -- a page's log is its console
    console.error(error);
  }) as readonly [unknown, () => void];
  useEffect(() => {
    if (fault !== undefined) again();
  }, [of]);
  if (fault === undefined) return <Drawn draw={children} />;
  const why = fault instanceof Error ? fault.message : "it does not say why";
  return (
    <TroubleNote
      trouble={{
        kind: "unexpected",
        what: `This part could not be drawn: ${why}.`,
        advice:
          "That is a fault of the page and not of the ledger: please report it. The same figures are at /docs, door by door.",
      }}
      again={again}
    />
  );
}

/** Called as a component, so that what it throws is caught above it. */
function Drawn({ draw }: { readonly draw: () => ComponentChildren }): JSX.Element {
  return <>{draw()}</>;
}
