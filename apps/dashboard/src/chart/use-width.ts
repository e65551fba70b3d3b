/**
 * How wide a chart may be. Its height never depends on it, so that nothing below it moves.
 * @module
 */
import { options, type RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

/** px of a drawing on paper, so that its words are as large as those beside it; styles fit it to the paper there is. */
const PAPER = 660;

/** Width of an element in px, followed, on paper too; 0 until it is in the page. */
export function useWidth<E extends HTMLElement>(): {
  readonly ref: RefObject<E | null>;
  readonly width: number;
} {
  const ref = useRef<E>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const follow = (): void => setWidth(Math.floor(element.clientWidth));
    const print = (): void => atOnce(() => setWidth(PAPER));
    follow();
    const observer = new ResizeObserver(follow);
    observer.observe(element);
    addEventListener("beforeprint", print);
    addEventListener("afterprint", follow);
    return () => {
      observer.disconnect();
      removeEventListener("beforeprint", print);
      removeEventListener("afterprint", follow);
    };
  }, []);
  return { ref, width };
}

/** Draws what is changed before it returns: a browser prints what stands there then. */
function atOnce(change: () => void): void {
  options.debounceRendering = (draw) => draw();
  change();
  delete options.debounceRendering;
}
