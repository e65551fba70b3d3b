import type { WireRunRow } from "@gramme/core/wire/api";
import { describe, expect, it } from "vitest";
import {
  changePoints,
  changesByWorkload,
  changesTable,
  changeText,
  commitsVerdict,
  seenText,
  verdictCounts,
} from "./changes.ts";
import { linksOf } from "./links.ts";

type Comparison = WireRunRow["comparisons"][number];
const q = { value: 2, low: 1, high: 4 };

function compared(name: string, verdict: Comparison["verdict"], change = 0.01): Comparison {
  return {
    name,
    phase: "inference",
    task: "text-classification",
    verdict,
    change,
    low: change - 0.01,
    high: change + 0.01,
    level: 0.9,
    threshold: 0.05,
    pairs: 10,
    smallest_change_seen: 0.0214,
    boundary: "facility",
    tier: "modelled",
    functional_unit: "1000 inferences",
    energy_kwh: { base: q, head: q },
    co2e_g: { base: q, head: q },
  };
}

function run(
  letter: string,
  comparisons: readonly Comparison[],
  change: Partial<WireRunRow> = {},
): WireRunRow {
  return {
    key: `acme/mail/${letter}/1/-`,
    started_at: "2026-11-20T10:00:00.000Z",
    received_at: "2026-11-20T10:00:00.000Z",
    source: {
      repository: "acme/mail",
      sha: letter.repeat(40),
      ref: "refs/heads/main",
      run_id: 7,
      run_attempt: 1,
      event: "pull_request",
      pull_request: 12,
    },
    partial: false,
    trained: [],
    workloads: [],
    comparisons: [...comparisons],
    own_cost: { energy_kwh: q, co2e_g: q },
    ...change,
  };
}

const ACCEPTED = { label: "ok", by: "ada", at: "2026-11-20T10:00:00Z", reason: "=worth it" };
const RUNS = [
  run("a", [compared("spam", "no-change"), compared("digits", "inconclusive")]),
  run("b", [compared("spam", "regression", 0.071), compared("digits", "no-change")], { accepted: ACCEPTED }),
  run("c", [compared("spam", "regression", 0.2)]),
];
const ALL = { workload: undefined, hidden: [] };

describe("what commits say", () => {
  it("is told worst first, with what was accepted and what nobody could tell", () => {
    expect(commitsVerdict(RUNS)).toBe(
      "Of 3 measured commits 2 are regressions, 1 of them accepted with a reason; in 1 a workload stayed inconclusive. The newest, aaaaaaa: inconclusive of digits, +1.0 % (±0.0 % to +2.0 %); no change in 1 workload.",
    );
    expect(commitsVerdict(RUNS.slice(1, 2))).toBe(
      "The one measured commit, bbbbbbb: regression of spam, +7.1 % (+6.1 % to +8.1 %); no change in 1 workload; accepted with a reason.",
    );
    expect(commitsVerdict([])).toContain("No commit was compared");
  });

  it("is counted by verdict, of a workload where one is chosen", () => {
    expect(verdictCounts(RUNS, undefined)).toEqual({
      regression: 2,
      improvement: 0,
      "no-change": 2,
      inconclusive: 1,
      accepted: 1,
    });
    expect(verdictCounts(RUNS, "digits").regression).toBe(0);
  });

  it("never shows a change without its interval as if it had one", () => {
    const { low: _low, high: _high, ...few } = compared("spam", "inconclusive");
    expect(changeText(few)).toBe("+1.0 % (too few pairs for an interval)");
    expect(seenText({ ...compared("spam", "inconclusive"), pairs_needed: 64 })).toBe(
      "10 pairs: could see 2.1 %, would take 64 to settle",
    );
  });
});

describe("changes by workload", () => {
  it("stand oldest first, the workload that matters most before the others", () => {
    const groups = changesByWorkload(RUNS, ALL);
    expect(groups.map(({ name }) => name)).toEqual(["spam", "digits"]);
    const [spam] = groups;
    if (spam === undefined) throw new Error("there is no group");
    expect(changePoints(spam).map(({ name, accepted }) => [name, accepted])).toEqual([
      ["ccccccc, #12", false],
      ["bbbbbbb, #12", true],
      ["aaaaaaa, #12", false],
    ]);
    const { columns, rows } = changesTable(spam);
    expect(rows.every((row) => row.length === columns.length)).toBe(true);
    expect(rows[1]).toContain("ada: =worth it");
    expect(rows[1]).toContain(7.1);
  });

  it("are those that are asked for, and told apart by repository where there are several", () => {
    expect(changesByWorkload(RUNS, { workload: "digits", hidden: ["no-change"] })[0]?.changes).toHaveLength(
      1,
    );
    const other = run("d", [compared("spam", "no-change")]);
    const groups = changesByWorkload(
      [...RUNS, { ...other, source: { ...other.source, repository: "acme/other" } }],
      ALL,
    );
    expect(groups.map(({ name }) => name)).toContain("acme/other: spam");
    expect(new Set(groups.map(({ id }) => id)).size).toBe(groups.length);
    for (const { id } of groups) expect(id).toMatch(/^[a-z][a-z0-9-]{0,40}$/u);
  });
});

describe("links of a run", () => {
  const of = (source: Partial<WireRunRow["source"]>, change: Partial<WireRunRow> = {}) => {
    const one = run("a", [], change);
    return linksOf({ ...one, source: { ...one.source, ...source } });
  };

  it("lead to the commit, its base, its pull request and its job", () => {
    expect(of({}, { base: "b".repeat(40) })).toEqual({
      commit: `https://github.com/acme/mail/commit/${"a".repeat(40)}`,
      base: `https://github.com/acme/mail/commit/${"b".repeat(40)}`,
      pullRequest: "https://github.com/acme/mail/pull/12",
      job: "https://github.com/acme/mail/actions/runs/7",
    });
    expect(of({ event: "local" })).not.toHaveProperty("job");
  });

  it("are made of nothing else", () => {
    expect(of({ repository: "local/model" })).toEqual({});
    for (const repository of ["../x/y", "acme/..", "acme/mail/pull", "acme", "a b/c", "javascript:/x"]) {
      expect(of({ repository })).toEqual({});
    }
    expect(of({ sha: "abc" })).not.toHaveProperty("commit");
    expect(of({}, { base: "main" })).not.toHaveProperty("base");
  });
});

it("names a day below the axis where it begins, and further commits of it by what they are", () => {
  const at = (letter: string, started_at: string): WireRunRow =>
    run(letter, [compared("spam", "no-change")], { started_at });
  const runs = [
    at("d", "2026-11-21T08:00:00.000Z"),
    at("c", "2026-11-20T20:00:00.000Z"),
    at("b", "2026-11-20T10:00:00.000Z"),
    at("a", "2026-11-19T23:59:00.000Z"),
  ];
  const [changes] = changesByWorkload(runs, { workload: undefined, hidden: [] });
  if (changes === undefined) throw new Error("there are changes");
  expect(changePoints(changes).map(({ tick, minor }) => [tick, minor])).toEqual([
    ["19 Nov", false],
    ["20 Nov", false],
    ["ccccccc", true],
    ["21 Nov", false],
  ]);
});
