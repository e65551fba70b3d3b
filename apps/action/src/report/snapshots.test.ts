import { RunResult } from "@gramme/core/wire";
import { describe, expect, test } from "vitest";
import { CASES } from "./cases.fixture.ts";
import { measuredChecks } from "./checked.ts";
import { commentMarkdown } from "./comment.ts";
import { outcomeOf } from "./outcome.ts";
import { firstConfigMarkdown, summaryMarkdown } from "./summary.ts";

describe.each(Object.entries(CASES))("%s", (name, report) => {
  test("is made of what the wire takes", () => {
    const results = measuredChecks(report).map(({ result }) => result);
    expect(results.map((result) => RunResult.parse(result))).toEqual(results);
  });

  test("reads as its snapshot", async () => {
    await expect(commentMarkdown(report)).toMatchFileSnapshot(`./snapshots/${name}.md`);
  });
});

test("outcomes are as they were", async () => {
  const lines = Object.entries(CASES).map(([name, report]) => {
    const { conclusion, verdict, title } = outcomeOf(report);
    return `${name}: ${conclusion}, ${verdict}\n    ${title}`;
  });
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("./snapshots/outcomes.txt");
});

test("a summary with little to tell is the comment", () => {
  for (const report of Object.values(CASES)) expect(summaryMarkdown(report)).toBe(commentMarkdown(report));
});

test("a first configuration reads as its snapshot", async () => {
  const yaml =
    'version: 1\nsite: { zone: unknown }\nworkloads:\n  - name: train\n    phase: training\n    run: "true"\n';
  await expect(firstConfigMarkdown(yaml)).toMatchFileSnapshot("./snapshots/first-config.md");
});
