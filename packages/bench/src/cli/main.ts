/**
 * The `gramme` command. Errors that a user can mend are one message and a documented exit code; bugs keep their stack.
 * @module
 */
import { Command, CommanderError } from "commander";
import { GrammeError } from "@gramme/core";
import { EXIT, UserError } from "../config/user-error.ts";
import { VERSION } from "../version.ts";
import { benchCommand } from "./commands/bench.ts";
import { estimateCommand } from "./commands/estimate.ts";
import { initCommand } from "./commands/init.ts";
import { methodsCommand } from "./commands/methods.ts";
import { pushCommand } from "./commands/push.ts";
import { runCommand } from "./commands/run.ts";
import { serveCommand } from "./commands/serve.ts";
import { validateCommand } from "./commands/validate.ts";

const program = new Command("gramme")
  .description("What AI work emits: measured, with intervals, tiers, boundary and sources.")
  .version(VERSION)
  .enablePositionalOptions()
  .showHelpAfterError("(gramme --help lists what there is)")
  .exitOverride()
  .addHelpText(
    "after",
    `
Exit codes: 0 done; 1 a regression was called; 2 bad command line, configuration or input;
3 a workload or set-up failed; 4 no such revision or no repository; 5 a ledger refused, or cannot be
reached or served; 70 a bug.
\`gramme run\` passes on the exit code of its command.`,
  );
for (const command of [
  initCommand(),
  runCommand(),
  benchCommand(),
  estimateCommand(),
  methodsCommand(),
  validateCommand(),
  serveCommand(),
  pushCommand(),
]) {
  program.addCommand(command.exitOverride());
}

// a reader that went away, as `| head` does, is no error, and changes no verdict
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit();
    throw error;
  });
}
// an exit code of 1 means a regression; a bug must not look like one
process.on("uncaughtException", (error) => {
  process.exit(told(error));
});
process.on("unhandledRejection", (error) => {
  process.exit(told(error));
});

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = told(error);
}

function told(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof UserError) {
    process.stderr.write(`gramme: ${error.message}\n`);
    return error.exitCode;
  }
  if (error instanceof GrammeError) {
    process.stderr.write(`gramme: ${error.message}\n`);
    return EXIT.usage;
  }
  if ((error as NodeJS.ErrnoException).code === "ENOSPC") {
    process.stderr.write(`gramme: the disk is full: ${(error as Error).message}\n`);
    return EXIT.workload;
  }
  process.stderr.write(
    `gramme: this is a bug, please report it\n${(error as Error).stack ?? String(error)}\n`,
  );
  return EXIT.bug;
}
