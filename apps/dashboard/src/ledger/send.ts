/**
 * A question on its way to the ledger.
 * @module
 */

/** How long an answer is waited for, ms. */
const PATIENCE_MS = 30_000;

/** With what a question is asked. */
export interface Asking {
  /** Of a public link; without one, the browser's own sign-in counts. */
  readonly token?: string | undefined;
  readonly signal?: AbortSignal;
}

/** Parameters of a question; absent ones are left out, lists stand several times. */
export type Parameters = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Path and query of a question; those of public links go to doors of their own, which no sign-in stands before. */
export function questionUrl(path: string, parameters: Parameters, token?: string): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(parameters)) {
    if (value === undefined) continue;
    for (const one of typeof value === "string" ? [value] : value) query.append(key, one);
  }
  const door = token === undefined ? path : path.replace(/^\/api\//u, "/share/api/");
  const text = query.toString();
  return text === "" ? door : `${door}?${text}`;
}

/** Asks. Rejects where nothing answers in time. */
export function send(url: string, { token, signal }: Asking): Promise<Response> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  return fetch(url, {
    headers: {
      accept: "application/json",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    // a session of Access that ended answers with another site's page, which is no answer
    redirect: "manual",
    signal: signal === undefined ? patience : AbortSignal.any([signal, patience]),
  });
}
