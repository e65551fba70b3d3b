/**
 * Every value that a factor was ever used with here. A factor that is put right in a release moves every figure, back to
 * the first event; this is how an answer can say so, and can still be given as it was (methodology M54).
 * @module
 */
import type { Factor, FactorAt } from "@gramme/core";
import type { WireApiRestated } from "@gramme/core/wire";
import type { Env } from "../env.ts";

/** A row of `factor_values`. */
export interface FactorValue {
  readonly id: string;
  readonly first_used_ms: number;
  readonly value: number;
  readonly spread: number;
  readonly unit: string;
  readonly year: number;
  readonly source: string;
  readonly url: string;
  readonly licence: string;
}

/** What users state is theirs and has no history here: two profiles can state two PUEs. */
const STATED = "stated/";

/** Whether a factor's values are kept: not those that users state. */
export function hasHistory({ id }: Factor): boolean {
  return !id.startsWith(STATED);
}

/** The statement that reads all values, oldest first. */
export function factorValues(book: D1Database): D1PreparedStatement {
  return book.prepare("SELECT * FROM factor_values ORDER BY id, first_used_ms");
}

/** Values by factor, oldest first. */
export function valuesById(rows: readonly FactorValue[]): ReadonlyMap<string, readonly FactorValue[]> {
  return Map.groupBy(rows, ({ id }) => id);
}

/**
 * Factors as they were known at a time: the newest value that was used by then; the oldest there is, where none was. What
 * was never used here keeps today's.
 */
export function factorsAt(values: ReadonlyMap<string, readonly FactorValue[]>, asOfMs: number): FactorAt {
  return (factor) => {
    const rows = hasHistory(factor) ? (values.get(factor.id) ?? []) : [];
    const row = rows.findLast(({ first_used_ms }) => first_used_ms <= asOfMs) ?? rows[0];
    if (row === undefined) return factor;
    const { value, spread, year, source, url, licence } = row;
    return { ...factor, value, spread, year, source: { title: source, url }, licence };
  };
}

/** Factors of an answer that were used with another value before. */
export function restatedFactors(
  factors: readonly Factor[],
  values: ReadonlyMap<string, readonly FactorValue[]>,
  nowMs: number,
): readonly WireApiRestated[] {
  return factors.flatMap((factor): WireApiRestated[] => {
    const rows = (values.get(factor.id) ?? []).filter(({ first_used_ms }) => first_used_ms <= nowMs);
    const before = rows.findLast(({ value }) => !same(value, factor.value));
    if (before === undefined || !hasHistory(factor)) return [];
    const since = rows.find(
      ({ value, first_used_ms }) => same(value, factor.value) && first_used_ms > before.first_used_ms,
    );
    return [
      {
        what: "factor",
        id: factor.id,
        unit: factor.unit,
        before: before.value,
        now: factor.value,
        at: new Date(since?.first_used_ms ?? nowMs).toISOString(),
      },
    ];
  });
}

/** Alike but for the last digits, which a database may turn. */
function same(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b));
}

const recorded = new Set<string>();
/** Most values that an isolate remembers to have recorded. */
const MOST_RECORDED = 5000;

/** Notes the values of factors that an answer used, where the newest that is noted is another. Asked again, it is free. */
export async function recordFactors(
  env: Pick<Env, "BOOK">,
  factors: readonly Factor[],
  nowMs: number,
): Promise<void> {
  const fresh = factors.filter((factor) => hasHistory(factor) && !recorded.has(nameOf(factor)));
  if (fresh.length === 0) return;
  const rows = fresh.map(({ id, value, spread, unit, year, source, licence }) => [
    id,
    value,
    spread,
    unit,
    year,
    source.title,
    source.url,
    licence,
  ]);
  await env.BOOK.prepare(
    `INSERT INTO factor_values (id, first_used_ms, value, spread, unit, year, source, url, licence)
     SELECT value ->> 0, ?1, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7
     FROM json_each(?2) AS new
     WHERE NOT EXISTS (
       SELECT 1 FROM factor_values AS old WHERE old.id = new.value ->> 0
       AND old.value = new.value ->> 1 AND old.spread = new.value ->> 2
       AND old.first_used_ms = (SELECT max(first_used_ms) FROM factor_values WHERE id = new.value ->> 0)
     )
     ON CONFLICT DO NOTHING`,
  )
    .bind(nowMs, JSON.stringify(rows))
    .run();
  if (recorded.size > MOST_RECORDED) recorded.clear();
  for (const factor of fresh) recorded.add(nameOf(factor));
}

function nameOf({ id, value, spread }: Factor): string {
  return `${id} ${value} ${spread}`;
}

/** Forgets what was recorded: for tests, whose books are new. */
export function forgetRecordedFactors(): void {
  recorded.clear();
}
