/**
 * Sends a result to a ledger. Whatever becomes of it, the check stands: a ledger that is down is a warning.
 * @module
 */
import { delivered } from "@gramme/bench";
import type { Delivered, Delivery } from "@gramme/bench";
import { ledgerAddressFault } from "@gramme/bench/ledger-address";
import { idempotencyKey } from "@gramme/core/wire";
import type { WireRunResult, WireRunsEnvelope, WireRunSource } from "@gramme/core/wire";

/** The ledger has it. */
export interface Pushed {
  readonly pushed: true;
  /** How often it was sent. */
  readonly attempts: number;
}

/** The ledger does not have it, or did not say so. */
export interface NotPushed {
  readonly pushed: false;
  readonly attempts: number;
  /** For people: what happened, and what would mend it. Nothing of what the ledger wrote stands in it. */
  readonly reason: string;
}

/** What to send, where to, and the world that it is sent in. */
export interface Push extends Pick<Delivery, "signal" | "fetch" | "wait" | "now" | "random" | "deadline"> {
  /** Address of the ledger. */
  readonly url: string;
  readonly result: WireRunResult;
  readonly source: WireRunSource;
  /** The job's OIDC token. */
  readonly token: string;
}

/**
 * Sends one result, with patience and without following the ledger elsewhere. The same key goes with each attempt, so
 * that it counts once. Never throws for what a ledger or a network does.
 */
export async function pushToLedger(push: Push): Promise<Pushed | NotPushed> {
  const { url, result, source, token, ...world } = push;
  const fault = ledgerAddressFault(url);
  if (fault !== undefined) return notPushed(0, `the ledger's address cannot be used: ${fault}`);
  const envelope: WireRunsEnvelope = { schema: "gramme/runs/1", run: result, source };
  const answer = await delivered({
    ...world,
    ledger: url,
    path: "/v1/runs",
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "idempotency-key": idempotencyKey(source) },
    body: JSON.stringify(envelope),
  });
  const { attempts } = answer;
  return answer.kind === "taken" ? { pushed: true, attempts } : notPushed(attempts, reasonOf(answer));
}

function notPushed(attempts: number, reason: string): NotPushed {
  return { pushed: false, attempts, reason };
}

function reasonOf(answer: Exclude<Delivered, { readonly kind: "taken" }>): string {
  switch (answer.kind) {
    case "refused": {
      const code = codeOf(answer.text);
      const said = code === undefined ? `${answer.status}` : `${answer.status}, ${code}`;
      return `the ledger answered ${said}: ${MEANINGS[answer.status] ?? "it refused the run"}`;
    }
    case "redirected": {
      const where = answer.origin === undefined ? "" : ` to ${answer.origin}`;
      return `the ledger redirects (${answer.status})${where}, and a token is not sent after it; set ledger-url to its final address`;
    }
    case "gave-up":
      return answer.patienceMs === undefined
        ? answer.reason
        : `${answer.reason}, and asks for ${Math.ceil(answer.patienceMs / 1000)} s of patience`;
    case "cancelled":
      return "the job was cancelled";
  }
}

const MEANINGS: Readonly<Record<number, string>> = {
  400: "it does not know this form of a run; are the ledger and this action of versions that fit?",
  401: "it does not believe this job's token; is its PUBLIC_ORIGIN the origin of ledger-url?",
  403: "this repository may not write to it; whoever runs it trusts it by PUT /v1/trusted-repositories",
  404: "there is no ledger at this address; is ledger-url right?",
  409: "it has another run under the same job; give each job of a matrix its own part",
  413: "the run is too large for it",
  421: "it serves its own machine only",
  422: "it does not know this form of a run; are the ledger and this action of versions that fit?",
};

/** Of a problem (RFC 9457), its code is all that is repeated, and only in the shape that codes have. */
function codeOf(text: string): string | undefined {
  try {
    const code = (JSON.parse(text) as { readonly code?: unknown } | null)?.code;
    return typeof code === "string" && /^[a-z0-9_-]{1,40}$/u.test(code) ? code : undefined;
  } catch {
    return undefined;
  }
}
