/**
 * Where in a gramme.yml a workload stands.
 * @module
 */
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";

/** A place in a text, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Place of the name of a workload in the text of a gramme.yml; undefined where it has none, or is malformed. */
export function lineOfWorkload(yamlText: string, name: string): Place | undefined {
  const lines = new LineCounter();
  const document = parseDocument(yamlText, {
    lineCounter: lines,
    prettyErrors: false,
    merge: true,
    logLevel: "error",
  });
  const workloads = isMap(document.contents) ? document.contents.get("workloads", true) : undefined;
  if (!isSeq(workloads)) return undefined;
  for (const item of workloads.items) {
    const node = isMap(item) ? item.get("name", true) : undefined;
    if (!isScalar(node) || String(node.value) !== name) continue;
    const { line, col } = lines.linePos(node.range?.[0] ?? 0);
    return { line, column: col };
  }
  return undefined;
}
