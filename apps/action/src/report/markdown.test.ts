import { seededRandom } from "@gramme/core/comparison";
import { Marked } from "marked";
import { describe, expect, test } from "vitest";
import { CASES } from "./cases.fixture.ts";
import { commentMarkdown } from "./comment.ts";
import { capped, code, details, fenced, fencedLines, plainLine, prose, row, table } from "./markdown.ts";
import { compared, measured, reportOf, resultOf, SERVICE } from "./report.fixture.ts";
import { summaryMarkdown } from "./summary.ts";

const OURS = new Set(
  "h2 h3 h4 p br sub strong code pre ul li table thead tbody tr th td details summary blockquote".split(" "),
);

function rendered(markdown: string): string {
  return new Marked({ gfm: true }).parse(markdown, { async: false });
}

/** Everything outside code, as a page shows it. */
function seen(page: string): string {
  return page
    .replaceAll(/<pre>[\s\S]*?<\/pre>/gu, " ")
    .replaceAll(/<code>[\s\S]*?<\/code>/gu, " ")
    .replaceAll(/<[^>]*>/gu, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#124;", "|")
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}

/** What is alive in a page that should hold text alone: names of tags that are not ours, and what GitHub would link. */
function alive(markdown: string): readonly string[] {
  const page = rendered(markdown);
  const tags = [...page.matchAll(/<\/?([a-z][a-z0-9]*)/giu)].map(([, tag = ""]) => tag.toLowerCase());
  const text = seen(page);
  return [
    ...tags.filter((tag) => !OURS.has(tag)),
    ...(page.match(/ on\w+=|javascript:(?=[^<]*")/giu) ?? []).filter(
      (found) => tags.includes("a") || found.startsWith("x"),
    ),
    ...(text.match(/@[\w-]/gu) ?? []),
    ...(text.match(/#\w/gu) ?? []),
    ...(text.match(/\b(?:GH|GHSA|CVE)-\w/giu) ?? []),
    ...(text.match(/\b[0-9a-f]{7,}\b/giu) ?? []),
    ...(text.match(/\w+:\/\/|www\.\w/giu) ?? []),
    ...(text.match(/:[\w+-]+:/gu) ?? []),
    ...(text.match(/\$/gu) ?? []),
    ...(markdown.match(/<!--/gu) ?? []),
    // line feeds and the blank that does not break are ours
    ...(markdown.replaceAll(/[\n\u{A0}]/gu, "").match(/[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]/gu) ?? []),
  ];
}

const PIECES = [
  ..."` | \\ @ # $ : < > [ ] ( ) ! * _ ~ ^ & - + = . { } ' \" /".split(" "),
  " ",
  "\n",
  "\r",
  "\t",
  ..."@octocat|@acme/team|#1|GH-1|acme/x#2|a@b.co|https://e.example|www.e.example|mailto:a@b.co|:tada:|<img src=x>|<!--|-->|![a](b)|[a](b)|[^1]|> [!NOTE]|```|~~~|$x$|$$|&#64;octocat|&commat;x|</details>|</code>|\u{202E}|\u{200B}|\u{2066}|\u{0}|\u{1B}[31m|\u{2028}|\u{E0041}|\u{FEFF}|9f8e7d6c5b4a39281706f5e4d3c2b1a098765432|deadbee|CVE-2026-1|1. a|- a|# a|---|===|    a|word|ä|漢|😀|\u{D800}".split(
    "|",
  ),
];

function strings(count: number): readonly string[] {
  const random = seededRandom(20_261_123);
  return Array.from({ length: count }, () =>
    Array.from(
      { length: 1 + Math.floor(random() * 9) },
      () => PIECES[Math.floor(random() * PIECES.length)] ?? "",
    ).join(random() < 0.5 ? "" : " "),
  );
}

describe("nothing in data comes alive", () => {
  const hostile = strings(3000);

  test("as text", () => {
    expect(hostile.filter((text) => alive(`before ${prose(text)} after`).length > 0)).toEqual([]);
  });

  test("as a text of its own line, in a list and in a quote", () => {
    const wrong = hostile.filter((text) => {
      const one = rendered(`- ${prose(text)}`);
      const quoted = rendered(`> ${prose(text)}`);
      return (
        alive(`- ${prose(text)}\n\n> ${prose(text)}`).length > 0 ||
        /<(?:h\d|hr|pre|ol)|<ul>[\s\S]*<ul>|<blockquote>[\s\S]*<blockquote>/u.test(one + quoted)
      );
    });
    expect(wrong).toEqual([]);
  });

  test("as a name", () => {
    const wrong = hostile.filter((text) => {
      const page = rendered(`before ${code(text)} after`);
      return (
        alive(`before ${code(text)} after`).length > 0 ||
        !/^<p>before <code>[^<]*<\/code> after<\/p>\n$/u.test(page)
      );
    });
    expect(wrong).toEqual([]);
  });

  test("in a table, whose cells stay as many", () => {
    const wrong = hostile.filter((text) => {
      const markdown = table(
        [
          ["a", "left"],
          ["b", "right"],
          ["c", "left"],
        ],
        [[code(text), prose(text), "end"]],
      );
      const page = rendered(markdown);
      return (
        alive(markdown).length > 0 ||
        (page.match(/<td/gu) ?? []).length !== 3 ||
        !/<td align="left">end<\/td>/u.test(page)
      );
    });
    expect(wrong).toEqual([]);
  });

  test("in a block of code, which only we end", () => {
    const wrong = hostile.filter((text) => {
      const page = rendered(`${fencedLines(text, "text", 20)}\n\nafter`);
      return !/^<pre>[\s\S]*<\/code><\/pre>\n<p>after<\/p>\n$/u.test(page);
    });
    expect(wrong).toEqual([]);
  });

  test("anywhere in a whole comment", () => {
    const random = seededRandom(7);
    const pick = (): string => hostile[Math.floor(random() * hostile.length)] ?? "";
    for (let round = 0; round < 12; round += 1) {
      const rows = [0.2, -0.2, 0].map((work, at) => {
        const made = compared({ ...SERVICE.classify, name: pick() }, { work, seed: round * 3 + at });
        return {
          ...made,
          why: pick(),
          head: { ...made.head, functional_unit: pick(), misses: [pick()], clock: pick() },
        };
      });
      const report = reportOf(
        [
          measured(
            resultOf(rows, {
              base_error: pick(),
              only_in: { base: [pick()], head: [pick()] },
              config_changes: [{ path: pick(), base: pick() }],
            }),
            "one",
          ),
          { schema: "gramme/check/1", gramme: "0", kind: "failed", message: pick(), part: "two" },
          {
            schema: "gramme/check/1",
            gramme: "0",
            kind: "skipped",
            paths: [pick()],
            changed_files: 1,
            part: "three",
          },
        ],
        { change: { kind: "pull-request", repository: "a/b" } },
      );
      expect(alive(commentMarkdown(report))).toEqual([]);
    }
  });
});

test("the hostile case of the snapshots is dead too, and tells what it should", () => {
  const report = CASES["hostile"] ?? reportOf([]);
  const { runUrl: _, ...change } = report.change;
  for (const markdown of [commentMarkdown({ ...report, change }), summaryMarkdown({ ...report, change })]) {
    expect(alive(markdown)).toEqual([]);
    expect(rendered(markdown)).toContain("<code>@octocat fixes #1 and acme/vision#2</code>");
  }
});

test("every other case holds one link, ours, and no other tag", () => {
  for (const report of Object.values(CASES)) {
    const page = rendered(commentMarkdown(report));
    const links = [...page.matchAll(/<a href="([^"]*)"/gu)].map(([, address]) => address);
    expect(links).toEqual(report.change.runUrl === undefined ? [] : [report.change.runUrl]);
    expect(page).not.toMatch(/<img|<script/u);
  }
});

test("an address that is none of a run makes no link", () => {
  for (const runUrl of ["javascript:alert(1)", "https://e.example/) [x](y", "not one"]) {
    const report = reportOf([measured(resultOf([compared(SERVICE.classify)]))], {
      change: { kind: "push", repository: "a/b", runUrl },
    });
    expect(rendered(commentMarkdown(report))).not.toContain("<a ");
  }
});

describe("ordinary texts stay as they are", () => {
  test.each([
    ["Intel(R) Xeon(R) Platinum 8370C CPU @ 2.80GHz", "Intel(R) Xeon(R) Platinum 8370C CPU @ 2.80GHz"],
    [
      "Head is 7.1 % above base, in set-up and E5-2673 v4.",
      "Head is 7.1 % above base, in set-up and E5-2673 v4.",
    ],
    ["snake_case and 2 * 3", String.raw`snake\_case and 2 \* 3`],
    ["0.1.0", "0.1.0"],
    ["ask @ada, please", "ask `@ada`, please"],
    ["see (https://e.example/a).", "see (`https://e.example/a`)."],
    ["1. not a list", String.raw`1\. not a list`],
  ])("%s", (text, markdown) => {
    expect(prose(text)).toBe(markdown);
  });
});

test("names are code, with a fence longer than their own backticks", () => {
  expect(code("a`b")).toBe("``a`b``");
  expect(code("`a")).toBe("`` `a ``");
  expect(code("")).toBe("`(empty)`");
  expect(code("x".repeat(90))).toBe(`\`${"x".repeat(63)}…\``);
});

test("a pipe in code is escaped in a table alone, whatever stands before it", () => {
  expect(row([code("a|b")])).toBe(String.raw`| ${"`"}a\|b${"`"} |`);
  expect(row([code(String.raw`a\|b`)])).toBe(String.raw`| ${"`"}a∖\|b${"`"} |`);
});

test("lines are of visible characters and no longer than asked", () => {
  expect(plainLine("a\u{202E}b\n\tc\u{200B}")).toBe("a�b c�");
  expect(plainLine(`a${"\u{301}".repeat(40)}`)).toBe(`a${"\u{301}".repeat(3)}`);
  expect(capped("abcdef", 4)).toBe("abc…");
  expect(plainLine("x".repeat(5000))).toHaveLength(300);
});

test("an empty part is not folded away but left out", () => {
  expect(details("nothing", "")).toBe("");
  expect(fenced("```")).toBe("````text\n```\n````");
});
