import { expect, it } from "vitest";
import { readUrl, type UrlState, urlOf, USUAL } from "./url-state.ts";

const round = (url: string): string => {
  const { pathname, search } = new URL(url, "http://ledger");
  return urlOf(readUrl(pathname, search).state);
};

it.each([
  "/",
  "/inference",
  "/?last=90d",
  "/commits?last=all&at=lifecycle",
  "/?from=2026-01-01&to=2026-03-31&of=energy&by=week&vs=before",
  "/inference?per=modality&task=text-classification&model=a%2Bb&hide=data,training&tables=phases",
  "/commits?workload=train-digits&before=1790000000000+acme%2Fmodel%2F7%2F1%2F-&hide=no-change",
  "/models?cost=inference",
  "/methods?sort=factors.-spread,profiles.failed",
  "/share/gk_a.b/",
  "/share/gk_a.b/models?last=365d",
])("%s is read and written alike", (url) => {
  expect(round(url)).toBe(url);
});

it("writes only what is not usual", () => {
  const state: UrlState = { page: "overview", ...USUAL };
  expect(urlOf(state)).toBe("/");
  expect(round("/?last=30d&at=facility&of=co2e")).toBe("/");
});

it.each([
  ["/?last=31d", "last=31d is none of 7d, 30d, 90d, 365d, all: 30d is shown."],
  [
    "/?from=2026-02-30&to=2026-03-01",
    "from=2026-02-30 is no date like 2026-11-23: the last 30 days are shown.",
  ],
  [
    "/?from=2026-03-02&to=2026-03-01",
    "The time ends 2026-03-01, before it starts 2026-03-02: the last 30 days are shown.",
  ],
  ["/?from=2026-03-02", "from and to want each other: the last 30 days are shown."],
  ["/?at=moon", "at=moon is none of device, share, node, facility, lifecycle: facility is shown."],
  ["/?tz=Europe/Paris", "tz is nothing that a page knows; it knows "],
  ["/methods?sort=factors", "sort=factors is no TABLE.COLUMN, by which rows could stand."],
  ["/?vs=last", "vs=last is none of nothing, before: nothing is shown."],
  ["/?hide=A%2FB", "hide=A/B is no name of a series."],
  ["/?tables=%3Cb%3E", "tables=<b> is no name of a chart."],
  ["/?of=energy&of=water", "of is said more than once: the first holds."],
  [`/?task=${"x".repeat(301)}`, "task is longer than any name: no filter holds."],
  ["/?last=%E2%80%AE7d", "last=7d is none of"],
  ["/?from=0001-01-01&to=2026-01-01", "from=0001-01-01 is not within 2010-01-01 and 2199-12-31"],
  ["/?from=2026-01-01&to=9999-12-31", "to=9999-12-31 is not within 2010-01-01 and 2199-12-31"],
  ["/nowhere", "There is no page nowhere: this is the overview."],
  ["/inference/more", "There is no page inference/more: this is the overview."],
])("%s is told in words, and shown as usual", (url, sentence) => {
  const { pathname, search } = new URL(url, "http://ledger");
  const { state, wrong } = readUrl(pathname, search);
  expect(wrong).toHaveLength(1);
  expect(wrong[0]).toContain(sentence);
  expect(state.range).toEqual({ last: "30d" });
  expect(state.boundary).toBe("facility");
});
