/**
 * The Worker: the ledger's doors, its shards, its hourly chores.
 * @module
 */
import { ledger } from "./ledger.ts";

export { MeterShard } from "./shard/meter-shard.ts";

const app = ledger(() => {
  // doors are mounted here
});

export default { fetch: app.fetch };
