import { describe, expect, test } from "vitest";
import { intervalChart } from "./chart.ts";
import { compared, SERVICE } from "./report.fixture.ts";

const made = compared(SERVICE.classify);
type Row = typeof made;

function row(
  name: string,
  change: number,
  ends: readonly [number, number] | undefined,
  more: Partial<Row> = {},
): Row {
  const { low: _low, high: _high, ...rest } = made;
  const verdict = change >= 0.05 ? "regression" : "no-change";
  return {
    ...rest,
    name,
    change,
    verdict,
    ...(ends === undefined ? {} : { low: ends[0], high: ends[1] }),
    ...more,
  };
}

function lines(chart: string): readonly string[] {
  return chart.split("\n").slice(1, -1);
}

test("intervals on one axis, with 0 and both lines of the threshold", () => {
  const chart = intervalChart([
    row("super-resolution", 0.156, [0.062, 0.248]),
    row("digits", -0.01, [-0.03, 0.01]),
    row("voice", 0.02, undefined),
  ]);
  expect(`\n${chart}\n`).toMatchInlineSnapshot(`
    "
    \`\`\`text
    super-resolution    ┊    │     ┊├─────────●─────────┤ +15.6 % (+6.2 to +24.8 %)
    voice               ┊    │ ●   ┊                           +2 % (too few pairs)
    digits              ┊ ├─●─┤    ┊                              −1 % (−3 to +1 %)
                     ───┴────┴─────┴─────────────────────
    ┊ threshold      −4.8 %  0   +5 %
    \`\`\`
    "
  `);
});

test("nothing is wider than 80 columns, and all ends align", () => {
  const chart = intervalChart([
    row("x".repeat(64), 12.5, [3.25, 120]),
    row("y", -0.987, [-0.999, -0.9]),
    row("z", 0.5, [0.1, 0.9]),
  ]);
  const widths = lines(chart).map((line) => line.length);
  expect(Math.max(...widths)).toBeLessThanOrEqual(80);
  expect(new Set(widths.slice(0, 3)).size).toBe(1);
});

test("an interval that is far too wide is clipped, and shown to be", () => {
  const [wide = "", narrow = ""] = lines(
    intervalChart([row("wide", 0.06, [-0.8, 9]), row("narrow", 0.01, [0, 0.02])]),
  );
  expect(wide).toMatch(/◄─+●─+►/u);
  expect(narrow).not.toMatch(/[◄►]/u);
});

test("thresholds that differ are not drawn as one", () => {
  const chart = intervalChart([row("a", 0.01, [0, 0.02]), row("b", 0.01, [0, 0.02], { threshold: 0.2 })]);
  expect(chart).not.toContain("┊");
});

test("twelve at most, the most interesting, and how many are not drawn", () => {
  const rows = Array.from({ length: 30 }, (_, at) =>
    row(`row-${at}`, at === 29 ? 0.2 : 0.001 * at, [0, 0.3]),
  );
  const drawn = lines(intervalChart(rows));
  expect(drawn).toHaveLength(12 + 2 + 1);
  expect(drawn[0]).toMatch(/^row-29 /u);
  expect(drawn.at(-1)).toBe("18 more workloads not drawn");
});

describe("a name", () => {
  test("cannot end the block, nor push the columns aside", () => {
    const names = ["```\n# out", "漢字漢字", "😀😀", "a\u{301}\u{301}", "\u{202E}abc"];
    const chart = intervalChart(names.map((name) => row(name, 0.01, [0, 0.02])));
    expect(
      new Set(
        lines(chart)
          .slice(0, 5)
          .map((line) => line.length),
      ).size,
    ).toBe(1);
    // one of the names is a fence of three: ours is longer
    expect(chart.split("\n").filter((line) => line.startsWith("````"))).toEqual(["````text", "````"]);
  });
});

test("nothing to compare is no chart", () => {
  expect(intervalChart([])).toBe("");
});
