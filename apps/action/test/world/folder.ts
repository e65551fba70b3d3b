/**
 * A folder for one test.
 * @module
 */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** An empty folder, gone when the test is. */
export function testFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "gramme-action-world-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
