/**
 * Time that requests of some profiles took, span by span (M58).
 * @module
 */
import type { Env } from "../env.ts";
import type { IdleSpan } from "./idle-spans.ts";
import type { LabelRow } from "./label-rows.ts";

/** Requests of one span: of all versions together where one stretch stood throughout, else of one version. */
export interface SpanBusy {
  /** 0 where it is of all versions. */
  readonly version: number;
  /** Slots that had requests, and their share of time, µs. */
  readonly slots: readonly number[];
  readonly shareUs: readonly number[];
  readonly inferences: number;
  /** Requests that told no time. */
  readonly untimed: number;
  /** Requests whose time is an upper bound: taken as alone in flight, or timed between two I/Os. */
  readonly bounded: number;
  /** Requests that the filters take, and those that they do not. */
  readonly passing: number;
  readonly others: number;
}

/** Spans of one profile, and the labels of its requests. */
export interface ProfileSpans {
  readonly spans: readonly IdleSpan[];
  readonly rows: readonly LabelRow[];
}

type Row = Omit<SpanBusy, "slots" | "shareUs"> & {
  readonly span: number;
  readonly slots: string;
  readonly shares: string;
};

type SpanRow = readonly [profile: number, span: number, even: 0 | 1, first: number, last: number];
type LabelColumns = readonly [profile: number, version: number, id: string, io: 0 | 1, passes: 0 | 1];

const SUMS = ["inferences", "untimed", "bounded", "passing", "others"] as const;

/** The fields of a row of JSON. */
function fields(many: number): string {
  return Array.from({ length: many }, (_, index) => `value ->> ${index}`).join(", ");
}

// each slot is looked up for these labels alone: a reading of one profile does not go through all that others counted
function statement(
  book: D1Database,
  tenant: string,
  unit: IdleSpan["unit"],
  spans: readonly SpanRow[],
  labels: readonly LabelColumns[],
): D1PreparedStatement {
  return book
    .prepare(
      `WITH RECURSIVE
       a(profile, span, even, first, last) AS MATERIALIZED (SELECT ${fields(5)} FROM json_each(?2)),
       p(profile, version, id, io, passes) AS MATERIALIZED (SELECT ${fields(5)} FROM json_each(?3)),
       s(span, version, id, io, passes, slot, last) AS (
         SELECT a.span, iif(a.even, 0, p.version), p.id, p.io, p.passes, a.first, a.last
         FROM a CROSS JOIN p ON p.profile = a.profile
         UNION ALL SELECT span, version, id, io, passes, slot + 1, last FROM s WHERE slot + 1 < last)
       SELECT span, version, json_group_array(slot) AS slots, json_group_array(share) AS shares,
         ${SUMS.map((name) => `sum(${name}) AS ${name}`).join(", ")}
       FROM (
         SELECT s.span, s.version, s.slot, sum(y.share_us) AS share, sum(y.count) AS inferences,
           sum(y.count + y.failed - y.timed) AS untimed, sum(iif(s.io, y.timed, y.alone)) AS bounded,
           sum(iif(s.passes, y.count + y.failed, 0)) AS passing,
           sum(iif(s.passes, 0, y.count + y.failed)) AS others
         FROM s CROSS JOIN ${unit}s AS y ON y.tenant = ?1 AND y.dims = s.id AND y.${unit} = s.slot
         GROUP BY s.span, s.version, s.slot)
       GROUP BY span, version`,
    )
    .bind(tenant, JSON.stringify(spans), JSON.stringify(labels));
}

/** The requests of each span; one round trip, none where there are no spans or labels. */
export async function spanBusy(
  env: Pick<Env, "BOOK">,
  tenant: string,
  profiles: readonly ProfileSpans[],
  passes: (row: LabelRow) => boolean,
): Promise<ReadonlyMap<IdleSpan, readonly SpanBusy[]>> {
  const spans = profiles.flatMap((one, profile) => one.spans.map((span) => ({ span, profile })));
  const labels = profiles.flatMap(({ rows }, profile) =>
    rows.map((row): LabelColumns => [
      profile,
      row.profile_version,
      row.id,
      row.timing === "wall-io" ? 1 : 0,
      passes(row) ? 1 : 0,
    ]),
  );
  const statements = (["day", "hour"] as const).flatMap((unit) => {
    const asked = spans.flatMap(({ span, profile }, index): SpanRow[] =>
      span.unit === unit ? [[profile, index, span.even === undefined ? 0 : 1, span.from, span.to]] : [],
    );
    return asked.length === 0 || labels.length === 0
      ? []
      : [statement(env.BOOK, tenant, unit, asked, labels)];
  });
  const busy = new Map<IdleSpan, SpanBusy[]>();
  if (statements.length === 0) return busy;
  for (const { results } of await env.BOOK.batch<Row>(statements)) {
    for (const { span: index, slots, shares, ...sums } of results) {
      const span = spans[index]?.span;
      if (span === undefined) continue;
      const there = busy.get(span) ?? [];
      there.push({
        ...sums,
        slots: JSON.parse(slots) as number[],
        shareUs: JSON.parse(shares) as number[],
      });
      busy.set(span, there);
    }
  }
  return busy;
}
