/**
 * How far a budget is gone: what was spent with its interval, from 0 to the budget or past it, in words of its own.
 * @module
 */
import type { WireQuantity } from "@gramme/core/wire/api";
import { amount, withInterval } from "@gramme/core/words";
import type { JSX } from "preact";
import { fitted, textWidth } from "../../chart/axes.tsx";
import { scaleLinear } from "../../chart/scale.ts";
import { useWidth } from "../../chart/use-width.ts";

const HEIGHT = 74;
const TOP = 24;
const TALL = 22;
const SIZE = 12;

/** The bar. Past the budget its scale goes on as far as the interval does. */
export function BudgetGauge({
  spent,
  budgetG,
  says,
}: {
  /** g CO2e. */
  readonly spent: WireQuantity;
  readonly budgetG: number;
  /** What is drawn, in a sentence. */
  readonly says: string;
}): JSX.Element {
  const { ref, width } = useWidth<HTMLDivElement>();
  const end = Math.max(budgetG, spent.high);
  const x = scaleLinear([0, end], [1, width - 1]);
  const now = fitted(`spent so far: ${withInterval(spent, "g")}`, width, SIZE);
  const limit = `budget: ${amount(budgetG, "g")}`;
  const last = amount(end, "g");
  const limitAt = within(x(budgetG) - textWidth(limit, SIZE) / 2, limit, width);
  const hasZero = limitAt > textWidth("0", SIZE) + 10;
  const hasLast = limitAt + textWidth(limit, SIZE) + 10 < width - textWidth(last, SIZE);
  return (
    <div class="gauge drawing" ref={ref} style={{ height: `${HEIGHT}px` }}>
      {width === 0 ? null : (
        <svg width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={says}>
          <text class="now" x={within(x(spent.value) - textWidth(now, SIZE) / 2, now, width)} y={12}>
            {now}
          </text>
          <rect class="track" x={0.5} y={TOP} width={width - 1} height={TALL} rx={4} />
          <rect
            class="spent"
            x={x(spent.low)}
            y={TOP + 4}
            width={Math.max(2, x(spent.high) - x(spent.low))}
            height={TALL - 8}
          />
          <path class="value" d={`M${x(spent.value)} ${TOP - 5}V${TOP + TALL}`} />
          <path class="limit" d={`M${x(budgetG)} ${TOP}V${TOP + TALL + 6}`} />
          {hasZero ? (
            <text x={0} y={HEIGHT - 10}>
              0
            </text>
          ) : null}
          <text class="now" x={limitAt} y={HEIGHT - 10}>
            {limit}
          </text>
          {hasLast ? (
            <text x={width} y={HEIGHT - 10} text-anchor="end">
              {last}
            </text>
          ) : null}
        </svg>
      )}
    </div>
  );
}

/** Where a text begins so that it stands in the drawing. */
function within(from: number, text: string, width: number): number {
  return Math.max(0, Math.min(from, width - textWidth(text, SIZE) - 1));
}
