/**
 * Bounds on what a stranger's JSON may be, held before anything else looks at it. One walk, without recursion, so that
 * neither depth nor size can hurt.
 * @module
 */

/** The most of everything. What Gramme writes for a few hundred workloads stays far below. */
const DEEPEST = 16;
const MOST_VALUES = 1_000_000;
const MOST_WORKLOADS = 500;
const MOST_REPLICATES = 200;
/** Of lists of any other name: factors and assumptions of one figure have tens. */
const MOST_IN_LIST = 1000;
const MOST_KEYS = 64;
/** What a command printed last stands in `message` and `base_error`: 20 lines of 300 characters, and what was said round them. */
const LONGEST_TEXT = 20_000;
/** Every key of the wire; `__proto__` is none. */
const KEY = /^[a-z][a-z0-9_]{0,39}$/u;

const MOST_OF: ReadonlyMap<string, number> = new Map([
  ["workloads", MOST_WORKLOADS],
  ["comparisons", MOST_WORKLOADS],
  ["replicates", MOST_REPLICATES],
]);

interface Visit {
  readonly value: unknown;
  readonly depth: number;
  /** Name of the list that it may be. */
  readonly key: string;
}

/** What breaks the bounds, in words that hold nothing of the value; undefined where it keeps them. */
export function beyondBounds(root: unknown): string | undefined {
  const open: Visit[] = [{ value: root, depth: 0, key: "" }];
  let values = 0;
  for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
    values += 1;
    if (values > MOST_VALUES) return `more than ${MOST_VALUES} values`;
    const { value, depth } = visit;
    if (typeof value === "number" && !Number.isFinite(value)) return "a number beyond all numbers";
    if (typeof value === "string" && value.length > LONGEST_TEXT)
      return `a text of ${value.length} characters; at most ${LONGEST_TEXT} would be right`;
    if (typeof value !== "object" || value === null) continue;
    if (depth === DEEPEST) return `more than ${DEEPEST} levels`;
    const beyond = Array.isArray(value) ? openList(value, visit, open) : openObject(value, depth, open);
    if (beyond !== undefined) return beyond;
  }
  return undefined;
}

function openList(list: readonly unknown[], { depth, key }: Visit, open: Visit[]): string | undefined {
  const most = MOST_OF.get(key) ?? MOST_IN_LIST;
  if (list.length > most) return `a list of ${list.length}; at most ${most} would be right`;
  for (const value of list) open.push({ value, depth: depth + 1, key: "" });
  return undefined;
}

function openObject(value: object, depth: number, open: Visit[]): string | undefined {
  const entries = Object.entries(value);
  if (entries.length > MOST_KEYS)
    return `an object of ${entries.length} keys; at most ${MOST_KEYS} would be right`;
  for (const [key, inner] of entries) {
    if (!KEY.test(key)) return "a key that no check has";
    open.push({ value: inner, depth: depth + 1, key });
  }
  return undefined;
}
