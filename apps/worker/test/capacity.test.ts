import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { PRICES } from "../capacity/price.rows.ts";
import { usageOf, WAYS } from "../capacity/usage.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const SERVICE = { perSecond: 10_000, producers: 50, labels: 20, labelsOfOne: 5 };

describe("docs/capacity.md", () => {
  it("is what its script gives", async () => {
    const path = `${join(ROOT, "node_modules/.bin")}:${process.env["PATH"] ?? ""}`;
    const check = promisify(execFile)(process.execPath, [join(ROOT, "scripts/capacity.ts"), "--check"], {
      cwd: ROOT,
      env: { ...process.env, PATH: path },
    });
    await expect(check).resolves.toMatchObject({ stderr: "" });
  });

  it("has a case that can be done by hand: 100 a batch at 10,000 a second", () => {
    const [, way] = WAYS;
    if (way === undefined) throw new Error("no way");
    const { batches, shards, rowsOfBatch, meters, bill } = usageOf(SERVICE, way);
    expect([batches, shards, rowsOfBatch]).toEqual([100, 1, 7]);
    // 100 a second × 2,592,000 s, of which 10 million are included, at $0.30 a million
    expect(meters.requests).toBe(259_200_000);
    expect(bill.requests).toBeCloseTo((259.2 - 10) * 0.3, 9);
    // 7 rows a batch and 3 a write-up, which is every 5 s
    expect(meters.shardRows).toBe((700 + 3 / 5) * 2_592_000);
    expect(bill.shardRows).toBeCloseTo(((700 + 3 / 5) * 2_592_000) / 1e6 - 50, 6);
  });

  it("costs less the more goes into a batch, and never less than the plan", () => {
    const totals = WAYS.map((way) => usageOf(SERVICE, way).total);
    expect(totals).toEqual(totals.toSorted((a, b) => b - a));
    expect(Math.min(...totals)).toBeGreaterThanOrEqual(PRICES.plan.price);
  });

  it("says what cannot be done", () => {
    const [each] = WAYS;
    if (each === undefined) throw new Error("no way");
    const { obstacles } = usageOf({ ...SERVICE, perSecond: 1e6, producers: 5000, labels: 200 }, each);
    expect(obstacles.join("\n")).toContain("5000 shards, where a ledger has 1000 at most");
  });
});
