/**
 * Questions that are put before the page's own code is there: a small file asks them, and the page takes the answers up.
 * @module
 */
import { type Asking, send } from "./send.ts";

/** How long an answer waits to be taken up, ms: later it would be an old one. */
const KEPT_MS = 10_000;

const asked = new Map<string, Promise<Response>>();

/** Puts a question; whoever asks the same next is handed its answer. */
export function askAhead(url: string, asking: Asking): void {
  const answer = send(url, asking);
  // whoever takes it up is told; nobody may
  answer.catch(() => undefined);
  asked.set(url, answer);
  setTimeout(() => asked.delete(url), KEPT_MS);
}

/** The answer to a question that was put ahead, once. */
export function answeredAhead(url: string): Promise<Response> | undefined {
  const answer = asked.get(url);
  asked.delete(url);
  return answer;
}
