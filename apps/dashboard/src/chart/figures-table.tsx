/**
 * The table behind a chart.
 * @module
 */
import type { JSX } from "preact";
import { cellLook, type ChartTable, figureParts, printedTable } from "./chart-table.ts";

/** A table of a chart's figures; quantities stand with their 90 % interval. */
export function FiguresTable({
  title,
  table,
}: {
  readonly title: string;
  readonly table: ChartTable;
}): JSX.Element {
  const { heads, rows } = printedTable(table);
  return (
    // what is wider than the page is scrolled to, by keyboard too
    <div class="scrolled" role="region" aria-label={`${title}: table`} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {heads.map((head, index) => (
              <th key={head} scope="col" class={isText(table, index) ? "" : "figure"}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            // rows have no name of their own: labels may be alike
            <tr key={row}>
              {cells.map((cell, index) => (
                <td key={heads[index]} class={cellLook(table.columns[index]?.kind, cell)}>
                  {isText(table, index) ? cell : <Figure text={cell} />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 ? <p>Nothing in this time.</p> : null}
    </div>
  );
}

/** A figure in a cell; its interval is not broken. */
export function Figure({ text }: { readonly text: string }): JSX.Element {
  const [figure, interval] = figureParts(text);
  return (
    <>
      {figure}
      {interval === undefined ? null : (
        <>
          {" "}
          <span class="whole">{interval}</span>
        </>
      )}
    </>
  );
}

function isText({ columns }: ChartTable, index: number): boolean {
  const kind = columns[index]?.kind;
  return kind === "text" || kind === "day";
}
