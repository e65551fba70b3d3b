/**
 * The token by which GitHub vouches for this job: a ledger believes it, and no secret has to be stored.
 * @module
 */
import { getIDToken } from "@actions/core";

/** The token, or why there is none. */
export type OidcToken = { readonly token: string } | { readonly token?: never; readonly reason: string };

/**
 * Asks GitHub for a token that is good at one ledger only. Never throws: a job without one is a job without a ledger.
 * @param ledger its address; its origin is the audience
 * @param ask `@actions/core`'s, which also hides the token in the log
 */
export async function oidcToken(
  ledger: string,
  ask: (audience: string) => Promise<string> = getIDToken,
  env: NodeJS.ProcessEnv = process.env,
): Promise<OidcToken> {
  if (!env["ACTIONS_ID_TOKEN_REQUEST_URL"] || !env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"]) {
    return {
      reason:
        "the job may not ask GitHub for a token: give it `permissions: id-token: write` (a pull request from a fork never gets it)",
    };
  }
  try {
    return { token: await ask(new URL(ledger).origin) };
  } catch (error) {
    const [words = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    return { reason: `GitHub gave no token for the ledger (${words.slice(0, 200).trim()})` };
  }
}
