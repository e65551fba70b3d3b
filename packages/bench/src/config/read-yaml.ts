/**
 * YAML or JSON text into a value, every complaint with its line and column.
 * @module
 */
import { isCollection, isNode, isPair, isScalar, LineCounter, parseDocument } from "yaml";
import type { Document } from "yaml";
import { UserError } from "./user-error.ts";

/** A value, and where in its text each path stands. */
export interface ReadYaml {
  readonly value: unknown;
  /** `line:column` of a path, or of its nearest parent that is there. */
  readonly at: (path: readonly (string | number)[]) => string;
}

/** Reads YAML (and so JSON). Throws {@link UserError} with `file:line:column` if it is malformed. */
export function readYaml(text: string, file: string): ReadYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    merge: true,
    // its warnings would print the text, which in a job may hold orders to the runner
    logLevel: "error",
  });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw new UserError(`${file}:${line}:${col}: ${error.message}`);
  }
  return {
    value: plainValue(document, file),
    at: (path) => {
      const { line, col } = lines.linePos(offsetOf(document, path));
      return `${line}:${col}`;
    },
  };
}

/** Aliases are followed, so many that no bomb can go off. */
function plainValue(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new UserError(`${file}: ${(error as Error).message}`, undefined, { cause: error });
  }
}

/** Offset of a key, for a pair in a map, or of the value itself. */
function offsetOf(document: Document, path: readonly (string | number)[]): number {
  const parent = path.length === 0 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (isCollection(parent)) {
    const pair = parent.items.find(
      (item) => isPair(item) && isScalar(item.key) && item.key.value === path.at(-1),
    );
    if (isPair(pair) && isScalar(pair.key)) return pair.key.range?.[0] ?? 0;
    const node = document.getIn(path, true);
    if (isNode(node)) return node.range?.[0] ?? 0;
    return parent.range?.[0] ?? 0;
  }
  return path.length === 0 ? 0 : offsetOf(document, path.slice(0, -1));
}
