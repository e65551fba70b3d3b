import { beforeEach, describe, expect, it, vi } from "vitest";
import { largeRun } from "./large-run.fixture.ts";
import { envelope, runResult, SOURCE } from "./run.fixture.ts";
import { runSummary } from "./run-summary.ts";
import { allRuns, here, type Sender, senderOf } from "./runs-door.fixture.ts";
import { runPage } from "./runs.ts";

let acme: Sender;
beforeEach(async () => {
  acme = await senderOf();
});

const at = (n: number): string => new Date(Date.parse("2026-01-01T00:00:00Z") + n * 1000).toISOString();
const ids = async (from: number, to: number): Promise<readonly number[]> =>
  (await allRuns("acme", from, to)).map((run) => run.source.run_id).toSorted((a, b) => a - b);

describe("runsOf", () => {
  it("gives all of a span, oldest first, from as many pages as it takes", async () => {
    const numbers = Array.from({ length: 67 }, (_, n) => (n * 31) % 67);
    for (const n of numbers) {
      // three by three they start at the same second
      const run = runResult({ started_at: at(Math.floor(n / 3)) });
      await acme.send(envelope({ run, source: { ...SOURCE, run_id: n + 1 } }));
    }
    const runs = await allRuns();
    expect(runs).toHaveLength(67);
    expect(new Set(runs.map((run) => run.key)).size).toBe(67);
    const starts = runs.map((run) => run.started_ms);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    const [from, to] = [Date.parse(at(2)), Date.parse(at(4))];
    expect(await ids(from, to)).toEqual([7, 8, 9, 10, 11, 12]);
    expect(await ids(to, from)).toEqual([]);
  });

  it("asks for no more pages than are wanted", async () => {
    await acme.send(envelope());
    const asks = vi.spyOn(here.BOOK, "prepare");
    expect(await allRuns()).toHaveLength(1);
    expect(asks).toHaveBeenCalledTimes(1);
    asks.mockRestore();
  });

  it.each([
    ["that has none", "summary = NULL, summary_form = NULL, comparisons = NULL"],
    ["of an older form", `summary = '{"source":{},"run":{}}', summary_form = 0`],
  ])("makes a summary from the body of a run %s, and keeps it", async (_, set) => {
    const run = largeRun({ workloads: 2, pairs: 6 });
    await acme.send(envelope({ run }));
    const columns = "SELECT comparisons, summary_form, summary FROM runs";
    const kept = await here.BOOK.prepare(columns).first();
    const known = await allRuns();
    expect(known.map((one) => one.run)).toEqual([runSummary(run)]);
    await here.BOOK.prepare(`UPDATE runs SET ${set}`).run();
    expect(await allRuns()).toEqual(known);
    expect(await here.BOOK.prepare(columns).first()).toEqual(kept);
  });

  it("leaves a summary of a newer form to those who know it", async () => {
    await acme.send(envelope());
    const known = await allRuns();
    await here.BOOK.prepare("UPDATE runs SET summary = '{}', summary_form = 99").run();
    expect(await allRuns()).toEqual(known);
    expect(await here.BOOK.prepare("SELECT summary FROM runs").first("summary")).toBe("{}");
  });

  it("reads a run from its body, alone, whose summary would make pages large", async () => {
    const run = largeRun({ workloads: 40, pairs: 6 });
    expect(await acme.send(envelope({ run }))).toMatchObject({ status: 201 });
    const question = { from: 0, to: Number.MAX_SAFE_INTEGER, newestFirst: true, compared: true, limit: 9 };
    expect(await runPage(here, "acme", question)).toMatchObject([{ summed: 1, summary: null }]);
    expect((await allRuns()).map((one) => one.run)).toEqual([runSummary(run)]);
    expect(await here.BOOK.prepare("SELECT summary FROM runs").first("summary")).toBeNull();
  });
});
