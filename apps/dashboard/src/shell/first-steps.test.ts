import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { EventsBatch } from "@gramme/core/wire";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { workflow, oneRequest } from "./first-steps.ts";

const LEDGER = "https://ledger.example";
const ACTION = fileURLToPath(new URL("../../../../action.yml", import.meta.url));

it("the job gives the Action nothing that it does not know", () => {
  const { steps } = parse(workflow(LEDGER)) as {
    readonly steps: readonly { readonly uses: string; readonly with: Record<string, string> }[];
  };
  const ours = steps.find(({ uses }) => uses.startsWith("OWNER/gramme@"));
  const { inputs } = parse(readFileSync(ACTION, "utf8")) as { readonly inputs: Record<string, unknown> };
  expect(ours?.with).toEqual({ "ledger-url": LEDGER });
  expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(ours?.with ?? {})));
});

it("the request by hand is one that the ledger takes", () => {
  const [, body = ""] = /-d '(.*)'$/su.exec(oneRequest(LEDGER)) ?? [];
  // the shell puts the time there
  const sent: unknown = JSON.parse(body.replace(/'\$\(.*?\)'/u, "2026-11-23T12:00:00Z"));
  expect(EventsBatch.parse(sent).events).toHaveLength(1);
});
