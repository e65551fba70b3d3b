/**
 * A chart in its card: title, how to read it, the drawing, the table behind it, and files of both.
 * @module
 */
import type { ComponentChildren, JSX } from "preact";
import { useContext, useRef } from "preact/hooks";
import { Guarded } from "../shell/guarded.tsx";
import { Page } from "../shell/page-context.ts";
import { cardLook, type ChartTable, tableCsv } from "./chart-table.ts";
import { FiguresTable } from "./figures-table.tsx";
import { type OwnCount, savedWords } from "./saved-words.ts";
import { type Saved, savePng, saveSvg, saveText } from "./save.ts";
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
  /** Where it counts otherwise than its page does. */
  readonly own?: OwnCount;
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
  own,
  draw,
  children,
}: ChartCardProps): JSX.Element {
  const { state, go, project } = useContext(Page);
  const { ref, width } = useWidth<HTMLDivElement>();
  const figure = useRef<HTMLElement>(null);
  const isOpen = state.tables.includes(id);
  const toggle = (): void =>
    go(
      { tables: isOpen ? state.tables.filter((open) => open !== id) : [...state.tables, id].toSorted() },
      "replace",
    );
  const all = <E extends Element>(what: string): E[] => [
    ...(figure.current?.querySelectorAll<E>(what) ?? []),
  ];
  const saved = (): Saved => ({
    title,
    lead: all("figcaption p")[0]?.textContent ?? "",
    words: savedWords(state, project, own),
    drawings: all<SVGSVGElement>(".drawing svg"),
    legend: all(".legend .sign, .legend .key:not([aria-pressed=false])"),
  });
  return (
    <figure
      class={`${isOpen ? cardLook(table) : "card"} chart`}
      id={id}
      ref={figure}
      aria-labelledby={`${id}-title`}
    >
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
        <button type="button" onClick={() => saveSvg(`gramme-${id}.svg`, saved())}>
          SVG
        </button>
        <button type="button" onClick={() => void savePng(`gramme-${id}.png`, saved())}>
          PNG
        </button>
      </div>
      <div id={`${id}-table`} hidden={!isOpen}>
        {isOpen ? <FiguresTable title={title} table={table} /> : null}
      </div>
    </figure>
  );
}
