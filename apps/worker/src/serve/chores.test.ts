import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keepHourly, untilDue } from "./chores.ts";

const MINUTE_MS = 60_000;

test.each([
  ["at the minute", 7, 60],
  ["a minute before", 6, 1],
  ["a minute after", 8, 59],
  ["at the full hour", 0, 7],
])("7 * * * * %s is due in %i → %i minutes", (_, minute, wanted) => {
  expect(untilDue("7 * * * *", Date.UTC(2026, 10, 23, 5, minute))).toBe(wanted * MINUTE_MS);
});

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 23, 5, 0) });
});
afterEach(() => {
  vi.useRealTimers();
});

test("chores are done at once and then every hour, until they are ended", async () => {
  const run = vi.fn<(cron: string) => Promise<string>>(async () => "ok");
  const end = keepHourly(["7 * * * *"], run, () => undefined);
  expect(run).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(7 * MINUTE_MS);
  expect(run).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(180 * MINUTE_MS);
  expect(run).toHaveBeenCalledTimes(5);
  end();
  await vi.advanceTimersByTimeAsync(180 * MINUTE_MS);
  expect(run).toHaveBeenCalledTimes(5);
  expect(run).toHaveBeenCalledWith("7 * * * *");
});

test("a chore that fails is told, and done again when it is due next", async () => {
  const told: string[] = [];
  let times = 0;
  const end = keepHourly(
    ["7 * * * *"],
    async () => {
      times += 1;
      if (times === 1) throw new Error("the book is away");
      return times === 2 ? "exceededCpu" : "ok";
    },
    (line, level) => told.push(`${level}: ${line}`),
  );
  await vi.advanceTimersByTimeAsync(130 * MINUTE_MS);
  end();
  expect(times).toBe(4);
  expect(told).toEqual([
    "warn: the hourly chores failed: the book is away",
    'warn: the hourly chores ended with "exceededCpu"',
  ]);
});
