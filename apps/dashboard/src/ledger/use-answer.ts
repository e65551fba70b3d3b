/**
 * An answer that a page keeps up to date. When asking again fails, what was known stays, and is told to be old.
 * @module
 */
import { createContext } from "preact";
import { useContext, useLayoutEffect, useState } from "preact/hooks";
import type { Answers } from "./answers.ts";
import { ask, type Trouble } from "./ask.ts";
import { type Parameters, questionUrl } from "./send.ts";

/** What a page knows of an answer. */
export type Known<T> =
  | { readonly is: "loading" }
  | { readonly is: "failed"; readonly trouble: Trouble; readonly again: () => void }
  | {
      readonly is: "known";
      readonly value: T;
      /** When the ledger gave it, by its own clock where that is known, ms since 1970. */
      readonly atMs: number;
      /** Why it could not be renewed; absent while it is fresh. */
      readonly stale?: Trouble | undefined;
      readonly again: () => void;
    };

/** Token that questions are asked with: that of a public link. */
export const Token: ReturnType<typeof createContext<string | undefined>> = createContext<string | undefined>(
  undefined,
);

/** How often an answer is renewed while the page is seen, ms. */
const RENEW_MS = 60_000;

interface Kept {
  readonly url: string;
  readonly known: Known<unknown>;
}

/** Answers by URL, so that going back to a page shows what was known at once, while it is asked anew. */
const last = new Map<string, { readonly value: unknown; readonly atMs: number }>();
/** Most answers that are kept. */
const MOST_KEPT = 40;

/** Asks, and keeps asking while the page is seen. `path` undefined: nothing is asked yet. */
export function useAnswer<F extends keyof Answers>(
  path: string | undefined,
  parameters: Parameters,
  form: F,
): Known<Answers[F]> {
  const token = useContext(Token);
  const url = path === undefined ? "" : questionUrl(path, parameters, token);
  const [turn, setTurn] = useState(0);
  const [kept, setKept] = useState<Kept>({ url: "", known: { is: "loading" } });
  const again = (): void => setTurn((number) => number + 1);
  // before the first paint, and not after it: a frame is a fifth of the time to the first chart
  useLayoutEffect(() => {
    if (url === "") return undefined;
    const controller = new AbortController();
    const put = (known: Known<Answers[F]>): void => {
      if (!controller.signal.aborted) setKept({ url, known });
    };
    void ask(url, form, { token, signal: controller.signal }).then((answer) => {
      if (answer.ok) {
        const { value, serverMs = Date.now() } = answer;
        last.delete(url);
        last.set(url, { value, atMs: serverMs });
        for (const [oldest] of last) {
          if (last.size <= MOST_KEPT) break;
          last.delete(oldest);
        }
        put({ is: "known", value, atMs: serverMs, again });
        return;
      }
      const before = last.get(url) as { readonly value: Answers[F]; readonly atMs: number } | undefined;
      // who may not read any more is not shown what they once could
      if (before === undefined || answer.trouble.kind === "unauthenticated") {
        last.delete(url);
        put({ is: "failed", trouble: answer.trouble, again });
      } else {
        put({ is: "known", ...before, stale: answer.trouble, again });
      }
    });
    const timer = setTimeout(() => {
      if (document.visibilityState === "visible") again();
    }, RENEW_MS);
    const seen = (): void => {
      if (document.visibilityState === "visible") again();
    };
    document.addEventListener("visibilitychange", seen);
    return () => {
      controller.abort();
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", seen);
    };
  }, [url, form, token, turn]);
  if (kept.url === url) return kept.known as Known<Answers[F]>;
  const before = last.get(url) as { readonly value: Answers[F]; readonly atMs: number } | undefined;
  return before === undefined ? { is: "loading" } : { is: "known", ...before, again };
}
