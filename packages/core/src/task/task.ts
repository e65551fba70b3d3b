/**
 * Tasks: what a model is asked to do, named by Hugging Face pipeline tags, so that figures meet the published ones.
 * @module
 */
import { distance } from "fastest-levenshtein";
import { GrammeError } from "../error.ts";
import type { Task } from "./task.rows.ts";
import { TASKS } from "./task.rows.ts";
import { TASK_ALIASES } from "./task-alias.rows.ts";

export { type Task, TASKS } from "./task.rows.ts";

/** A task, or the plain statement that it is not known. */
export type KnownOrUnknownTask = Task | "unknown";

/** Longest text that is looked at: a tag is short, and edit distance costs the square of the length. */
const LONGEST_NAME = 64;
const MOST_SUGGESTIONS = 3;

const BY_NAME: ReadonlyMap<string, Task> = new Map([
  ...TASKS.map((task): [string, Task] => [task, task]),
  ...TASK_ALIASES.flatMap(([task, names]) => names.map((name): [string, Task] => [name, task])),
]);

function plainName(text: string): string {
  return text
    .slice(0, LONGEST_NAME)
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_/]+/g, "-");
}

/** Whether `text` is a pipeline tag, letter for letter. */
export function isTask(text: string): text is Task {
  return BY_NAME.get(text) === text;
}

/**
 * The task that a text names: a tag or a usual alias (`ocr`, `image-captioning`, `summarisation`), in any case, with
 * spaces or underscores for hyphens. `undefined` when there is none.
 */
export function findTask(text: string): Task | undefined {
  return text.length > LONGEST_NAME ? undefined : BY_NAME.get(plainName(text));
}

/** The task that a text names, or `unknown`, for the places where a missing task is a value. */
export function taskOrUnknown(text: string | undefined): KnownOrUnknownTask {
  return (text === undefined ? undefined : findTask(text)) ?? "unknown";
}

/** Tasks whose names come near to `text`, nearest first, three at most; empty when nothing is near. */
export function nearTasks(text: string): readonly Task[] {
  const name = plainName(text);
  const reach = Math.max(2, Math.floor(name.length * 0.4));
  const ranked = [...BY_NAME]
    .map(([known, task]) => ({ task, edits: distance(name, known) }))
    .filter((row) => row.edits <= reach)
    .toSorted((a, b) => a.edits - b.edits);
  return [...new Set(ranked.map((row) => row.task))].slice(0, MOST_SUGGESTIONS);
}

/**
 * The task that a user wrote.
 * @param field where it was written, as the user knows it: `workloads[0].task`
 * @throws GrammeError `unknown-task`, with what was found and the nearest tasks
 */
export function taskOrThrow(text: string, field: string): Task {
  const task = findTask(text);
  if (task !== undefined) return task;
  const suggestions = nearTasks(text);
  const shown = text.slice(0, LONGEST_NAME);
  const hint =
    suggestions.length === 0
      ? "use a Hugging Face pipeline tag such as text-classification"
      : `did you mean ${suggestions.join(", ")}?`;
  throw new GrammeError("unknown-task", `${field}: "${shown}" is not a task that Gramme knows; ${hint}`, {
    field,
    found: shown,
    expected: "a Hugging Face pipeline tag",
    suggestions,
  });
}
