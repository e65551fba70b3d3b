import { expect, it } from "vitest";
import { savedWords } from "./saved-words.ts";

const STATE = { page: "overview", range: { last: "30d" }, boundary: "facility", of: "co2e" } as const;
const PROJECT = { name: "acme", now: "2026-11-23T09:30:00.000Z", since: "2026-03-02T10:00:00.000Z" };

it("says whose figures, what they count, and of which days", () => {
  expect(savedWords(STATE, PROJECT)).toBe(
    "\u2068acme\u2069, CO₂e, counted at facility, 25 Oct 2026 to 23 Nov 2026, 90 % intervals",
  );
  expect(savedWords({ ...STATE, range: { last: "all" } }, PROJECT)).toContain("2 Mar 2026 to 23 Nov 2026");
  const dates = { from: "2026-11-01", to: "2026-11-07" };
  expect(savedWords({ ...STATE, range: dates, of: "energy" }, undefined)).toBe(
    "energy, counted at facility, 1 Nov 2026 to 7 Nov 2026, 90 % intervals",
  );
});

it("says nothing that the chart does not count by", () => {
  expect(savedWords({ ...STATE, of: "water" }, PROJECT)).toContain("CO₂e, counted");
  expect(savedWords({ ...STATE, page: "effects", of: "water" }, PROJECT)).toContain("water, counted");
  expect(savedWords({ ...STATE, page: "commits" }, PROJECT)).toBe(
    "\u2068acme\u2069, 25 Oct 2026 to 23 Nov 2026, 90 % intervals",
  );
  expect(savedWords(STATE, PROJECT, { counts: "energy, counted at node", time: "over its whole life" })).toBe(
    "\u2068acme\u2069, energy, counted at node, over its whole life, 90 % intervals",
  );
});

it("says by what requests were chosen, where that holds", () => {
  const chosen = { ...STATE, task: "text-generation", model: "acme/chat" };
  expect(savedWords({ ...chosen, page: "inference" }, PROJECT)).toContain(
    "only text-generation, only acme/chat, ",
  );
  expect(savedWords(chosen, PROJECT)).not.toContain("only");
});
