/**
 * Kills a ledger's processes while it counts, and holds what it counted against what was sent: `npm run test:kill --
 * --rounds 50`. Options: `--rounds`, `--seed` (a new one each time when not said), `--producers`, `--write` (the page
 * docs/kill-test.md). Ends with 1 where an event was lost or counted twice.
 * @module
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { killRounds } from "../apps/worker/test/kill/kill-rounds.ts";
import { killPage, killTable } from "./kill-test/page.ts";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "50" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    producers: { type: "string", default: "3" },
    write: { type: "boolean", default: false },
  },
});
process.stdout.write(`seed ${values.seed}\n`);
const report = await killRounds({
  rounds: Number(values.rounds),
  seed: Number(values.seed),
  producers: Number(values.producers),
  say: (line) => process.stdout.write(`${line}\n`),
});
process.stdout.write(`\n${killTable(report)}\n`);
for (const [source, { faults }] of Object.entries(report.judgements)) {
  for (const fault of faults) process.stdout.write(`${source}: ${fault}\n`);
}
const right = Object.values(report.judgements).every(({ faults }) => faults.length === 0);
if (values.write && right) {
  const path = fileURLToPath(new URL("../docs/kill-test.md", import.meta.url));
  const page = execFileSync("oxfmt", ["--stdin-filepath", path], {
    input: killPage(report),
    encoding: "utf8",
  });
  writeFileSync(path, page);
}
process.exitCode = right ? 0 : 1;
