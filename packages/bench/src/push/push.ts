/**
 * Sends results to a ledger, and has it calibrate profiles by them; and what a team states of its project.
 * @module
 */
import { idempotencyKey, Problem, WORKLOAD_NAME } from "@gramme/core/wire";
import type { WireRunResult, WireRunsEnvelope, WireRunSource } from "@gramme/core/wire";
import type { Stated } from "../config/stated.ts";
import { EXIT, UserError } from "../config/user-error.ts";
import { delivered, type Delivered } from "./deliver.ts";
import { calibratedProfiles } from "./calibration.ts";

/** A ledger, and what opens it. */
export interface Ledger {
  readonly url: string;
  /** `gk_ID.SECRET`; none where the ledger is on this machine. */
  readonly key?: string | undefined;
  /** Hears why it takes long. */
  readonly onWait?: (reason: string, ms: number) => void;
}

/** What was sent. */
export interface Pushed {
  /** Key under which the run stands. */
  readonly run: string;
  /** Whether it stood there before. */
  readonly again: boolean;
  /** Every workload of it that the ledger counts as really trained, by this sending or one before. */
  readonly trained: readonly string[];
  /** Ids of the profiles that are calibrated by it, with the version that holds now. */
  readonly profiles: readonly { readonly id: string; readonly version: number }[];
}

/**
 * Sends one result. Sent again, it counts once, and what is said to be trained is added to what was said before. Throws
 * {@link UserError} with the ledger's own words where it refuses, and with what to do where it cannot be reached.
 */
export async function push(
  ledger: Ledger,
  run: WireRunResult,
  source: WireRunSource,
  how: { readonly trained?: readonly string[]; readonly calibrate?: boolean } = {},
): Promise<Pushed> {
  const key = idempotencyKey(source);
  const envelope: WireRunsEnvelope = {
    schema: "gramme/runs/1",
    run,
    source,
    ...(how.trained === undefined || how.trained.length === 0 ? {} : { trained: [...how.trained] }),
  };
  const answer = await brought(ledger, "/v1/runs", "POST", envelope, { "idempotency-key": key });
  const profiles: { id: string; version: number }[] = [];
  for (const { id, input } of how.calibrate === true ? calibratedProfiles(run, key) : []) {
    const path = `/v1/profiles/${encodeURIComponent(id)}`;
    const { version } = jsonOf(await brought(ledger, path, "PUT", input, {}));
    profiles.push({ id, version: Number(version) });
  }
  const { trained } = jsonOf(answer);
  return { run: key, again: answer.status === 200, trained: namesIn(trained), profiles };
}

/** Doors of statements. */
const DOORS: Readonly<Record<Stated["schema"], string>> = {
  "consequences/1": "/v1/project/consequences",
  "project/1": "/v1/project",
};

/**
 * Sends a statement; it takes the place of the one that the ledger has. Throws {@link UserError} as {@link push} does.
 */
export async function pushStated(ledger: Ledger, { schema, value }: Stated): Promise<void> {
  await brought(ledger, DOORS[schema], "PUT", value, {});
}

async function brought(
  { url, key, onWait }: Ledger,
  path: string,
  method: "POST" | "PUT",
  body: unknown,
  headers: Readonly<Record<string, string>>,
): Promise<Extract<Delivered, { readonly kind: "taken" }>> {
  const answer = await delivered({
    ledger: url,
    path,
    method,
    headers: { ...headers, ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) },
    body: JSON.stringify(body),
    // long enough for a ledger that is being started anew, and not for one that is not there
    whereNobodyIs: 3,
    ...(onWait === undefined ? {} : { onWait }),
  });
  if (answer.kind === "taken") return answer;
  throw new UserError(`${path}: ${wordsOf(answer, url)}`, EXIT.ledger);
}

function wordsOf(answer: Exclude<Delivered, { readonly kind: "taken" }>, ledger: string): string {
  switch (answer.kind) {
    case "refused":
      return refusalOf(answer.status, answer.text);
    case "redirected":
      return `the ledger redirects (${answer.status})${answer.origin === undefined ? "" : ` to ${answer.origin}`}; give its final address with --ledger`;
    case "gave-up":
      return answer.patienceMs === undefined
        ? `${answer.reason}; is a ledger served at ${ledger}? (gramme serve starts one)`
        : `${answer.reason}, and asks for ${Math.ceil(answer.patienceMs / 1000)} s of patience; send it again then`;
    case "cancelled":
      return "it was cancelled";
  }
}

/** What the ledger says is wrong, on lines of their own: printable characters only, and not many. */
function refusalOf(status: number, text: string): string {
  const checked = Problem.safeParse(jsonOf({ text }));
  if (!checked.success)
    return `the ledger answered ${status}, and not as a ledger of Gramme's does; is --ledger right?`;
  const { code, detail, errors = [], more = 0 } = checked.data;
  const advice = ADVICE[code];
  const lines = [
    `${printable(detail)} (${status}, ${printable(code)})`,
    ...errors
      .slice(0, MOST_LINES)
      .map(({ field, detail: what }) => `  ${printable(field ?? "")}: ${printable(what)}`),
    ...(errors.length + more > MOST_LINES ? [`  and ${errors.length + more - MOST_LINES} more`] : []),
    ...(advice === undefined ? [] : [`  ${advice}`]),
  ];
  return lines.join("\n");
}

const MOST_LINES = 10;

const ADVICE: Readonly<Record<string, string>> = {
  unauthenticated: "give a key with --key, or in GRAMME_KEY",
  forbidden:
    "the key wants the scope runs:write for results; admin for --calibrate, consequences.yml and project.yml",
  conflict: "it was sent before as of another commit or branch, or its file was changed since",
};

/** Names of workloads in what a ledger wrote. */
function namesIn(value: unknown): readonly string[] {
  return Array.isArray(value)
    ? value.filter((name): name is string => typeof name === "string" && WORKLOAD_NAME.test(name))
    : [];
}

function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, " ").slice(0, 300);
}

function jsonOf({ text }: { readonly text: string }): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
