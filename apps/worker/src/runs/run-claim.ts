/**
 * What a sender of runs may say of where they come from.
 * @module
 */
import { idempotencyKey } from "@gramme/core/wire";
import type { WireProblemError, WireRunSource } from "@gramme/core/wire";
import type { Principal } from "../auth/principal.ts";
import { Refusal } from "../problem/problem.ts";

/** Where a run comes from, as it is believed, and the key under which it stands. */
export interface Claim {
  readonly source: WireRunSource;
  readonly key: string;
}

/**
 * What is believed of a source. A job is believed what GitHub signs for it: one that names another repository or run than
 * its token is refused, not put right. Whoever has a key is believed all of it.
 */
export function claimOf(said: WireRunSource, { job }: Principal): Claim {
  if (job === undefined) return { source: said, key: idempotencyKey(said) };
  const errors: WireProblemError[] = [];
  const compare = (field: keyof WireRunSource, fits: boolean): void => {
    if (!fits) {
      errors.push({
        code: "forbidden",
        field: `source.${field}`,
        detail: "is not what the job's token says",
      });
    }
  };
  // GitHub's names have no case, its run numbers start again at each attempt
  compare("repository", said.repository.toLowerCase() === job.repository.toLowerCase());
  compare("run_id", said.run_id === job.run_id);
  compare("run_attempt", said.run_attempt === job.run_attempt);
  if (errors.length > 0)
    throw new Refusal("forbidden", "the run is of another job than the token", { errors });
  const source = believed(said, job);
  return { source, key: idempotencyKey(source) };
}

/**
 * What was sent, put right by what GitHub says of the job. Which commit was measured stays the sender's to say: the job of
 * a pull request is of a merge commit.
 */
export function believed(source: WireRunSource, job: NonNullable<Principal["job"]>): WireRunSource {
  const { repository, ref, run_id, run_attempt, event } = job;
  const [, pull] = /^refs\/pull\/([1-9]\d{0,14})\//u.exec(ref) ?? [];
  return {
    ...source,
    repository,
    ref,
    run_id,
    run_attempt,
    event,
    ...(pull === undefined ? {} : { pull_request: Number(pull) }),
  };
}
