/**
 * Producers leave the book when nothing that they may send again could count.
 * @module
 */
import { forgetProducersBefore } from "../shard/ages.ts";

/**
 * Forgets a shard's producers that were silent for longer than events are taken, but for what they lost, which stands as
 * a total. One that comes back begins anew: a batch of before holds no event that is not refused as too old, whatever its
 * number. The book's own time decides, in one statement: a door has it brought forward before a producer sends again.
 */
export async function forgetProducers(
  book: D1Database,
  tenant: string,
  shard: number,
  nowMs: number,
): Promise<void> {
  await book
    .prepare("DELETE FROM producers WHERE tenant = ? AND shard = ? AND last_seen_ms < ? AND lost = 0")
    .bind(tenant, shard, forgetProducersBefore(nowMs))
    .run();
}
