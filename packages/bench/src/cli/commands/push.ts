/** `gramme push`: sends results, and what a team states of its project, to a ledger. @module */
import { dirname } from "node:path";
import { Command } from "commander";
import type { WireRunResult } from "@gramme/core/wire";
import { UserError } from "../../config/user-error.ts";
import { isLoopback, ledgerAddressFault } from "../../push/ledger-address.ts";
import { localSource, sourceFolder } from "../../push/local-source.ts";
import { push, pushStated } from "../../push/push.ts";
import type { Ledger } from "../../push/push.ts";
import { statedText } from "../../report/stated-text.ts";
import { readPushable } from "../pushable.ts";
import type { Pushable } from "../pushable.ts";

interface Options {
  readonly ledger: string;
  readonly key?: string;
  readonly trained: readonly string[];
  readonly calibrate?: boolean;
  readonly json?: boolean;
}

/** What became of a file: for machines, and in lines for people. */
interface Sent {
  readonly json: unknown;
  readonly lines: readonly string[];
}

/** Where `gramme serve` serves when nothing else is said. */
const LOCAL_LEDGER = "http://127.0.0.1:8787";

/** The command. */
export function pushCommand(): Command {
  return new Command("push")
    .description(
      "send results, consequences.yml or project.yml to a ledger; a result that is sent again counts once",
    )
    .argument(
      "<file...>",
      "results (form: gramme/run/1; - for standard input), consequences.yml (consequences/1), project.yml (project/1)",
    )
    .option("--ledger <url>", "the ledger's address", process.env["GRAMME_LEDGER"] ?? LOCAL_LEDGER)
    .option("--key <key>", "gk_ID.SECRET; better in GRAMME_KEY, where nobody else on the machine sees it")
    .option(
      "--trained <workload...>",
      "workloads whose full training really took place at this commit, and counts as training; can be said later, by sending the result again",
      [],
    )
    .option(
      "--calibrate",
      "have requests that name an inference workload as their profile counted by what it took",
    )
    .option(
      "--json",
      "print JSON: key of each run, what of it is booked as trained, profiles with their versions; schema of each statement",
    )
    .addHelpText(
      "after",
      `
The ledger's address may stand in GRAMME_LEDGER; GRAMME_KEY goes to one on another machine only. The commit is the result's own, else HEAD of the folder
that the file stands in; the repository is where origin points to, else local/FOLDER. A file outside a repository belongs to that of
the working directory, if the commit is there; else it is named after its folder.
consequences.yml and project.yml take the place of those that the ledger has. Nothing is sent where a file is wrong.`,
    )
    .action(async (files: readonly string[], options: Options) => {
      const fault = ledgerAddressFault(options.ledger);
      if (fault !== undefined) throw new UserError(`--ledger ${options.ledger}: ${fault}`);
      const given: Pushable[] = [];
      for (const file of files) given.push(await readPushable(file));
      meantForResults(options, given);
      // a key in the environment is for a ledger elsewhere: whoever listens on this machine does not get it
      const usual = isLoopback(new URL(options.ledger).hostname) ? undefined : process.env["GRAMME_KEY"];
      const ledger = {
        url: options.ledger,
        key: options.key ?? usual,
        onWait: (reason: string, ms: number) => {
          process.stderr.write(`gramme: ${reason}; again in ${(ms / 1000).toFixed(1)} s\n`);
        },
      };
      const told: unknown[] = [];
      for (const one of given) {
        const { json, lines } = await sent(ledger, one, options);
        told.push(json);
        if (options.json !== true) process.stdout.write(`${lines.join("\n")}\n`);
      }
      if (options.json === true) process.stdout.write(`${JSON.stringify(told, undefined, 2)}\n`);
    });
}

const UNVERSIONED =
  "not in a git repository, so named after the file's folder; push from inside the repository that was measured to have it beside its other runs";

async function sent(ledger: Ledger, one: Pushable, options: Options): Promise<Sent> {
  const { file } = one;
  if (one.kind === "stated") {
    await pushStated(ledger, one.stated);
    return { json: { stated: one.stated.schema }, lines: [`${file}: sent: ${statedText(one.stated)}`] };
  }
  const trained = options.trained.filter((name) => trainings(one.run).includes(name));
  const { folder, inRepository } = sourceFolder(one.run, file === "-" ? "." : dirname(file), ".");
  const source = localSource(one.run, folder);
  const done = await push(ledger, one.run, source, { trained, calibrate: options.calibrate === true });
  return {
    json: done,
    lines: [
      `${file}: ${done.again ? "was there already" : "sent"}, as ${done.run}`,
      ...(inRepository ? [] : [`  ${source.repository}: ${UNVERSIONED}`]),
      ...(done.trained.length === 0 ? [] : [`  booked as trained: ${done.trained.join(", ")}`]),
      ...done.profiles.map(({ id, version }) => `  profile ${id}, version ${version}`),
    ],
  };
}

function trainings(run: WireRunResult): readonly string[] {
  return run.workloads.filter(({ phase }) => phase === "training").map(({ name }) => name);
}

/** What is said of results has to be said of one that is there. */
function meantForResults(options: Options, given: readonly Pushable[]): void {
  const runs = given.flatMap((one) => (one.kind === "result" ? [one.run] : []));
  if (options.calibrate === true && runs.length === 0) {
    throw new UserError("--calibrate is for results of gramme bench --json, and none was given");
  }
  const known = new Set(runs.flatMap(trainings));
  const unknown = options.trained.find((name) => !known.has(name));
  if (unknown === undefined) return;
  throw new UserError(
    `--trained ${unknown}: there is no training of that name (${known.size === 0 ? "none was measured" : [...known].join(", ")})`,
  );
}
