/** @module Prepares the service: `node src/prepare.ts`. Quick when nothing has changed. */
import { prepare } from "./prepare/prepare.ts";

await prepare((file) => {
  process.stdout.write(`made artifacts/${file}\n`);
});
