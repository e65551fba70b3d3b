/**
 * Amounts of a period over time: slots as the book has them (days, hours), put into buckets and groups.
 * @module
 */
import type { CarbonCurve, LiveCarbon, ServedAmount, ServedTotal } from "@gramme/core";
import { addLive, servedSum } from "@gramme/core";
import type { Env } from "../env.ts";
import { eachSlot, type GrowingAmount, type LabelClass, noAmount } from "./cell-slots.ts";
import { type Filters, type LabelRow, passes } from "./label-rows.ts";
import { checkHourly, liveCarbon } from "./live-carbon.ts";
import type { Period } from "./period.ts";
import { DAY_HOURS, rangesOf } from "./period.ts";
import type { Reading } from "./reading.ts";
import type { SlotRange } from "./slot-rows.ts";
import { type Bucket, bucketAt, bucketsOf, type Step } from "./step.ts";

/** Which requests a series is of, by which steps. */
export interface SeriesQuestion {
  readonly filters: Filters;
  readonly grid: "annual" | "hourly";
  readonly step: Step;
}

/** A series, read. */
export interface ServedSeries {
  readonly buckets: readonly Bucket[];
  /** Amounts over the whole period, by label; of those that anything was counted of. */
  readonly sums: ReadonlyMap<LabelClass, ServedAmount>;
  /** Live carbon over the whole period, by label id. */
  readonly live: ReadonlyMap<string, LiveCarbon>;
}

/** Reads a series into the curves of each label. */
export async function servedSeries(
  env: Pick<Env, "BOOK">,
  reading: Reading,
  period: Period,
  { filters, grid, step }: SeriesQuestion,
  curvesOf: (row: LabelRow, buckets: number) => readonly CarbonCurve[],
): Promise<ServedSeries> {
  if (grid === "hourly") checkHourly(period);
  const classes: readonly LabelClass[] = reading.labels
    .filter((row) => passes(row, filters))
    .map((row) => ({ row, of: reading.classOf(row) }));
  const slotHours = step === "hour" ? 1 : DAY_HOURS;
  const buckets = bucketsOf(period, step);
  const bucketOf = bucketAt(buckets);
  const sums = new Map<LabelClass, GrowingAmount>();
  // asked for before the slots are, so that both are under way at once
  const asking = grid === "hourly" ? liveCarbon(env, reading.tenant, classes, period, slotHours) : undefined;
  await eachSlot(
    env,
    reading.tenant,
    classes,
    slotRanges(period, step, buckets),
    (one, { unit, slots, addTo, unused }) => {
      const curves = curvesOf(one.row, buckets.length);
      const sum = sums.get(one) ?? noAmount();
      sums.set(one, sum);
      sum.unused += unused;
      // slots come in order, so that a week is added as one
      let inBucket = noAmount();
      let open = -1;
      const close = (): void => {
        if (open === -1) return;
        for (const curve of curves) curve.add(one.of, open, inBucket);
        addAmount(sum, inBucket);
        inBucket = noAmount();
      };
      for (let index = 0; index < slots.length; index += 1) {
        const slot = slots[index] ?? 0;
        const bucket = unit === "bucket" ? slot : bucketOf(unit === "day" ? slot * DAY_HOURS : slot);
        if (bucket !== open) close();
        open = bucket;
        addTo(inBucket, index);
      }
      close();
    },
  );
  const read = await asking;
  const live = new Map<string, LiveCarbon>();
  for (const one of sums.keys()) {
    for (const [slot, part] of read?.get(one.row.id) ?? []) {
      for (const curve of curvesOf(one.row, buckets.length)) {
        curve.addLive(one.of, bucketOf(slot * slotHours), part);
      }
      live.set(one.row.id, addLive(live.get(one.row.id), part));
    }
  }
  return { buckets, sums, live };
}

function addAmount(sum: GrowingAmount, amount: GrowingAmount): void {
  sum.count += amount.count;
  sum.failed += amount.failed;
  sum.covered += amount.covered;
  sum.joules += amount.joules;
  sum.alone += amount.alone;
}

/** The total of the labels that `of` takes, over the whole period. */
export function seriesTotal(
  { sums, live }: ServedSeries,
  reading: Reading,
  of: (row: LabelRow) => boolean = () => true,
): ServedTotal {
  const whole = servedSum(reading.boundary);
  for (const [one, amount] of sums) {
    if (of(one.row)) whole.add(one.of, amount, one.row.timing, live.get(one.row.id));
  }
  return whole.total();
}

/** Days of weeks and months are summed up where they lie; the hours at the ends are few. */
function slotRanges(period: Period, step: Step, buckets: readonly Bucket[]): readonly SlotRange[] {
  if (step === "hour") return [{ unit: "hour", range: [period.from, period.to] }];
  const { days, hours } = rangesOf(period);
  return [
    ...(days === undefined ? [] : [step === "day" ? wholeDays(days) : daysOf(buckets, days)]),
    ...hours.map((range) => ({ unit: "hour" as const, range })),
  ];
}

function wholeDays(range: readonly [number, number]): SlotRange {
  return { unit: "day", range };
}

/** The days of each bucket that are whole; none in a bucket of hours alone. */
function daysOf(buckets: readonly Bucket[], [first, past]: readonly [number, number]): SlotRange {
  const days = buckets.map(
    ({ from, to }) => [Math.max(first, from / DAY_HOURS), Math.min(past, to / DAY_HOURS)] as const,
  );
  return { unit: "bucket", days };
}
