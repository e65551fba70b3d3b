/**
 * The inputs of stage 2: those of the Action that it shares, and no others.
 * @module
 */
import { UserError } from "@gramme/bench";
import { readInputs } from "./world/inputs.ts";
import type { Inputs } from "./world/inputs.ts";

/** What the workflow asks stage 2 for, checked. */
export interface CommentInputs extends Pick<Inputs, "config" | "failOn" | "check" | "acceptLabel"> {
  readonly token: string;
  /** Name of the artifact, and prefix of those of a matrix. */
  readonly artifact: string;
}

/** Reads them. Throws UserError that names the input, what was found and what would be right. */
export function readCommentInputs(env: NodeJS.ProcessEnv): CommentInputs {
  const { config, failOn, check, acceptLabel, token, artifact } = readInputs(env);
  if (token === undefined)
    throw new UserError("input token: missing; wants the job's, `${{ github.token }}`");
  if (artifact === undefined) {
    throw new UserError('input artifact: found ""; wants the name that the job which measures uploads under');
  }
  return { config, failOn, check, acceptLabel, token, artifact };
}
