/**
 * The frame of every drawing: what screen readers hear of it, how it is read point by point, what stands at the cursor.
 * @module
 */
import type { ComponentChildren, JSX } from "preact";
import { type Reading, ReadingNote } from "./reading.tsx";

/** A drawing that can be read. */
export function ChartDrawing({
  label,
  reading,
  width,
  height,
  children,
}: {
  /** What is drawn, and how many of it, in a sentence or two. */
  readonly label: string;
  readonly reading: Reading;
  readonly width: number;
  readonly height: number;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <>
      <svg
        width={width}
        height={height}
        // for paper, which may be narrower
        viewBox={`0 0 ${width} ${height}`}
        role="application"
        aria-roledescription="chart"
        aria-label={label}
        aria-describedby={reading.hintId}
        {...reading.handlers}
      >
        {children}
      </svg>
      <ReadingNote reading={reading} width={width} />
    </>
  );
}
