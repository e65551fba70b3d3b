/**
 * A chart in its card: title, how to read it, the drawing, the table behind it, and files of both.
 * @module
 */
import type { ComponentChildren, JSX } from "preact";
import { useContext, useRef } from "preact/hooks";
import { Guarded } from "../shell/guarded.tsx";
import { Page } from "../shell/page-context.ts";
import { type ChartTable, tableCsv } from "./chart-table.ts";
import { FiguresTable } from "./figures-table.tsx";
import { savePng, saveSvg, saveText } from "./save.ts";
import { useWidth } from "./use-width.ts";

/** What a card wants. */
export interface ChartCardProps {
  /** Stands in the URL while its table is open, and in names of files: `by-day`. */
  readonly id: string;
  readonly title: string;
  /** One or two sentences: what is drawn, and what it leaves out. */
  readonly lead: ComponentChildren;
  readonly table: ChartTable;
  /** px. Fixed, so that nothing moves when figures come. */
  readonly height: number;
  readonly legend?: ComponentChildren;
  /** Draws itself in the width that there is. */
  readonly draw: (width: number) => ComponentChildren;
  /** Sentences under the drawing. */
  readonly children?: ComponentChildren;
}

/** A chart's card. */
export function ChartCard({
  id,
  title,
  lead,
  table,
  height,
  legend,
  draw,
  children,
}: ChartCardProps): JSX.Element {
  const { state, go } = useContext(Page);
  const { ref, width } = useWidth<HTMLDivElement>();
  const figure = useRef<HTMLElement>(null);
  const isOpen = state.tables.includes(id);
  const toggle = (): void =>
    go(
      { tables: isOpen ? state.tables.filter((open) => open !== id) : [...state.tables, id].toSorted() },
      "replace",
    );
  const drawings = (): SVGSVGElement[] => [
    ...(figure.current?.querySelectorAll<SVGSVGElement>(".drawing svg") ?? []),
  ];
  return (
    <figure class="card chart" id={id} ref={figure} aria-labelledby={`${id}-title`}>
      <figcaption>
        <h2 id={`${id}-title`}>{title}</h2>
        <p>{lead}</p>
      </figcaption>
      {legend === undefined ? null : <div class="legend">{legend}</div>}
      <div class="drawing" ref={ref} style={{ height: `${height}px` }}>
        {width > 0 ? <Guarded of={table}>{() => draw(width)}</Guarded> : null}
      </div>
      {children}
      <div class="files">
        <button type="button" aria-expanded={isOpen} aria-controls={`${id}-table`} onClick={toggle}>
          Table
        </button>
        <button type="button" onClick={() => saveText(`gramme-${id}.csv`, tableCsv(table), "text/csv")}>
          CSV
        </button>
        <button type="button" onClick={() => saveSvg(`gramme-${id}.svg`, title, drawings())}>
          SVG
        </button>
        <button type="button" onClick={() => void savePng(`gramme-${id}.png`, title, drawings())}>
          PNG
        </button>
      </div>
      <div id={`${id}-table`} hidden={!isOpen}>
        {isOpen ? <FiguresTable title={title} table={table} /> : null}
      </div>
    </figure>
  );
}
