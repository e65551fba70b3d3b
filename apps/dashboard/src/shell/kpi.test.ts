import { expect, it } from "vitest";
import { beforeText, moved } from "./kpi.tsx";

const q = (value: number): { value: number; low: number; high: number } => ({
  value,
  low: value / 2,
  high: value * 2,
});

it("tells what was not there from what is not known of the time before", () => {
  expect(beforeText("none", q(1), "g")).toBe("before: nothing");
  expect(beforeText(null, q(1), "g")).toBe("before: not known");
  expect(beforeText(q(1), undefined, "g")).toBe("before: 1.00 g");
  expect(beforeText(q(1), q(9), "g")).toBe("before: 1.00 g · more now");
});

it("calls no move that the intervals leave open", () => {
  expect(moved(q(1), q(3))).toBe("within doubt");
  expect(moved(q(9), q(1))).toBe("less now");
});
