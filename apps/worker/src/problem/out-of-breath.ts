/**
 * Shortages of the ledger's own: nothing is wrong with what was sent, and it may come again.
 * @module
 */
import { Refusal } from "./problem.ts";

/** When to come again, s. */
const COME_AGAIN_S = "5";

/**
 * A refusal for lack of breath: what it was sent for counts or not, and can be sent again. Logs the reason. Exporters of
 * OpenTelemetry send again after 503, and drop what a 500 answered.
 */
export function outOfBreath(words: string, error: unknown): Refusal {
  // oxlint-disable-next-line no-console -- a Worker's log is its console
  console.warn(`${words}: ${String(error).slice(0, 200)}`);
  return new Refusal("out-of-breath", `${words}; nothing is lost: send it again in ${COME_AGAIN_S} s`, {
    headers: { "retry-after": COME_AGAIN_S },
  });
}

/** What the book answers; where it does not, that is a shortage. */
export async function fromBook<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw outOfBreath("the ledger's book does not answer", error);
  }
}
