/** `gramme run`: to emissions what `time` is to seconds. @module */
import { constants } from "node:os";
import { stripVTControlCharacters } from "node:util";
import { Command, Option } from "commander";
import { PHASES } from "@gramme/core";
import type { Phase } from "@gramme/core";
import { openBench } from "../../bench/setting.ts";
import { rungOrThrow } from "@gramme/core";
import { EXIT, UserError } from "../../config/user-error.ts";
import { holdSignals } from "../../process/at-exit.ts";
import { CannotStart } from "../../process/gated-child.ts";
import { measureCommand } from "../../process/measure-command.ts";
import type { MeasuredRun } from "../../process/measure-command.ts";
import { measuredRunResult } from "../../report/measured-run.ts";
import { runText } from "../../report/run-text.ts";
import { measuredText } from "../../report/measured-text.ts";
import { checkWritable, writeWhole } from "../write-whole.ts";

interface Options {
  readonly phase: Phase;
  readonly zone?: string;
  readonly cloudRegion?: string;
  readonly boundary: string;
  readonly json?: boolean;
  readonly verbose?: boolean;
  readonly output?: string;
}

/** Daemons that are still at work are waited for this long, then left alone and said to be missed. */
const LINGER_S = 60;

/** The command. */
export function runCommand(): Command {
  return new Command("run")
    .description("run a command and print its footprint on stderr; its exit code is passed through")
    .usage("[options] -- COMMAND [ARGUMENTS…]")
    .argument("<command...>", "the command and its arguments")
    .passThroughOptions()
    .addOption(
      new Option("-p, --phase <phase>", "what the work is part of")
        .choices([...PHASES])
        .default("development"),
    )
    .option("-z, --zone <zone>", "country: ISO-2, ISO-3, name, or unknown")
    .option("-r, --cloud-region <region>", "cloud region by its provider's own name")
    .option("--boundary <rung>", "device, share, node, facility or lifecycle", "facility")
    .option("-v, --verbose", "the whole report: every rung, assumption and source")
    .option("--json", "print JSON (form: gramme/run/1) instead of the table")
    .option("-o, --output <file>", "write to a file instead of stderr")
    .action(async (argv: readonly string[], options: Options) => {
      const bench = openBench({
        site: {
          ...(options.zone === undefined ? {} : { zone: options.zone }),
          ...(options.cloudRegion === undefined ? {} : { "cloud-region": options.cloudRegion }),
        },
        boundary: rungOrThrow(options.boundary, "--boundary"),
      });
      if (options.output !== undefined) checkWritable(options.output);
      const startedAt = new Date();
      const run = await measured(argv, bench);
      // set before anything is written: a reader that went away must not change it
      process.exitCode =
        run.signal === undefined
          ? (run.exitCode ?? EXIT.workload)
          : 128 + (constants.signals[run.signal] ?? 0);
      const result = measuredRunResult(run, argv, options.phase, bench, startedAt);
      const report = options.verbose === true ? measuredText : runText;
      const text = options.json === true ? `${JSON.stringify(result, undefined, 2)}\n` : report(result);
      if (options.output === undefined) say(options.json === true ? text : `\n${text}`);
      else save(options.output, stripVTControlCharacters(text));
    });
}

function say(text: string): void {
  process.stderr.write(process.stderr.isTTY ? text : stripVTControlCharacters(text));
}

/** The run is over and cannot be had again: if its file cannot be written after all, it is said instead. */
function save(file: string, text: string): void {
  try {
    writeWhole(file, text);
  } catch (error) {
    say(`gramme: ${(error as Error).message}\n${text}`);
  }
}

async function measured(argv: readonly string[], bench: ReturnType<typeof openBench>): Promise<MeasuredRun> {
  const [program, ...args] = argv;
  if (program === undefined) throw new UserError("run wants a command: gramme run -- COMMAND [ARGUMENTS…]");
  let pass: ((signal: NodeJS.Signals) => void) | undefined;
  const stop = new AbortController();
  // Ctrl-C reaches the command through the terminal, other signals through us; after it has ended, any of them ends the
  // wait for its daemons
  const release = holdSignals((signal) => {
    if (signal !== "SIGINT") pass?.(signal);
    stop.abort();
  });
  try {
    return await measureCommand(
      {
        argv: [program, ...args],
        output: "inherit",
        lingerS: LINGER_S,
        leftovers: "release",
        stopLinger: stop.signal,
        onStart: (kill) => {
          pass = kill;
        },
      },
      bench.meters,
    );
  } catch (error) {
    if (error instanceof CannotStart) throw new UserError(error.message, EXIT.workload, { cause: error });
    throw error;
  } finally {
    release();
  }
}
