/**
 * What a proxied request is counted under: its route says, then its caller, then the usual APIs' paths.
 * @module
 */
import { findPhase, isTask, nearTasks, type KnownOrUnknownTask, type Phase } from "@gramme/core";
import { MODEL_NAME, VERSION_NAME } from "@gramme/core/wire";
import { Refusal } from "../../problem/problem.ts";
import type { WireRoute } from "../route/route-input.ts";
import { PATH_TASKS, type PathTask } from "./path-task.rows.ts";

/** Labels of one request. */
export interface RequestLabels {
  readonly phase?: Phase;
  readonly task: KnownOrUnknownTask;
  /** Where the answer names none. */
  readonly model: string;
  readonly model_version?: string;
  /** The route's id and the path that it was known by: `openai/chat/completions`. Never the request's own path. */
  readonly route: string;
  readonly profile?: string;
  readonly zone?: string;
  /** The route's id: what its requests share. */
  readonly pool: string;
}

/** What is asked of a route. */
export interface Asked {
  readonly method: string;
  /** Path behind the route's id. */
  readonly path: string;
  /** Path of the address at the upstream: the usual APIs are known by it, whatever part of it the route states. */
  readonly targetPath: string;
  readonly headers: Headers;
}

/**
 * Labels of a request, or `undefined` where it is no inference: a GET, or a path that nothing names on a route without
 * a task.
 * @throws Refusal `bad-header`, when one of the caller's labels is none
 */
export function requestLabels(
  { id, input }: WireRoute,
  { method, path, targetPath, headers }: Asked,
): RequestLabels | undefined {
  const said = callerLabels(headers);
  const stated = longestEnd(Object.entries(input.tasks ?? {}), path);
  const usual = method === "POST" ? longestEnd(PATH_TASKS, targetPath) : undefined;
  const found = stated ?? usual;
  const task =
    found?.[1] === "none"
      ? undefined
      : (stated?.[1] ?? (method === "POST" ? (input.task ?? usual?.[1]) : undefined));
  if (task === undefined || task === "none") return undefined;
  return {
    task: said.task ?? task,
    model: said.model ?? input.model ?? "unknown",
    route: `${id}${found?.[0] ?? ""}`,
    pool: id,
    ...(said.phase === undefined ? {} : { phase: said.phase }),
    ...versionOf(said.modelVersion ?? input.model_version),
    ...(input.profile === undefined ? {} : { profile: input.profile }),
    ...(input.zone === undefined ? {} : { zone: input.zone }),
  };
}

function versionOf(version: string | undefined): { readonly model_version?: string } {
  return version === undefined ? {} : { model_version: version };
}

function longestEnd<T extends PathTask>(
  rows: readonly (readonly [string, T])[],
  path: string,
): readonly [string, T] | undefined {
  let longest: readonly [string, T] | undefined;
  for (const row of rows) {
    if (path.endsWith(row[0]) && row[0].length > (longest?.[0].length ?? 0)) longest = row;
  }
  return longest;
}

interface CallerLabels {
  readonly task?: KnownOrUnknownTask;
  readonly model?: string;
  readonly modelVersion?: string;
  readonly phase?: Phase;
}

function callerLabels(headers: Headers): CallerLabels {
  const task = headers.get("x-gramme-task");
  const model = headers.get("x-gramme-model");
  const modelVersion = headers.get("x-gramme-model-version");
  const saidPhase = headers.get("x-gramme-phase");
  const phase = saidPhase === null ? undefined : findPhase(saidPhase);
  if (task !== null && task !== "unknown" && !isTask(task)) {
    const near = nearTasks(task);
    const hint = near.length === 0 ? "" : `; did you mean ${near.join(" or ")}?`;
    throw new Refusal("bad-header", `x-gramme-task wants a Hugging Face pipeline tag${hint}`);
  }
  if (model !== null && !MODEL_NAME.test(model)) {
    throw new Refusal("bad-header", "x-gramme-model wants letters, digits, . _ : / @ + -, at most 128");
  }
  if (modelVersion !== null && !VERSION_NAME.test(modelVersion)) {
    throw new Refusal(
      "bad-header",
      "x-gramme-model-version wants letters, digits, . _ : / @ + -, at most 64",
    );
  }
  if (saidPhase !== null && phase === undefined) {
    throw new Refusal("bad-header", "x-gramme-phase wants one of data, development, training, inference");
  }
  return {
    ...(task === null ? {} : { task }),
    ...(model === null ? {} : { model }),
    ...(modelVersion === null ? {} : { modelVersion }),
    ...(phase === undefined ? {} : { phase }),
  };
}
