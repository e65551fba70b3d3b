/**
 * What stage 2 knows by itself, from GitHub and not from the artifact: base's rules, what head's gramme.yml makes
 * different, which commits they are of.
 * @module
 */
import { configChanges, parseConfig, UserError } from "@gramme/bench";
import { Config } from "@gramme/core/wire";
import type { WireConfig, WireConfigChange } from "@gramme/core/wire";
import { parseDocument } from "yaml";
import { isBelievable } from "./believable.ts";

/** The ground that a stranger's check is built anew on. */
export interface Trusted {
  /** Base's gramme.yml; absent where base has none that can be read. */
  readonly rules?: WireConfig;
  /** Settings that head makes different, without texts. Absent where either side cannot be read. */
  readonly changes?: readonly WireConfigChange[];
  /** Workloads that one side alone has; absent where either side cannot be read. */
  readonly onlyIn?: { readonly base: readonly string[]; readonly head: readonly string[] };
  /** Workloads that have to be compared; empty where there are no rules. */
  readonly expected: readonly string[];
  /** Full ids of the commits, from the API. */
  readonly base: string;
  readonly head: string;
}

/** A gramme.yml at each end; undefined where there is none. */
export interface Texts {
  readonly base: string | undefined;
  readonly head: string | undefined;
}

const MOST_CHANGES = 100;
/** A path of settings: keys of ours and names of workloads. */
const PATH = /^[A-Za-z0-9._-]{1,160}$/u;

/** What is known. A gramme.yml that cannot be read is none. */
export function trustedOf(texts: Texts, commits: Pick<Trusted, "base" | "head">): Trusted {
  const rules = rulesIn(texts.base);
  const head = strangersConfig(texts.head);
  const ids = { base: commits.base, head: commits.head };
  if (rules === undefined) return { ...ids, expected: [] };
  const wanted = rules.gate?.workloads ?? namesOf(rules);
  if (head === undefined) return { ...ids, rules, expected: wanted };
  const inBase = new Set(namesOf(rules));
  const inHead = new Set(namesOf(head));
  const fresh = namesOf(head).filter((name) => !inBase.has(name));
  const gate = head.gate?.workloads;
  return {
    ...ids,
    rules,
    changes: changesOf(rules, head),
    onlyIn: {
      base: wanted.filter((name) => !inHead.has(name)),
      head: fresh.filter((name) => gate === undefined || gate.includes(name)),
    },
    expected: wanted.filter((name) => inHead.has(name)),
  };
}

function namesOf({ workloads }: WireConfig): readonly string[] {
  return workloads.map(({ name }) => name);
}

function rulesIn(text: string | undefined): WireConfig | undefined {
  if (text === undefined) return undefined;
  try {
    return parseConfig(text, "gramme.yml");
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/**
 * Head's, read for its form alone: to look its names up and to word what is wrong with them takes time that grows with
 * the square of its size.
 */
function strangersConfig(text: string | undefined): WireConfig | undefined {
  if (text === undefined) return undefined;
  try {
    // the parser's warnings would print what stands in it
    const document = parseDocument(text, { prettyErrors: false, merge: true, logLevel: "error" });
    if (document.errors.length > 0) return undefined;
    const parsed = Config.safeParse(document.toJS({ maxAliasCount: 100 }));
    return parsed.success ? parsed.data : undefined;
  } catch {
    // an alias bomb, or brackets so deep that the stack is full
    return undefined;
  }
}

function changesOf(base: WireConfig, head: WireConfig): readonly WireConfigChange[] {
  const shown = new Map<string, WireConfigChange>();
  for (const change of configChanges(base, head)) {
    // names of a model's inputs are anything
    const path = change.path.replace(/\.shapes\..*$/su, ".shapes");
    if (!PATH.test(path) || shown.size === MOST_CHANGES) continue;
    const was = valueOf(change.base);
    const is = valueOf(change.head);
    shown.set(path, {
      path,
      ...(was === undefined ? {} : { base: was }),
      ...(is === undefined ? {} : { head: is }),
    });
  }
  return [...shown.values()];
}

/** JSON of a number or a boolean, as it is; what kind of thing it is, of all others. */
function valueOf(json: string | undefined): string | undefined {
  if (json === undefined) return undefined;
  const value: unknown = JSON.parse(json);
  if (typeof value === "boolean" || (typeof value === "number" && isBelievable(value))) return json;
  return typeof value === "string" ? "(a text)" : "(a list)";
}
