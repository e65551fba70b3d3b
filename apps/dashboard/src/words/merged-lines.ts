/**
 * Lines that say the same of several things, said once.
 * @module
 */

import { someOf } from "./some-of.ts";

const OF = /^profile ([^:]+): (.+)$/su;

/** `profile a: x`, `profile b: x` → `profiles a, b: x`. Other lines stay, each once, in their order. */
export function mergedLines(lines: readonly string[]): readonly string[] {
  const names = new Map<string, string[]>();
  const order: string[] = [];
  for (const line of new Set(lines)) {
    const [, name, said] = OF.exec(line) ?? [];
    const key = said ?? line;
    const known = names.get(key);
    if (known === undefined) {
      names.set(key, name === undefined ? [] : [name]);
      order.push(key);
    } else if (name !== undefined) known.push(name);
  }
  return order.map((key) => {
    const of = names.get(key) ?? [];
    return of.length === 0 ? key : `profile${of.length > 1 ? "s" : ""} ${someOf(of)}: ${key}`;
  });
}
