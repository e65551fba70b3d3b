/** `gramme bench`: measures the workloads of a gramme.yml, alone or against a base. @module */
import { Command, InvalidArgumentError } from "commander";
import { benchAgainst } from "../../bench/bench-against.ts";
import { benchAlone } from "../../bench/bench-alone.ts";
import { loadConfig } from "../../config/load-config.ts";
import { EXIT } from "../../config/user-error.ts";
import { comparisonText } from "../../report/comparison-text.ts";
import { measuredText } from "../../report/measured-text.ts";
import { progressLine } from "../progress.ts";

interface Options {
  readonly config: string;
  readonly base?: string;
  readonly replicates: number;
  readonly workload: readonly string[];
  readonly seed: number;
  readonly json?: boolean;
}

function positiveInteger(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("wants a whole number from 1 on");
  return value;
}

/** The command. */
export function benchCommand(): Command {
  return new Command("bench")
    .description("measure the workloads of gramme.yml; with --base, pair by pair against another revision")
    .option("-c, --config <file>", "the configuration", "gramme.yml")
    .option("-b, --base <revision>", "compare with this revision: a verdict per workload")
    .option(
      "-n, --replicates <count>",
      "fresh processes per workload that does not say itself, without --base",
      positiveInteger,
      3,
    )
    .option(
      "-w, --workload <name>",
      "only this workload; may be given again",
      (name: string, names: readonly string[]) => [...names, name],
      [],
    )
    .option("--seed <number>", "seed of the order of base and head", positiveInteger, 1)
    .option("--json", "print JSON (form: gramme/run/1)")
    .action(async (options: Options) => {
      const loaded = loadConfig(options.config);
      const progress = progressLine(false);
      const how = { replicates: options.replicates, only: options.workload, seed: options.seed, progress };
      try {
        const result =
          options.base === undefined
            ? await benchAlone(loaded, how)
            : await benchAgainst(loaded, options.base, how);
        progress.end();
        const text = options.base === undefined ? measuredText : comparisonText;
        process.stdout.write(
          options.json === true ? `${JSON.stringify(result, undefined, 2)}\n` : text(result),
        );
        if (result.comparisons.some(({ verdict }) => verdict === "regression"))
          process.exitCode = EXIT.regression;
      } finally {
        progress.end();
      }
    });
}
