/**
 * Tokens that somebody else signed: RS256 and nothing else, for this ledger, not too early and not too late.
 * @module
 */
import { errors, jwtVerify } from "jose";
import type { JWTPayload, JWTVerifyGetKey } from "jose";
import { Refusal } from "../problem/problem.ts";
import { unauthenticated } from "./denial.ts";

/** Clocks may differ by so many seconds. */
const TOLERANCE_S = 30;
/** What a token has to be. */
export interface Wanted {
  /** Who signs, for people: "GitHub". */
  readonly signer: string;
  readonly issuer: string;
  readonly audience: string;
  readonly keys: JWTVerifyGetKey;
  readonly nowMs: number;
  /** A token older than this is not believed, whatever it says of its end, s. */
  readonly oldestS?: number;
}

/**
 * The claims of a token that is what it has to be. Throws `unauthenticated` for one that is not, with a word about which
 * check failed and nothing of what it holds; `out-of-breath` where the signer's keys cannot be had.
 */
export async function verified(token: string, wanted: Wanted): Promise<JWTPayload> {
  const { signer, issuer, audience, keys, nowMs, oldestS } = wanted;
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience,
      algorithms: ["RS256"],
      clockTolerance: TOLERANCE_S,
      currentDate: new Date(nowMs),
      ...(oldestS === undefined ? {} : { maxTokenAge: oldestS }),
      requiredClaims: ["exp", "iat", "sub"],
    });
    return payload;
  } catch (error) {
    const fault = faultOf(error);
    if (fault !== undefined) throw unauthenticated(`${signer}'s token is not good here: ${fault}`);
    // oxlint-disable-next-line no-console -- a Worker's log is its console; the token is not in it
    console.warn(`${signer}'s keys cannot be had: ${error instanceof Error ? error.message : "unknown"}`);
    throw new Refusal(
      "out-of-breath",
      `${signer}'s keys cannot be had just now, so no token can be checked`,
      {
        headers: { "retry-after": "5" },
      },
    );
  }
}

/** What is wrong with the token; nothing where it is not the token's fault. */
function faultOf(error: unknown): string | undefined {
  if (error instanceof errors.JWTExpired) return "it has expired";
  if (error instanceof errors.JWTClaimValidationFailed) {
    return CLAIMS[error.claim] ?? "a claim is missing or wrong";
  }
  if (error instanceof errors.JOSEAlgNotAllowed) return "it is not signed by RS256";
  if (error instanceof errors.JWSSignatureVerificationFailed) return "its signature is wrong";
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) {
    return "it is signed by a key that is not the signer's";
  }
  if (
    error instanceof errors.JWSInvalid ||
    error instanceof errors.JWTInvalid ||
    error instanceof errors.JOSENotSupported
  ) {
    return "it is no whole token";
  }
  return undefined;
}

const CLAIMS: Readonly<Record<string, string>> = {
  aud: "it is for another audience",
  iss: "it is of another issuer",
  nbf: "it is not valid yet",
  iat: "it is of the future, or has no date",
};
