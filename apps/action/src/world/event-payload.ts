/**
 * The parts of GitHub's webhook payloads that are read. Loose: what is not read may be anything.
 * @module
 */
import { Commit, RepositoryName } from "@gramme/core/wire";
import { z } from "zod";

/** The id that stands where there is no commit: of a new or a deleted branch. */
export const NO_COMMIT: RegExp = /^0+$/u;

/** `https://github.com`: an origin, without the slash at its end. */
export const ServerUrl = z
  .url({ protocol: /^https?$/u, error: "wants the address of a server, such as https://github.com" })
  .transform((text) => new URL(text).origin);

/** Name of a branch, without `refs/heads/`. Git allows odd ones; these are lengths, not characters. */
const Branch = z.string().min(1).max(1000);

/** GitHub allows 65,536 characters. */
const Body = z.string().max(300_000);

/** `pull_request`. */
export const PullRequestPayload = z.object({
  pull_request: z.object({
    number: z.int().positive(),
    head: z.object({
      sha: Commit,
      ref: Branch,
      // a fork that was deleted since
      repo: z.object({ full_name: RepositoryName }).nullable(),
    }),
    base: z.object({ sha: Commit, ref: Branch, repo: z.object({ full_name: RepositoryName }) }),
    labels: z.array(z.object({ name: z.string().max(200) })).max(1000),
    body: Body.nullish(),
  }),
});

/** `push`. */
export const PushPayload = z.object({ before: Commit, after: Commit, forced: z.boolean().optional() });

/** `merge_group`. */
export const MergeGroupPayload = z.object({
  merge_group: z.object({ base_sha: Commit, head_sha: Commit }),
});
