/**
 * Work that an answer leaves behind: the factors it used are noted after it is sent.
 * @module
 */
import type { Factor } from "@gramme/core";
import type { LedgerContext } from "../context.ts";
import { recordFactors } from "./factor-values.ts";

/** Notes factors once the answer is out. An answer as of another day notes nothing. A failure is logged, and no answer's. */
export function noteFactors(c: LedgerContext, factors: readonly Factor[], asOfMs: number | undefined): void {
  if (asOfMs !== undefined) return;
  c.executionCtx.waitUntil(
    recordFactors(c.env, factors, c.var.nowMs).catch((error: unknown) => {
      // oxlint-disable-next-line no-console -- a Worker's log is its console
      console.error(`factors were not noted: ${String(error)}`);
    }),
  );
}
