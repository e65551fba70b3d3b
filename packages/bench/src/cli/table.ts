/**
 * Plain tables, without lines.
 * @module
 */
import Table from "cli-table3";

const NO_LINES = Object.fromEntries(
  "top top-mid top-left top-right bottom bottom-mid bottom-left bottom-right left left-mid mid mid-mid right right-mid middle"
    .split(" ")
    .map((part) => [part, ""]),
);

/** Columns padded to one another, two spaces apart, indented by two; `right` aligns columns by index. */
export function plainTable(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const table = new Table({
    chars: NO_LINES,
    style: { "padding-left": 2, "padding-right": 0, head: [], border: [] },
    colAligns: Array.from({ length: columns }, (_, index) => (right.includes(index) ? "right" : "left")),
  });
  table.push(...rows.map((row) => [...row]));
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}
