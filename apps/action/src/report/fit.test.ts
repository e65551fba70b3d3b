import type { WireComparedWorkload } from "@gramme/core/wire";
import { Marked } from "marked";
import { describe, expect, test } from "vitest";
import { commentMarkdown } from "./comment.ts";
import { compared, measured, reportOf, resultOf, SERVICE } from "./report.fixture.ts";
import { summaryMarkdown } from "./summary.ts";

const MADE = [
  compared(SERVICE.classify, { work: 0.2 }),
  compared(SERVICE.classify, { work: -0.2 }),
  compared(SERVICE.classify, { noise: 0.2 }),
  compared(SERVICE.classify),
];

/** So many workloads with the longest names, each fortieth a regression and all kinds among the others. */
function many(count: number, every: number, character: string = "n"): readonly WireComparedWorkload[] {
  const [worse, ...others] = MADE;
  return Array.from({ length: count }, (_, at) => {
    const row = (at % every === 0 ? worse : others[at % others.length]) ?? MADE[3];
    if (row === undefined) throw new RangeError("no row was made");
    const name = `${row.verdict}-${at}-`.padEnd(64, character);
    return { ...row, name, why: row.why.repeat(3), base: { ...row.base, name }, head: { ...row.head, name } };
  });
}

function namesIn(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^\| `([^`]*)` /gmu)].map(([, name = ""]) => name);
}

/** Every folded part is closed, and every block of code. */
function isWhole(markdown: string): boolean {
  const page = new Marked({ gfm: true }).parse(markdown, { async: false });
  const count = (text: RegExp): number => (page.match(text) ?? []).length;
  return (
    count(/<details>/gu) === count(/<\/details>/gu) && (markdown.match(/^`{3,}/gmu) ?? []).length % 2 === 0
  );
}

describe("500 workloads with long names", () => {
  const rows = many(500, 40);
  const report = reportOf([measured(resultOf(rows))]);
  const comment = commentMarkdown(report);

  test("fit, whole, and use the room there is", () => {
    expect(comment.length).toBeLessThanOrEqual(60_000);
    expect(comment.length).toBeGreaterThan(50_000);
    expect(isWhole(comment)).toBe(true);
  });

  test("every regression has its row, and what is left out is counted", () => {
    const names = namesIn(comment);
    const worse = rows.filter(({ verdict }) => verdict === "regression").map(({ name }) => name);
    expect(worse).toHaveLength(13);
    expect(worse.filter((name) => !names.includes(name))).toEqual([]);
    const [, left = ""] = /^(\d+) workloads left out here/mu.exec(comment) ?? [];
    const shown = new Set(names.filter((name) => rows.some((row) => row.name === name)));
    expect(shown.size + Number(left)).toBe(500);
    // what went is the least interesting
    expect([...shown].some((name) => name.startsWith("improvement"))).toBe(true);
    expect([...shown].some((name) => name.startsWith("no-change"))).toBe(false);
  });

  test("the summary has more of them", () => {
    const summary = summaryMarkdown(report);
    expect(summary.length).toBeLessThanOrEqual(300_000);
    expect(new Set(namesIn(summary)).size).toBe(500);
    expect(isWhole(summary)).toBe(true);
  });
});

test("names in characters that escape to more stay inside too", () => {
  const comment = commentMarkdown(reportOf([measured(resultOf(many(500, 40, "|`@")))]));
  expect(comment.length).toBeLessThanOrEqual(60_000);
});

test("where even the regressions are too many, some of them stay and all are counted", () => {
  const comment = commentMarkdown(reportOf([measured(resultOf(many(900, 1)))]));
  expect(comment.length).toBeLessThanOrEqual(60_000);
  expect(namesIn(comment).length).toBeGreaterThan(100);
  expect(comment).toMatch(/and 899 of 899 others take more too/u);
  expect(comment).toMatch(/\d+ workloads left out here, for lack of room: \d+ regressions/u);
});

test("40 parts are one comment with a line for each, those with regressions told in full", () => {
  const parts = Array.from({ length: 40 }, (_, at) =>
    measured(resultOf(many(12, at % 8 === 0 ? 5 : 999)), `part-${String(at).padStart(2, "0")}`),
  );
  const comment = commentMarkdown(reportOf(parts));
  expect(comment.length).toBeLessThanOrEqual(60_000);
  expect(isWhole(comment)).toBe(true);
  expect(parts.filter(({ part = "" }) => !comment.includes(`| \`${part}\` |`))).toEqual([]);
  const worse = parts
    .flatMap(({ result }) => result.comparisons)
    .filter(({ verdict }) => verdict === "regression");
  const names = namesIn(comment);
  expect(names.filter((name) => name.startsWith("regression")).length).toBeGreaterThanOrEqual(worse.length);
});

test("more parts than a comment can name still make one", () => {
  const parts = Array.from({ length: 256 }, (_, at) =>
    measured(resultOf(many(3, 2)), `p${at}-`.padEnd(64, "x")),
  );
  const comment = commentMarkdown(reportOf(parts));
  expect(comment.length).toBeLessThanOrEqual(60_000);
  expect(comment).toContain("Regression: ");
});
