import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { EventsBatch, MeterEvent } from "@gramme/core/wire";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
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

it("the request by hand, as a shell reads it, is one that the ledger takes", () => {
  const told = `curl() { printf '%s\\0' "$@"; }\n${oneRequest(LEDGER)}`;
  const [url, , type, , body = ""] = execFileSync("sh", ["-c", told], { encoding: "utf8" }).split("\0");
  expect([url, type]).toEqual([`${LEDGER}/v1/events`, "content-type: application/json"]);
  const { events } = EventsBatch.parse(JSON.parse(body));
  const [event] = z.array(MeterEvent).parse(events);
  expect(Math.abs((event?.at_unix_ms ?? 0) - Date.now())).toBeLessThan(3_600_000);
});
