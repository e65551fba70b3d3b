import type { WireComparedWorkload, WireRunResult } from "@gramme/core/wire";
import { beforeEach, describe, expect, it } from "vitest";
import { ask, madeLink } from "../dashboard/dashboard.fixture.ts";
import { bookRun, forget } from "../read/book.fixture.ts";
import { envelope, runResult, SOURCE, workload } from "../runs/run.fixture.ts";
import { textOf } from "./badge.fixture.ts";

let token: string;

beforeEach(async () => {
  forget();
  token = await madeLink("badge");
});

describe("a badge of verdicts", () => {
  const compared = (
    name: string,
    verdict: WireComparedWorkload["verdict"],
    change: number,
    more: Partial<WireComparedWorkload> = {},
  ): WireComparedWorkload => ({
    name,
    verdict,
    why: "",
    pairs: 10,
    pairing: "in-turns",
    change,
    level: 0.95,
    threshold: 0.05,
    noise_floor: 0.01,
    explained: { time: 0, power: 0 },
    base: workload({ name }),
    head: workload({ name }),
    ...more,
  });

  let runs = 0;
  async function book(
    comparisons: readonly WireComparedWorkload[],
    run: Partial<WireRunResult> = {},
    source: Partial<typeof SOURCE> & { readonly pull_request?: number } = {},
  ): Promise<void> {
    runs += 1;
    const whole = envelope({
      run: runResult({ comparisons: [...comparisons], ...run }),
      source: { ...SOURCE, run_id: runs, ...source },
    });
    await bookRun(`acme/model/${runs}/1/-`, whole, "main");
  }

  const said = async (query = ""): Promise<string | undefined> =>
    (await textOf(token, `?of=verdict${query}`)).drawn[1];

  it("is unknown where nothing was compared", async () => {
    expect(await said()).toBe("unknown");
    await book([]);
    expect(await said()).toBe("unknown");
  });

  it("says one verdict with its interval", async () => {
    await book([compared("digits", "regression", 0.071, { low: 0.05, high: 0.092 })]);
    expect(await said()).toBe("regression +7.1 % (+5.0 % to +9.2 %)");
    const { read } = await textOf(token, "?of=verdict");
    expect(read).toMatch(/; base against head of the commit measured on 2026-11-20$/u);
    expect(read).not.toContain("aaaaaaa");
  });

  it("says the worst of several, then what is not sure", async () => {
    await book([compared("a", "improvement", -0.2), compared("b", "no-change", 0)]);
    expect(await said()).toBe("improvement −20.0 % in 1 of 2");
    await book([compared("a", "no-change", 0), compared("b", "no-change", 0)], {
      started_at: "2026-11-20T11:00:00Z",
    });
    // both are of one commit
    expect(await said()).toBe("improvement −20.0 % in 1 of 4");
    const next = { sha: "b".repeat(40) };
    await book(
      [compared("a", "improvement", -0.2), compared("b", "inconclusive", 0.1)],
      {
        started_at: "2026-11-20T12:00:00Z",
      },
      next,
    );
    expect(await said()).toBe("inconclusive in 1 of 2");
    await book(
      [compared("c", "regression", 0.2)],
      { started_at: "2026-11-20T12:01:00Z", partial: true },
      next,
    );
    expect(await said()).toBe("regression +20.0 % in 1 of 3, not all measured");
  });

  it("says how bad the worst of several is, with its interval", async () => {
    const seven = compared("a", "regression", 0.071, { low: 0.05, high: 0.092 });
    await book([seven, compared("b", "no-change", 0), compared("c", "improvement", -0.5)]);
    expect(await said()).toBe("regression +7.1 % (+5.0 % to +9.2 %) in 1 of 3");
    const nine = compared("d", "regression", 0.09, { low: 0.08, high: 0.1 });
    await book([nine], { started_at: "2026-11-20T11:00:00Z" });
    expect(await said()).toBe("regression in 2 of 4, worst +9.0 % (+8.0 % to +10.0 %)");
  });

  it("says what the least of several improvements is", async () => {
    const least = compared("b", "improvement", -0.1, { low: -0.12, high: -0.08 });
    await book([compared("a", "improvement", -0.2), least, compared("c", "no-change", 0)]);
    expect(await said()).toBe("improvement in 2 of 3, least −10.0 % (−12.0 % to −8.0 %)");
  });

  it("is of what stands, and not of a pull request", async () => {
    await book([compared("digits", "no-change", 0)]);
    const later = { started_at: "2026-11-21T10:00:00Z" };
    await book([compared("digits", "regression", 0.5)], later, { sha: "c".repeat(40), pull_request: 7 });
    expect(await said()).toBe("no change ±0.0 %");
  });

  it("says that a regression was accepted, and by nobody's name", async () => {
    await book([compared("digits", "regression", 0.5)], {
      accepted: { label: "ok", by: "ada", at: "2026-11-20T10:00:00Z", reason: "secret" },
    });
    const answer = await (await ask(`/badge/${token}.svg?of=verdict`)).text();
    expect(await said()).toBe("regression +50.0 %, accepted");
    expect(answer).not.toMatch(/ada|secret/u);
  });

  it("is of a workload, a model or a task where asked", async () => {
    const spam = {
      ...compared("spam", "no-change", 0),
      head: workload({ name: "spam", task: "text-classification" }),
    };
    await book([compared("digits", "regression", 0.5), spam], {
      workloads: [
        workload({ model: "acme/digits" }),
        workload({ name: "spam", task: "text-classification" }),
      ],
    });
    expect(await said("&model=acme/digits")).toBe("regression +50.0 %");
    expect(await said("&model=spam")).toBe("no change ±0.0 %");
    expect(await said("&task=text-classification")).toBe("no change ±0.0 %");
    expect(await said("&task=text-to-speech")).toBe("unknown");
  });
});
