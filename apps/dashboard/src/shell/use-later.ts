/**
 * What can wait until the first screen is painted.
 * @module
 */
import { useEffect, useState } from "preact/hooks";

/** Whether what was drawn first has been painted. */
export function useLater(): boolean {
  const [painted, setPainted] = useState(false);
  useEffect(() => setPainted(true), []);
  return painted;
}
