/**
 * A shard's slice into the book: absolute cells, each of which replaces itself where its revision is newer.
 * @module
 */
import { COUNTERS } from "@gramme/core";
import { DIMS } from "../shard/contract.ts";
import type { Slice } from "../shard/backlog.ts";

/** `value` as the column of a row that came as a JSON list. */
const at = (column: number): string => `value ->> ${column}`;

/** Upserts rows of counters; a row that is there already with this revision or a newer one stays. */
function counted(table: "hours" | "days", unit: "hour" | "day"): string {
  const columns = ["revision", ...COUNTERS];
  return `
    INSERT INTO ${table} (tenant, shard, ${unit}, dims, ${columns.join(", ")})
    SELECT ?1, ?2, ${at(0)}, ${at(1)}, ${columns.map((_, n) => at(n + 2)).join(", ")}
    FROM json_each(?3) WHERE true ON CONFLICT DO UPDATE SET
    ${columns.map((name) => `${name} = excluded.${name}`).join(", ")}
    WHERE excluded.revision > ${table}.revision`;
}

const HOURS = counted("hours", "hour");
const DAYS = counted("days", "day");
const LABELS = `
  INSERT INTO dims (tenant, ${DIMS.join(", ")}, id)
  SELECT ?1, ${DIMS.map((_, n) => at(n)).join(", ")}, ${at(DIMS.length)}
  FROM json_each(?2) WHERE true ON CONFLICT DO NOTHING`;
// a producer that changed its shard keeps what it lost before: revisions of two shards tell nothing of each other
const PRODUCERS = `
  INSERT INTO producers (tenant, shard, producer, revision, last_seq, last_seen_ms, lost)
  SELECT ?1, ?2, ${[0, 1, 2, 3, 4].map(at).join(", ")}
  FROM json_each(?3) WHERE true ON CONFLICT DO UPDATE SET
  shard = excluded.shard, revision = excluded.revision, last_seq = excluded.last_seq,
  last_seen_ms = excluded.last_seen_ms, lost = excluded.lost
  WHERE excluded.shard = producers.shard AND excluded.revision > producers.revision`;

/** Writes a slice in one transaction of the book's. Doing it again changes nothing. */
export async function writeUp(
  book: D1Database,
  tenant: string,
  shard: number,
  { dims, hours, days, producers }: Slice,
): Promise<void> {
  await book.batch([
    book.prepare(LABELS).bind(tenant, dims),
    book.prepare(HOURS).bind(tenant, shard, hours),
    book.prepare(DAYS).bind(tenant, shard, days),
    book.prepare(PRODUCERS).bind(tenant, shard, producers),
  ]);
}
