import { Hono } from "hono";
import { expect, it } from "vitest";
import type { Ledger } from "../context.ts";
import { wantsCsv } from "./csv.ts";

const app = new Hono<Ledger>().get("/", (c) => c.json(wantsCsv(c, undefined)));

it.each([
  ["text/csv", true],
  ["text/csv, application/json", true],
  ["application/json, text/csv", false],
  ["text/csv, application/json;q=0.5", true],
  ["application/json, text/csv;q=0.9", false],
  ["application/json;q=0.1, text/csv", true],
  ["text/csv;q=0, */*", false],
  ["text/html,application/xhtml+xml,*/*;q=0.8", false],
  ["*/*", false],
  ["", false],
  ["TEXT/CSV; header=present", true],
])("Accept: %s", async (accept, wanted) => {
  const answer = await app.request("/", { headers: { accept } });
  expect(await answer.json()).toBe(wanted);
});
