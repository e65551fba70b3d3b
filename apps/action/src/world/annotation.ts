/**
 * What went wrong, as notes beside the lines of the change that they are about.
 * @module
 */
import { isAbsolute, posix, relative, sep } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { error as errorNote, notice as noticeNote, warning as warningNote } from "@actions/core";
import { EXIT, UserError } from "@gramme/bench";
import type { ExitCode } from "@gramme/bench";
import { GrammeError } from "@gramme/core";
import { fullDisk } from "./full-disk.ts";
import { lineOfWorkload } from "./line-of-workload.ts";

/** A note on a run, and the place that it is about. */
export interface Annotation {
  readonly level: "error" | "warning" | "notice";
  readonly title: string;
  readonly message: string;
  /** From the root of the workspace, with `/`. */
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  readonly column?: number;
}

/** Where paths in messages lead. */
export interface Places {
  /** Absolute folder: GITHUB_WORKSPACE. */
  readonly workspace: string;
  /** Absolute folders of trees that were laid out elsewhere → the folder of the workspace that each is of ("" for its root). */
  readonly laidOut?: ReadonlyMap<string, string>;
  /** The configuration that counts, for failures of a workload: its path in the workspace, and its text. */
  readonly config?: { readonly file: string; readonly text: string };
  readonly level?: Annotation["level"];
}

/** GitHub shows ten of a step. */
const MOST = 10;
const LONGEST = 4000;

const TITLES: Readonly<Partial<Record<ExitCode, string>>> = {
  [EXIT.usage]: "Gramme cannot use what it was given",
  [EXIT.workload]: "Gramme could not measure",
  [EXIT.revision]: "Gramme lacks a revision",
};

/**
 * An error as annotations, at least one and at most ten: a complaint that names a place (`gramme.yml:3:5: …`) is one for
 * itself, all else of a message is one together. Works for every value that can be thrown.
 */
export function annotationsOf(error: unknown, places: Places): readonly Annotation[] {
  const level = places.level ?? "error";
  const full = fullDisk(error);
  if (full !== undefined) return [{ level, title: "The disk is full", message: clean(full) }];
  if (error instanceof UserError) {
    const title = TITLES[error.exitCode] ?? "Gramme";
    // only complaints of ours name places: what a command printed may look like one
    const found =
      error.exitCode === EXIT.usage
        ? complaints(error.message, places)
        : [{ message: clean(error.message), ...workloadPlace(error.message, places) }];
    return found.map((complaint) => ({ level, title, ...complaint }));
  }
  if (error instanceof GrammeError) {
    return [{ level, title: "Gramme cannot use what it was given", message: clean(error.message) }];
  }
  const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return [{ level, title: "Gramme failed", message: clean(`${words}\nThis is a bug: please report it.`) }];
}

/** Writes an annotation to the log, as the command that GitHub shows beside the change; `@actions/core` escapes it. */
export function annotate(annotation: Annotation): void {
  const { level, title, message, file, line, column } = annotation;
  const write = { error: errorNote, warning: warningNote, notice: noticeNote }[level];
  write(message, {
    title,
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { startLine: line }),
    ...(column === undefined ? {} : { startColumn: column }),
  });
}

type Complaint = Pick<Annotation, "message" | "file" | "line" | "column">;

/** `path:line:column: what is wrong`; a path of Windows may hold a colon itself. */
const PLACED = /^(?<path>(?:[A-Za-z]:)?[^:\n]+):(?<line>\d{1,7}):(?<column>\d{1,7}): (?<message>.+)$/u;

function complaints(message: string, places: Places): readonly Complaint[] {
  const found: Complaint[] = [];
  let loose: string[] = [];
  const close = (): void => {
    const last = found.at(-1);
    const rest = loose.join("\n").trimEnd();
    if (rest !== "" && last === undefined) found.push({ message: rest });
    else if (rest !== "" && last !== undefined) {
      found[found.length - 1] = { ...last, message: `${last.message}\n${rest}` };
    }
    loose = [];
  };
  for (const line of message.split("\n")) {
    const placed = placedComplaint(line, places);
    if (placed === undefined) loose.push(line);
    else {
      close();
      found.push(placed);
    }
  }
  close();
  if (found.length === 0) return [{ message: "(nothing was said)" }];
  const shown = found
    .slice(0, MOST)
    .map((complaint) => ({ ...complaint, message: clean(complaint.message) }));
  const last = shown.at(-1);
  if (found.length > MOST && last !== undefined) {
    shown[MOST - 1] = { ...last, message: `${last.message}\n(and ${found.length - MOST} more)` };
  }
  return shown;
}

function placedComplaint(text: string, places: Places): Complaint | undefined {
  const { path, line, column, message } = PLACED.exec(text)?.groups ?? {};
  if (path === undefined || message === undefined) return undefined;
  const file = inWorkspace(path, places);
  // a place outside the workspace cannot be shown there, so the line says it
  if (file === undefined) return undefined;
  return { message, file, line: Number(line), column: Number(column) };
}

function inWorkspace(path: string, { workspace, laidOut }: Places): string | undefined {
  if (!isAbsolute(path)) return inside(path);
  for (const [root, folder] of [...(laidOut ?? []), [workspace, ""] as const]) {
    const file = inside(relative(root, path));
    if (file !== undefined) return posix.join(folder, file);
  }
  return undefined;
}

function inside(path: string): string | undefined {
  const file = posix.normalize(path.split(sep).join("/"));
  return file === "." || file === ".." || file.startsWith("../") || isAbsolute(file) ? undefined : file;
}

function workloadPlace(message: string, { config }: Places): Partial<Complaint> {
  const name = /^(?:in (?:base|head): )?workload "(?<name>[^"\n]+)"/u.exec(message)?.groups?.["name"];
  if (config === undefined || name === undefined) return {};
  const place = lineOfWorkload(config.text, name);
  return place === undefined ? {} : { file: config.file, ...place };
}

/** What captured output holds of colours is noise here; what is too long is cut. */
function clean(text: string): string {
  const plain = stripVTControlCharacters(text);
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST - 1)}…` : plain;
}
