/**
 * The figures of a page in a row, each with its interval, how it is known, and what it was before.
 * @module
 */
import type { ComponentChildren, JSX } from "preact";
import type { WireQuantity } from "@gramme/core/wire/api";
import { amount, type Dimension, digits, unitFor } from "@gramme/core/words";

/** One figure. */
export interface Kpi {
  readonly name: string;
  /** null: not known; undefined: nothing was there; asked: its answer has not come yet. */
  readonly value: WireQuantity | null | undefined | "asked";
  readonly dimension: Dimension;
  /** After the unit: `per 1000`. */
  readonly per?: string;
  /** How it is known, or why it is not. */
  readonly note?: ComponentChildren;
  /** The same of the time before, where it is compared: null, it was there and is not known; none, it was not there. */
  readonly before?: WireQuantity | null | "none" | undefined;
}

/** The room of an interval, so that nothing moves when one comes. */
const NO_INTERVAL = "\u00a0";

/** Figures in a row. */
export function KpiStrip({
  kpis,
  label,
}: {
  readonly kpis: readonly Kpi[];
  readonly label: string;
}): JSX.Element {
  return (
    <ul class="kpis" aria-label={label}>
      {kpis.map(({ name, value, dimension, per, note, before }) => (
        <li key={name}>
          <span class="kpi-name">{name}</span>
          {value == null || value === "asked" ? (
            <>
              <span class="kpi-value none">
                {value === "asked" ? "…" : value === null ? "not known" : "nothing"}
              </span>
              {value === undefined ? null : <span class="kpi-interval">{NO_INTERVAL}</span>}
            </>
          ) : (
            <Value value={value} dimension={dimension} per={per} />
          )}
          {before === undefined ? null : (
            <span class="kpi-before">{beforeText(before, value, dimension)}</span>
          )}
          {note === undefined ? null : <span class="kpi-note">{note}</span>}
        </li>
      ))}
    </ul>
  );
}

function Value({
  value,
  dimension,
  per,
}: {
  readonly value: WireQuantity;
  readonly dimension: Dimension;
  readonly per: string | undefined;
}): JSX.Element {
  const { factor, unit } = unitFor(value.value, dimension);
  return (
    <>
      <span class="kpi-value">
        {digits(value.value * factor)}{" "}
        <small>
          {unit}
          {per === undefined ? "" : ` ${per}`}
        </small>
      </span>
      <span class="kpi-interval">
        {digits(value.low * factor)} to {digits(value.high * factor)} {unit}
      </span>
    </>
  );
}

/** What stands of the time before. */
export function beforeText(
  before: WireQuantity | null | "none",
  now: Kpi["value"],
  dimension: Dimension,
): string {
  if (before === null) return "before: not known";
  if (before === "none") return "before: nothing";
  const then = `before: ${amount(before.value, dimension)}`;
  return now == null || now === "asked" ? then : `${then} · ${moved(before, now)}`;
}

/**
 * Whether it moved. Intervals that overlap leave it open; what both times share of doubt is in both, so that this is
 * careful: a page that knows the quotient knows more.
 */
export function moved(before: WireQuantity, now: WireQuantity): string {
  if (now.low > before.high) return "more now";
  if (now.high < before.low) return "less now";
  return "within doubt";
}
