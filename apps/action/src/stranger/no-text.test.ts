/**
 * No text of a stranger gets through: neither into what is kept, nor into anything that is told of it. The check that is
 * sent is made from the schema itself, so that a field which is new on the wire is tried here too.
 * @module
 */
import { checkOrThrow } from "@gramme/core/wire";
import { expect, it } from "vitest";
import { Check } from "../check.ts";
import { commentMarkdown } from "../report/comment.ts";
import { outcomeOf } from "../report/outcome.ts";
import { compared, measured, reportOf, resultOf, SERVICE } from "../report/report.fixture.ts";
import { summaryMarkdown } from "../report/summary.ts";
import { filledChecks, filledMeasured } from "./filled.fixture.ts";
import { fromStranger } from "./from-stranger.ts";
import { CANARY, HOSTILE_TEXTS } from "./hostile-texts.fixture.ts";
import { remarksMarkdown } from "./remarks.ts";
import { trusted, UNRULED } from "./rules.fixture.ts";
import { sent } from "./sent.fixture.ts";

const { classify } = SERVICE;

function everythingTold(check: Check, ground: typeof UNRULED): string {
  const received = fromStranger(check, ground);
  checkOrThrow(Check, received.check);
  const report = reportOf([received.check, received.check], { measuredBy: "fork" });
  const remarks = remarksMarkdown({
    received: [received],
    partsLeftOut: 1,
    noRules: ground.rules === undefined ? "missing" : undefined,
    fromFork: true,
  });
  return [
    JSON.stringify([received.check, [...received.leftOut], received.missing]),
    commentMarkdown(report),
    summaryMarkdown(report),
    outcomeOf(report).title,
    remarks,
  ].join("\n");
}

it.each(HOSTILE_TEXTS)("%j in every field, with base's gramme.yml", (text) => {
  // whichever of the words that the schema knows stands in the fields that have some
  for (const choice of [0, 1, 2, 3, 4]) {
    const told = everythingTold(sent(filledMeasured(text, "digits", choice)), trusted());
    // or nothing would be proved
    expect(told).toContain('"comparisons":[{"name":"digits"');
    expect(told).not.toContain(CANARY);
  }
});

it.each(HOSTILE_TEXTS)("%j in every field, without", (text) => {
  const check = filledMeasured(text, "digits");
  const { only_in: _, ...result } = check.result;
  const told = everythingTold(sent({ ...check, result }), UNRULED);
  expect(told).toContain('"comparisons":[{"name":"digits"');
  expect(told).not.toContain(CANARY);
});

it.each(HOSTILE_TEXTS)("%j as the name of everything", (text) => {
  expect(everythingTold(sent(filledMeasured(text, text)), trusted())).not.toContain(CANARY);
});

it.each(HOSTILE_TEXTS)("%j in what was skipped, or failed", (text) => {
  for (const check of filledChecks(text)) {
    const { part: _, ...unnamed } = check as Check;
    if (unnamed.kind === "measured") continue;
    expect(everythingTold(sent(unnamed), trusted())).not.toContain(CANARY);
  }
});

it("without base's gramme.yml a name is one that gramme.yml would allow, or is left out", () => {
  const names = HOSTILE_TEXTS.filter((text) => !/^[A-Za-z0-9._-]+$/u.test(text));
  const check = measured(
    resultOf(
      names.map((name, seed) => compared({ ...classify, name }, { seed, pairs: 6 })),
      { only_in: { base: names, head: names } },
    ),
  );
  expect(names.length).toBeGreaterThan(15);
  expect(everythingTold(sent(check), UNRULED)).not.toContain(CANARY);
  expect(fromStranger(sent(check), UNRULED).leftOut).toEqual(new Map([["unnamed", names.length]]));
});

it("nor as the name of a part", () => {
  expect(
    fromStranger({ ...filledMeasured("x", "digits"), part: CANARY }, trusted()).check,
  ).not.toHaveProperty("part");
});
