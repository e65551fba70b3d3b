/**
 * Asks the ledger, and says in words what went wrong. An answer of another form than the schema's is none: a page never
 * draws what it does not understand.
 * @module
 */
import { answeredAhead } from "./asked-ahead.ts";
import { type Answers, wrongIn } from "./answers.ts";
import { type Asking, send } from "./send.ts";

/** Why there is no answer, for people. */
export interface Trouble {
  /** What happened, one sentence. */
  readonly what: string;
  /** What to do about it. */
  readonly advice: string;
  /** Where to go, where going helps. */
  readonly link?: { readonly href: string; readonly text: string };
  readonly kind: "unreachable" | "refused" | "unauthenticated" | "unexpected";
}

/** An answer, or why there is none. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T; readonly serverMs: number | undefined }
  | { readonly ok: false; readonly trouble: Trouble };

/** Asks once. Never throws; an aborted question is `unreachable`, and nobody should be listening. */
export async function ask<F extends keyof Answers>(
  url: string,
  form: F,
  asking: Asking,
): Promise<Answer<Answers[F]>> {
  let response: Response;
  let body: unknown;
  try {
    response = await (answeredAhead(url) ?? send(url, asking));
    if (response.type === "opaqueredirect") return { ok: false, trouble: sessionEnded() };
    body = await response.json();
  } catch (error) {
    return { ok: false, trouble: noAnswer(error) };
  }
  if (!response.ok) return { ok: false, trouble: refusal(response.status, body, asking.token !== undefined) };
  const wrong = wrongIn(form, body);
  if (wrong !== undefined) {
    return {
      ok: false,
      trouble: {
        kind: "unexpected",
        what: `The ledger's answer is not of the form that this page knows: ${wrong}.`,
        advice: "Page and ledger may be of two versions: reload the page; if it stays, deploy both together.",
      },
    };
  }
  const date = Date.parse(response.headers.get("date") ?? "");
  return { ok: true, value: body as Answers[F], serverMs: Number.isNaN(date) ? undefined : date };
}

function sessionEnded(): Trouble {
  return {
    kind: "unauthenticated",
    what: "Your session has ended.",
    advice: "Sign in again; you come back to this page.",
    link: {
      href: `/api/session?to=${encodeURIComponent(location.pathname + location.search)}`,
      text: "Sign in",
    },
  };
}

function noAnswer(error: unknown): Trouble {
  if (error instanceof SyntaxError) {
    return {
      kind: "unexpected",
      what: "Something answered that is not a ledger: its answer is no JSON.",
      advice: "Is there a proxy or a sign-in page in between? Open /healthz to see.",
    };
  }
  const late = error instanceof DOMException && error.name === "TimeoutError";
  return {
    kind: "unreachable",
    what: late ? "The ledger has not answered for 30 seconds." : "The ledger cannot be reached.",
    advice: "Is it running? On one machine: npx gramme serve.",
  };
}

function refusal(status: number, body: unknown, byLink: boolean): Trouble {
  const { detail, title } = (typeof body === "object" && body !== null ? body : {}) as Readonly<
    Record<string, unknown>
  >;
  const said = typeof detail === "string" ? detail : typeof title === "string" ? title : `HTTP ${status}`;
  if (status === 403) {
    return {
      kind: "unauthenticated",
      what: byLink ? "This public link does not show this." : `This is not for you to see: ${said}.`,
      advice: byLink
        ? "Ask who gave you the link for one that shows more."
        : "Ask an admin for the right to read.",
    };
  }
  if (status === 401) {
    return byLink
      ? {
          kind: "unauthenticated",
          what: `This link opens nothing: ${said}.`,
          advice: "It may have ended or been taken back; ask who gave it to you for a new one.",
        }
      : {
          ...sessionEnded(),
          what: `The ledger does not know who you are: ${said}.`,
          advice:
            "Sign in where Cloudflare Access guards the ledger, open it on the machine that serves it, or by a public link (POST /v1/shares makes one).",
        };
  }
  return { kind: "refused", what: `The ledger refused: ${said}.`, advice: adviceOn(status) };
}

function adviceOn(status: number): string {
  if (status === 429) return "Wait a minute, and ask again.";
  return status >= 500 ? "Its log says why." : "Choose another time or filter.";
}
