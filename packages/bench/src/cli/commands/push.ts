/** `gramme push`: sends results to a ledger. @module */
import { dirname } from "node:path";
import { Command } from "commander";
import { check, pathText, RunResult } from "@gramme/core/wire";
import type { WireRunResult } from "@gramme/core/wire";
import { UserError } from "../../config/user-error.ts";
import { isLoopback, ledgerAddressFault } from "../../push/ledger-address.ts";
import { localSource } from "../../push/local-source.ts";
import { push } from "../../push/push.ts";
import { readText } from "../read-input.ts";

interface Options {
  readonly ledger: string;
  readonly key?: string;
  readonly trained: readonly string[];
  readonly calibrate?: boolean;
  readonly json?: boolean;
}

/** Where `gramme serve` serves when nothing else is said. */
const LOCAL_LEDGER = "http://127.0.0.1:8787";

/** The command. */
export function pushCommand(): Command {
  return new Command("push")
    .description("send results of gramme bench --json to a ledger; sent again, a result counts once")
    .argument("<file...>", "results (form: gramme/run/1); - for standard input")
    .option("--ledger <url>", "the ledger's address", process.env["GRAMME_LEDGER"] ?? LOCAL_LEDGER)
    .option("--key <key>", "gk_ID.SECRET; better in GRAMME_KEY, where nobody else on the machine sees it")
    .option(
      "--trained <workload...>",
      "workloads whose full training really took place at this commit, and counts as training",
      [],
    )
    .option(
      "--calibrate",
      "have requests that name an inference workload as their profile counted by what it took",
    )
    .option("--json", "print JSON: key of each run, profiles with their versions")
    .addHelpText(
      "after",
      `
The ledger's address may stand in GRAMME_LEDGER; GRAMME_KEY goes to one on another machine only. The commit is the result's own, else HEAD of the folder
that the file stands in; the repository is where origin points to, else local/FOLDER.`,
    )
    .action(async (files: readonly string[], options: Options) => {
      const fault = ledgerAddressFault(options.ledger);
      if (fault !== undefined) throw new UserError(`--ledger ${options.ledger}: ${fault}`);
      const results: { file: string; run: WireRunResult }[] = [];
      for (const file of files) results.push({ file, run: await resultIn(file) });
      knownTrainings(options.trained, results);
      // a key in the environment is for a ledger elsewhere: whoever listens on this machine does not get it
      const usual = isLoopback(new URL(options.ledger).hostname) ? undefined : process.env["GRAMME_KEY"];
      const ledger = {
        url: options.ledger,
        key: options.key ?? usual,
        onWait: (reason: string, ms: number) => {
          process.stderr.write(`gramme: ${reason}; again in ${(ms / 1000).toFixed(1)} s\n`);
        },
      };
      const pushed = [];
      for (const { file, run } of results) {
        const trained = options.trained.filter((name) => trainings(run).includes(name));
        const source = localSource(run, file === "-" ? "." : dirname(file));
        const done = await push(ledger, run, source, { trained, calibrate: options.calibrate === true });
        pushed.push(done);
        if (options.json === true) continue;
        process.stdout.write(`${file}: ${done.again ? "was there already" : "sent"}, as ${done.run}\n`);
        for (const { id, version } of done.profiles)
          process.stdout.write(`  profile ${id}, version ${version}\n`);
      }
      if (options.json === true) process.stdout.write(`${JSON.stringify(pushed, undefined, 2)}\n`);
    });
}

async function resultIn(file: string): Promise<WireRunResult> {
  const { name, text } = await readText(file);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UserError(
      `${name}: is no JSON (${(error as Error).message}); gramme bench --json writes it`,
      undefined,
      {
        cause: error,
      },
    );
  }
  const checked = check(RunResult, value);
  if (checked.ok) return checked.value;
  const schema = (value as { readonly schema?: unknown } | null)?.schema;
  if (schema !== "gramme/run/1") {
    throw new UserError(`${name} is no result of gramme bench --json: its schema is not gramme/run/1`);
  }
  const lines = checked.issues
    .slice(0, 10)
    .map(({ path, message }) => `${name}: ${pathText(path)}: ${message}`);
  throw new UserError(lines.join("\n"));
}

function trainings(run: WireRunResult): readonly string[] {
  return run.workloads.filter(({ phase }) => phase === "training").map(({ name }) => name);
}

function knownTrainings(
  wanted: readonly string[],
  results: readonly { readonly run: WireRunResult }[],
): void {
  const known = new Set(results.flatMap(({ run }) => trainings(run)));
  const unknown = wanted.find((name) => !known.has(name));
  if (unknown === undefined) return;
  throw new UserError(
    `--trained ${unknown}: there is no training of that name (${known.size === 0 ? "none was measured" : [...known].join(", ")})`,
  );
}
