/** @module What tests need made before they start. */
import { prepare } from "./prepare.ts";

/** Called by vitest once, before any test. */
export async function setup(): Promise<void> {
  await prepare(() => {
    // Tests print their own results only.
  });
}
