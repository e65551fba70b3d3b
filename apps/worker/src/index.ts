/**
 * The Worker: the ledger's doors, its shards, its hourly chores.
 * @module
 */
import { mergeOldHours } from "./book/hours-merge.ts";
import { everyDoor } from "./doors.ts";
import type { Env } from "./env.ts";
import { refreshGrid } from "./grid/refresh-grid.ts";
import { ledger } from "./ledger.ts";

export { MeterShard } from "./shard/meter-shard.ts";

const app = ledger(everyDoor);

export default {
  fetch: app.fetch,
  /** Hourly: what may leave the book leaves, and the grids in use are asked. */
  async scheduled({ scheduledTime }, env) {
    await Promise.all([mergeOldHours(env, scheduledTime), refreshGrid(env, scheduledTime)]);
  },
} satisfies ExportedHandler<Env>;
