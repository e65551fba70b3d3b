/**
 * The main job: measures examples/service, its trainings and its inferences, on this machine.
 * @module
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
process.stdout.write("Gramme measures examples/service: two trainings and the inference of its tasks.\n");
const { status } = spawnSync(
  process.execPath,
  [
    `${root}packages/bench/bin/gramme.mjs`,
    "bench",
    "--config",
    "examples/service/gramme.yml",
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: "inherit" },
);
process.exitCode = status ?? 1;
