/**
 * The inputs of the Action. Few: everything else stands in gramme.yml.
 * @module
 */
import { posix, win32 } from "node:path";
import { UserError } from "@gramme/bench";
import { PART_NAME } from "../check.ts";
import type { FailOn } from "../report/report.ts";
import { ledgerAddressFault } from "@gramme/bench/ledger-address";

/** What the workflow asks for, checked. */
export interface Inputs {
  /** gramme.yml, relative to the workspace, with `/`, normalised: never outside it. */
  readonly config: string;
  /** A revision to compare with, where the event does not decide. */
  readonly base: string | undefined;
  readonly token: string | undefined;
  readonly failOn: FailOn;
  /** Address of a ledger: https, or http on loopback. */
  readonly ledgerUrl: string | undefined;
  /** Name of this job of a matrix; another job comments then. */
  readonly part: string | undefined;
  /** Prefix of the artifact's name; undefined: none is uploaded. */
  readonly artifact: string | undefined;
  /** Whether this job may comment: said so, and no part of a matrix. */
  readonly comment: boolean;
  /** Name of a check run to make; undefined: none. */
  readonly check: string | undefined;
  /** Label that accepts a regression; undefined: no label does. */
  readonly acceptLabel: string | undefined;
}

const FAIL_ON = ["regression", "inconclusive", "never"] as const satisfies readonly FailOn[];
/** As `@actions/core` reads booleans: YAML 1.2's core schema. */
const TRUE = ["true", "True", "TRUE"];
const FALSE = ["false", "False", "FALSE"];

const LONGEST_REVISION = 500;
/** GitHub's own limit on the name of a label. */
const LONGEST_LABEL = 50;
const LONGEST_CHECK_NAME = 100;

/**
 * Reads the inputs as the runner hands them over (`INPUT_FAIL-ON`, as `@actions/core` reads them). An input that is set
 * to nothing is as good as not given, save where nothing means none (artifact, check, accept-label).
 *
 * Throws {@link UserError} that names the input, what was found and what would be right.
 */
export function readInputs(env: NodeJS.ProcessEnv = process.env): Inputs {
  const given = (name: string): string | undefined => env[`INPUT_${name.toUpperCase()}`]?.trim();
  const said = (name: string): string | undefined => given(name) || undefined;
  const part = said("part");
  if (part !== undefined && !PART_NAME.test(part)) {
    throw wrong("part", part, "letters, digits, dot, dash or underscore, at most 64");
  }
  return {
    config: configPath(said("config") ?? "gramme.yml"),
    base: revision(said("base")),
    token: said("token"),
    failOn: failOn(said("fail-on") ?? "regression"),
    ledgerUrl: ledgerUrl(said("ledger-url")),
    part,
    artifact: artifactName(given("artifact") ?? "gramme"),
    comment: flag("comment", said("comment") ?? "true") && part === undefined,
    check: line("check", given("check") ?? "", LONGEST_CHECK_NAME),
    acceptLabel: line("accept-label", given("accept-label") ?? "emissions-accepted", LONGEST_LABEL),
  };
}

function wrong(input: string, found: string, right: string): UserError {
  return new UserError(`input ${input}: found ${JSON.stringify(shortened(found))}; wants ${right}`);
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** Characters that no name of ours holds, and that would forge lines of a log. */
function hasControl(text: string): boolean {
  return /\p{Cc}/u.test(text);
}

function configPath(text: string): string {
  const right = 'a path of a file inside the workspace, such as "gramme.yml" or "models/gramme.yml"';
  const path = posix.normalize(process.platform === "win32" ? text.replaceAll("\\", "/") : text);
  // both kinds of absolute, so that a workflow means the same on every runner
  const outside = posix.isAbsolute(text) || win32.isAbsolute(text) || /^\.\.(\/|$)/u.test(path);
  if (outside || path === "." || path.endsWith("/") || hasControl(path)) throw wrong("config", text, right);
  return path;
}

function revision(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  // git would read a dash as an option
  if (text.startsWith("-") || hasControl(text) || text.length > LONGEST_REVISION) {
    throw wrong("base", text, 'a branch, tag or commit, or "HEAD" to compare the head with itself');
  }
  return text;
}

function failOn(text: string): FailOn {
  const found = FAIL_ON.find((choice) => choice === text);
  if (found === undefined) throw wrong("fail-on", text, `one of ${FAIL_ON.join(", ")}`);
  return found;
}

function ledgerUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const fault = ledgerAddressFault(text);
  if (fault === undefined) return text;
  // an address with credentials in it is not repeated in a log
  const shown = fault.includes("credentials") || fault.includes("query") ? "an address" : text;
  throw new UserError(
    `input ledger-url: found ${JSON.stringify(shortened(shown))}: ${fault}; wants the ledger's address, such as "https://ledger.example" (http on loopback only)`,
  );
}

function artifactName(text: string): string | undefined {
  if (text === "") return undefined;
  if (PART_NAME.test(text)) return text;
  throw wrong("artifact", text, 'letters, digits, dot, dash or underscore, at most 64; "" for no artifact');
}

function flag(input: string, text: string): boolean {
  if (!TRUE.includes(text) && !FALSE.includes(text)) throw wrong(input, text, "true or false");
  return TRUE.includes(text);
}

function line(input: string, text: string, longest: number): string | undefined {
  if (text === "") return undefined;
  if (hasControl(text) || text.length > longest) {
    throw wrong(input, text, `one line of at most ${longest} characters; "" for none`);
  }
  return text;
}
