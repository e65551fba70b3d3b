/**
 * Asking a provider of signals, and believing nothing that is not in the form it should have.
 * @module
 */
import type { FetchJson, LiveAnswer } from "@gramme/core";
import type { z } from "zod";

/** Longest wait for a provider, ms. */
export const PROVIDER_LIMIT_MS = 10_000;
/** Longest answer that is read, bytes. */
const LONGEST_ANSWER = 65_536;

/** No reading, and why. */
export function none(reason: string): LiveAnswer {
  return { kind: "none", reason };
}

/** What a provider answered, in the form wanted, or why not. Never throws, and never quotes what was sent to it. */
export async function asked<S extends z.ZodType>(
  fetch: FetchJson,
  url: string,
  form: S,
  headers: Readonly<Record<string, string>>,
): Promise<
  { readonly ok: true; readonly value: z.output<S> } | { readonly ok: false; readonly why: string }
> {
  try {
    const answer = await fetch(url, { headers: { accept: "application/json", ...headers } });
    if (!answer.ok) return { ok: false, why: `the provider answered ${answer.status}` };
    const read = form.safeParse(await answer.json());
    if (read.success) return { ok: true, value: read.data };
    const [issue] = read.error.issues;
    const where = issue?.path.join(".") ?? "";
    return {
      ok: false,
      why: `the provider's answer is not in its usual form${where === "" ? "" : `, at ${where}`}`,
    };
  } catch (error) {
    const late = error instanceof Error && (error.name === "TimeoutError" || error.name === "AbortError");
    return {
      ok: false,
      why: late ? "the provider was too slow" : "the provider could not be reached or read",
    };
  }
}

/** `fetch` for providers: within a time, without redirects, of answers that are not too long. */
export function providerFetch(
  fetch: typeof globalThis.fetch,
  limitMs: number = PROVIDER_LIMIT_MS,
): FetchJson {
  return async (url, init) => {
    const answer = await fetch(url, {
      ...init,
      redirect: "manual",
      signal: AbortSignal.timeout(limitMs),
    });
    return {
      ok: answer.ok,
      status: answer.status,
      json: async () => {
        return JSON.parse(await shortText(answer)) as unknown;
      },
    };
  };
}

/** The text of an answer, not read on where it is too long. */
async function shortText({ body }: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of body ?? []) {
    bytes += piece.byteLength;
    if (bytes > LONGEST_ANSWER) throw new Error("the answer is too long");
    pieces.push(piece);
  }
  return new Blob(pieces).text();
}
