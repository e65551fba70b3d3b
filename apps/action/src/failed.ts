/**
 * Why nothing could be measured: beside the line that it is about, in the summary, in the comment and the outputs.
 * @module
 */
import { setOutput, summary } from "@actions/core";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { firstConfig, VERSION } from "@gramme/bench";
import type { Check } from "./check.ts";
import { NoConfig } from "./measure.ts";
import { firstConfigMarkdown } from "./report/summary.ts";
import { savedCheck } from "./saved-check.ts";
import { tell } from "./tell.ts";
import { annotate, annotationsOf } from "./world/annotation.ts";
import type { Annotation } from "./world/annotation.ts";
import type { Event } from "./world/event.ts";
import type { Inputs } from "./world/inputs.ts";
import { redacted } from "./world/redacted.ts";

/** A failure, and how far the step had come. */
export interface Failure {
  readonly error: unknown;
  readonly inputs: Inputs | undefined;
  readonly event: Event | undefined;
  readonly workspace: string;
  readonly env: NodeJS.ProcessEnv;
  readonly say: (text: string) => void;
}

/** Tells it, and sets the exit code. */
export async function tellFailure(failure: Failure): Promise<void> {
  const { error, inputs, event, workspace, env, say } = failure;
  process.exitCode = 1;
  const config = inputs === undefined ? undefined : configAt(workspace, inputs.config);
  const annotations = annotationsOf(error, { workspace, ...(config === undefined ? {} : { config }) }).map(
    (annotation) => ({ ...annotation, message: redacted(annotation.message, env) }),
  );
  for (const annotation of annotations) annotate(annotation);
  if (error instanceof Error && error.name !== "UserError") say(redacted(error.stack ?? error.message, env));
  const message = annotations.map((annotation) => placed(annotation)).join("\n");
  if (inputs === undefined || event === undefined) {
    setOutput("verdict", "failed");
    setOutput("conclusion", "failure");
    setOutput("title", message.split("\n", 1)[0] ?? "");
    await summary.addRaw(`### ✕ Gramme could not begin\n\n`).addCodeBlock(message).write();
    return;
  }
  await tell({ inputs, event, workspace, env, say, check: failedCheck(message, inputs, env) });
  if (error instanceof NoConfig && !error.inBase) {
    await summary.addRaw(firstConfigMarkdown(firstConfig(workspace))).write();
  }
}

/** With the place that it is about, which a comment does not show otherwise. */
function placed({ message, file, line }: Annotation): string {
  const place =
    file === undefined || message.startsWith(file) ? "" : `${file}${line === undefined ? "" : `:${line}`}: `;
  return `${place}${message}`;
}

const LONGEST = 4000;

function failedCheck(message: string, { part }: Inputs, env: NodeJS.ProcessEnv): Check {
  const before = savedCheck(env);
  const result = before?.kind === "measured" ? before.result : undefined;
  return {
    schema: "gramme/check/1",
    gramme: VERSION,
    ...(part === undefined ? {} : { part }),
    kind: "failed",
    message: message.slice(0, LONGEST),
    ...(result === undefined ? {} : { result }),
  };
}

/** The configuration, for the places in it that a failure is about. */
function configAt(
  workspace: string,
  file: string,
): { readonly file: string; readonly text: string } | undefined {
  try {
    return { file, text: readFileSync(join(workspace, file), "utf8") };
  } catch {
    return undefined;
  }
}
