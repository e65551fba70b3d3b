/**
 * Jobs of GitHub Actions, by the token that GitHub signs for each: no secret has to be stored anywhere.
 * @module
 */
import { Commit, RepositoryName } from "@gramme/core/wire";
import { z } from "zod";
import type { Env } from "../env.ts";
import { unauthenticated } from "./denial.ts";
import type { KeySets } from "./key-sets.ts";
import type { Principal } from "./principal.ts";
import { verified } from "./signed-token.ts";
import { tenantOfRepository } from "./trusted-repository.ts";

/** Who signs for GitHub's jobs. */
export const GITHUB_ISSUER = "https://token.actions.githubusercontent.com";

/** GitHub's tokens live for minutes. */
const OLDEST_S = 3600;

const number = z.string().regex(/^[1-9]\d{0,14}$/u);

/** The claims that are looked at. GitHub sends more of them, and sends numbers as text. */
const Claims = z.object({
  repository: RepositoryName,
  repository_owner_id: z.string().regex(/^\d{1,20}$/u),
  sha: Commit,
  ref: z.string().min(1).max(1000),
  run_id: number,
  run_attempt: number,
  event_name: z.string().regex(/^[a-z_]{1,60}$/u),
});

/**
 * The job that a token is of. Good for `runs:write` and nothing else. Throws `unauthenticated` for a token that is not
 * GitHub's or not for this ledger, `forbidden` where its repository is not trusted.
 */
export async function githubJob(
  env: Env,
  token: string,
  keySets: KeySets,
  nowMs: number,
): Promise<Principal> {
  const audience = env.PUBLIC_ORIGIN === undefined ? undefined : URL.parse(env.PUBLIC_ORIGIN)?.origin;
  // an address without an origin has the text "null", which a token could be asked for
  if (audience === undefined || audience === "null") {
    throw unauthenticated("this ledger takes no tokens of jobs: its PUBLIC_ORIGIN is not set");
  }
  const payload = await verified(token, {
    signer: "GitHub",
    issuer: GITHUB_ISSUER,
    audience,
    keys: keySets(`${GITHUB_ISSUER}/.well-known/jwks`),
    nowMs,
    oldestS: OLDEST_S,
  });
  const claims = Claims.safeParse(payload);
  if (!claims.success) throw unauthenticated("GitHub's token does not say which job it is of");
  const { repository, repository_owner_id, sha, ref, run_id, run_attempt, event_name } = claims.data;
  return {
    tenant: await tenantOfRepository(env, repository, repository_owner_id),
    scopes: ["runs:write"],
    by: "github",
    id: repository,
    job: {
      repository,
      sha,
      ref,
      run_id: Number(run_id),
      run_attempt: Number(run_attempt),
      event: event_name,
    },
  };
}
