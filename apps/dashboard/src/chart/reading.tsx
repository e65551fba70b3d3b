/**
 * Reading a chart point by point, by keyboard, mouse or finger: a cursor on the chart, and what stands there in words,
 * spoken by screen readers.
 * @module
 */
import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";

/** A place on the chart that can be read. */
export interface Point {
  /** In px, in the drawing. */
  readonly x: number;
  readonly y: number;
  /** Title of what stands there: a day, a model. */
  readonly title: string;
  /** One line a figure. */
  readonly lines: readonly string[];
}

/** What a chart has that can be read. */
export interface Reading {
  /** Index of the point at the cursor. */
  readonly at: number | undefined;
  readonly point: Point | undefined;
  /** For the element that takes focus. */
  readonly handlers: Readonly<Record<`on${string}`, (event: never) => void>> & { readonly tabIndex: 0 };
  readonly hintId: string;
}

/**
 * Follows a cursor over points. `nearest` by x alone for things in a row, by distance for clouds. `choose` hears of a
 * click and of Enter on what is read.
 */
export function useReading(
  points: readonly Point[],
  nearest: "x" | "distance" = "x",
  choose?: (index: number) => void,
): Reading {
  const [at, setAt] = useState<number>();
  const hintId = useId();
  const step = (to: number): void => setAt(Math.min(points.length - 1, Math.max(0, to)));
  const key = (event: KeyboardEvent): void => {
    const go: Readonly<Record<string, () => void>> = {
      ArrowRight: () => step((at ?? -1) + 1),
      ArrowDown: () => step((at ?? -1) + 1),
      ArrowLeft: () => step((at ?? points.length) - 1),
      ArrowUp: () => step((at ?? points.length) - 1),
      Home: () => step(0),
      End: () => step(points.length - 1),
      PageDown: () => step((at ?? -1) + 10),
      PageUp: () => step((at ?? points.length) - 10),
      Escape: () => setAt(undefined),
      ...(choose === undefined || at === undefined ? {} : { Enter: () => choose(at) }),
    };
    const act = go[event.key];
    if (act === undefined || points.length === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  };
  const move = (event: PointerEvent): void => {
    const box = (event.currentTarget as SVGSVGElement).getBoundingClientRect();
    const x = event.clientX - box.left;
    const y = event.clientY - box.top;
    let best: number | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const [index, point] of points.entries()) {
      const far = nearest === "x" ? Math.abs(point.x - x) : Math.hypot(point.x - x, point.y - y);
      if (far < least) [best, least] = [index, far];
    }
    setAt(best);
  };
  return {
    at: at === undefined || at >= points.length ? undefined : at,
    point: at === undefined ? undefined : points[at],
    hintId,
    handlers: {
      tabIndex: 0,
      onKeyDown: key,
      onPointerMove: move,
      onPointerDown: move,
      ...(choose === undefined || at === undefined ? {} : { onClick: () => choose(at) }),
      onPointerLeave: () => setAt(undefined),
      onBlur: () => setAt(undefined),
    },
  };
}

/** What stands at the cursor, beside it, and for screen readers. */
export function ReadingNote({
  reading,
  width,
}: {
  readonly reading: Reading;
  readonly width: number;
}): JSX.Element {
  const { point, hintId } = reading;
  return (
    <>
      <p class="unseen" id={hintId}>
        Read it point by point with the arrow keys; Home and End go to its ends, Escape leaves.
      </p>
      <p class="unseen" role="status">
        {point === undefined ? "" : `${point.title}: ${point.lines.join("; ")}`}
      </p>
      {point === undefined ? null : (
        <div
          class="note"
          aria-hidden="true"
          style={{
            // to the side where there is room
            ...(point.x > width / 2
              ? { right: `${Math.round(width - point.x + 12)}px` }
              : { left: `${Math.round(point.x + 12)}px` }),
            maxWidth: `${Math.max(120, Math.round(Math.max(point.x, width - point.x) - 20))}px`,
          }}
        >
          <strong>{point.title}</strong>
          {point.lines.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </div>
      )}
    </>
  );
}
