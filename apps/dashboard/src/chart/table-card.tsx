/**
 * Figures that no drawing tells better: a table that is sorted by any of its columns, and its file.
 * @module
 */
import type { ComponentChildren, JSX } from "preact";
import { useContext } from "preact/hooks";
import { Page } from "../shell/page-context.ts";
import { cardLook, type Cell, cellLook, type ChartTable, printedTable, tableCsv } from "./chart-table.ts";
import { Figure } from "./figures-table.tsx";
import { saveText } from "./save.ts";

/** What a card wants. */
export interface TableCardProps {
  /** In names of files, and in the URL where it is sorted: `factors`. */
  readonly id: string;
  readonly title: string;
  readonly lead: ComponentChildren;
  readonly table: ChartTable;
  /** How a cell is shown where its figure alone would say too little; undefined: as in every table. */
  readonly show?: (row: number, column: string) => ComponentChildren | undefined;
  /** What stands where there are no rows. */
  readonly empty: string;
  readonly children?: ComponentChildren;
}

/** A table in its card. Rows stand as given until a column is chosen, which stands in the URL. */
export function TableCard({ id, title, lead, table, show, empty, children }: TableCardProps): JSX.Element {
  const { state, go } = useContext(Page);
  const { heads, rows } = printedTable(table);
  const { columns } = table;
  const by = sortOf(state.sorted, id, columns);
  const sort = (column: number): void => {
    const down = by?.column === column ? !by.down : isFigure(column);
    const others = state.sorted.filter((one) => !one.startsWith(`${id}.`));
    const name = columns[column]?.name ?? "";
    go({ sorted: [...others, `${id}.${down ? "-" : ""}${name}`].toSorted() }, "replace");
  };
  const order =
    by === undefined
      ? rows.keys()
      : [...rows.keys()].toSorted(
          (a, b) => compared(table.rows[a]?.[by.column], table.rows[b]?.[by.column]) * (by.down ? -1 : 1),
        );
  const isFigure = (column: number): boolean => !["text", "day"].includes(columns[column]?.kind ?? "");
  return (
    <section class={rows.length === 0 ? "card" : cardLook(table)} id={id}>
      <h2>{title}</h2>
      <p>{lead}</p>
      {rows.length === 0 ? (
        <p>{empty}</p>
      ) : (
        <>
          <div class="scrolled" role="region" aria-label={`${title}: table`} tabIndex={0}>
            <table>
              <thead>
                <tr>
                  {heads.map((head, column) => (
                    <th
                      key={head}
                      scope="col"
                      class={isFigure(column) ? "figure" : ""}
                      aria-sort={by?.column !== column ? "none" : by.down ? "descending" : "ascending"}
                    >
                      <button type="button" class="sort" onClick={() => sort(column)}>
                        {head}
                      </button>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {[...order].map((row) => (
                  <tr key={row}>
                    {columns.map(({ name }, column) => (
                      <td key={name} class={cellLook(columns[column]?.kind, rows[row]?.[column] ?? "")}>
                        {show?.(row, name) ??
                          (isFigure(column) ? (
                            <Figure text={rows[row]?.[column] ?? ""} />
                          ) : (
                            rows[row]?.[column]
                          ))}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <div class="files">
            <button type="button" onClick={() => saveText(`gramme-${id}.csv`, tableCsv(table), "text/csv")}>
              CSV
            </button>
          </div>
        </>
      )}
      {children}
    </section>
  );
}

/** The column that a table is sorted by, as the URL says; undefined where it says none that there is. */
export function sortOf(
  sorted: readonly string[],
  id: string,
  columns: ChartTable["columns"],
): { readonly column: number; readonly down: boolean } | undefined {
  const said = sorted.find((one) => one.startsWith(`${id}.`))?.slice(id.length + 1);
  if (said === undefined) return undefined;
  const down = said.startsWith("-");
  const column = columns.findIndex(({ name }) => name === (down ? said.slice(1) : said));
  return column < 0 ? undefined : { column, down };
}

/** Order of two cells; what is not known comes first upwards. */
export function compared(a: Cell | undefined, b: Cell | undefined): number {
  const [one, other] = [sortable(a), sortable(b)];
  if (typeof one === "number" && typeof other === "number") return one - other;
  return String(one).localeCompare(String(other), "en", { numeric: true });
}

function sortable(cell: Cell | undefined): string | number {
  if (cell == null) return Number.NEGATIVE_INFINITY;
  return typeof cell === "object" ? cell.value : cell;
}
