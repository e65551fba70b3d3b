/**
 * The whole state of a page in its URL, so that a link shows what its sender saw. What a URL says wrongly is told in words
 * and left out; it never breaks the page.
 * @module
 */

/** Pages, by the path that each stands at. */
export const PAGES = ["overview", "inference", "commits", "models", "effects", "methods"] as const;
/** A page. */
export type Page = (typeof PAGES)[number];

/** Spans that end now, by the ledger's clock. */
export const LASTS = ["7d", "30d", "90d", "365d", "all"] as const;
/** A span that ends now. */
export type Last = (typeof LASTS)[number];

/** Time that a page is of: a span that ends now, or dates of UTC, both included. */
export type Range = { readonly last: Last } | { readonly from: string; readonly to: string };

/** Rungs that a page can be read at. */
export const BOUNDARIES = ["device", "share", "node", "facility", "lifecycle"] as const;
/** A rung. */
export type Boundary = (typeof BOUNDARIES)[number];

/** What is drawn. */
export const MEASURES = ["co2e", "energy", "water"] as const;
/** What is drawn. */
export type Measure = (typeof MEASURES)[number];

/** Widths of a bar in time. */
export const STEPS = ["day", "week", "month"] as const;
/** Width of a bar in time. */
export type Step = (typeof STEPS)[number];

/** Labels that served requests are told by. */
export const GROUPS = ["task", "modality", "model", "route"] as const;
/** Label that served requests are told by. */
export type Group = (typeof GROUPS)[number];

/** What quality is set against. */
export const COSTS = ["training", "inference"] as const;
/** What quality is set against: what the training took, or what 1000 inferences take. */
export type Cost = (typeof COSTS)[number];

/** State of a page. */
export interface UrlState {
  readonly page: Page;
  /** Token of a public link, where the page was opened by one. */
  readonly share?: string | undefined;
  readonly range: Range;
  readonly boundary: Boundary;
  readonly of: Measure;
  /** Chosen by the length of the range where it is absent. */
  readonly step?: Step | undefined;
  readonly group: Group;
  /** Whether the period before stands beside. */
  readonly compare: boolean;
  /** Values of labels that requests must have. */
  readonly task?: string | undefined;
  readonly model?: string | undefined;
  /** Name of a workload of gramme.yml, and a place in the list of commits: those from there on. */
  readonly workload?: string | undefined;
  readonly before?: string | undefined;
  readonly cost: Cost;
  /** Series that are not drawn. */
  readonly hidden: readonly string[];
  /** Charts whose tables are open. */
  readonly tables: readonly string[];
  /** Tables that are sorted, and by which column: `factors.spread`; `factors.-spread` is downwards. */
  readonly sorted: readonly string[];
}

/** What a URL says, and what of it could not be read. */
export interface ReadUrl {
  readonly state: UrlState;
  /** One sentence each: what was found, what is shown instead. */
  readonly wrong: readonly string[];
}

/** State where a URL says nothing. */
export const USUAL: Omit<UrlState, "page" | "share"> = {
  range: { last: "30d" },
  boundary: "facility",
  of: "co2e",
  group: "task",
  compare: false,
  cost: "training",
  hidden: [],
  tables: [],
  sorted: [],
};

const DATE = /^\d{4}-\d{2}-\d{2}$/u;
const NAME = /^[a-z][a-z0-9-]{0,40}$/u;
const SORTED = /^[a-z][a-z0-9-]{0,40}\.-?[a-z][a-z0-9_]{0,60}$/u;
const KEYS = [
  "last",
  "from",
  "to",
  "at",
  "of",
  "by",
  "per",
  "vs",
  "task",
  "model",
  "workload",
  "before",
  "cost",
  "hide",
  "tables",
  "sort",
];
const LONGEST_LABEL = 300;
/** Dates that can be asked for: no ledger is older, and none tells a time to come. */
export const FIRST_DATE = "2010-01-01";
/** The last date that can be asked for. */
export const LAST_DATE = "2199-12-31";

/** Reads a URL's path and query. Never throws. */
export function readUrl(pathname: string, search: string): ReadUrl {
  const wrong: string[] = [];
  const query = new URLSearchParams(search);
  const { page, share } = placeOf(pathname, wrong);
  const one = <T extends string>(key: string, allowed: readonly T[], usual: T): T => {
    const said = query.get(key);
    if (said === null) return usual;
    const known = allowed.find((value) => value === said);
    if (known !== undefined) return known;
    wrong.push(`${key}=${short(said)} is none of ${allowed.join(", ")}: ${usual} is shown.`);
    return usual;
  };
  for (const key of new Set(query.keys())) {
    if (!KEYS.includes(key))
      wrong.push(`${short(key)} is nothing that a page knows; it knows ${KEYS.join(", ")}.`);
    else if (query.getAll(key).length > 1) wrong.push(`${key} is said more than once: the first holds.`);
  }
  const step = query.get("by");
  const knownStep = STEPS.find((value) => value === step);
  if (step !== null && knownStep === undefined) {
    wrong.push(`by=${short(step)} is none of ${STEPS.join(", ")}: it is chosen by the length of the time.`);
  }
  const list = (key: string, form: RegExp, wants: string): string[] => {
    const said = (query.get(key) ?? "").split(",").filter((name) => name !== "");
    for (const name of said) if (!form.test(name)) wrong.push(`${key}=${short(name)} is no ${wants}.`);
    return said.filter((name) => form.test(name));
  };
  const label = (key: string): string | undefined => {
    const said = query.get(key) ?? "";
    if (said.length <= LONGEST_LABEL) return said === "" ? undefined : said;
    wrong.push(`${key} is longer than any name: no filter holds.`);
    return undefined;
  };
  return {
    wrong,
    state: {
      page,
      share,
      range: rangeOf(query, wrong, one),
      boundary: one("at", BOUNDARIES, USUAL.boundary),
      of: one("of", MEASURES, USUAL.of),
      step: knownStep,
      group: one("per", GROUPS, USUAL.group),
      compare: one("vs", ["nothing", "before"], "nothing") === "before",
      task: label("task"),
      model: label("model"),
      workload: label("workload"),
      before: label("before"),
      cost: one("cost", COSTS, USUAL.cost),
      hidden: list("hide", NAME, "name of a series"),
      tables: list("tables", NAME, "name of a chart"),
      sorted: list("sort", SORTED, "TABLE.COLUMN, by which rows could stand"),
    },
  };
}

/** The URL of a state: only what is not usual. `readUrl` of it gives the state back. */
export function urlOf(state: UrlState): string {
  const query = new URLSearchParams();
  const { range } = state;
  if ("last" in range) {
    if (range.last !== "30d") query.set("last", range.last);
  } else {
    query.set("from", range.from);
    query.set("to", range.to);
  }
  if (state.boundary !== USUAL.boundary) query.set("at", state.boundary);
  if (state.of !== USUAL.of) query.set("of", state.of);
  if (state.step !== undefined) query.set("by", state.step);
  if (state.group !== USUAL.group) query.set("per", state.group);
  if (state.compare) query.set("vs", "before");
  if (state.task !== undefined) query.set("task", state.task);
  if (state.model !== undefined) query.set("model", state.model);
  if (state.workload !== undefined) query.set("workload", state.workload);
  if (state.before !== undefined) query.set("before", state.before);
  if (state.cost !== USUAL.cost) query.set("cost", state.cost);
  if (state.hidden.length > 0) query.set("hide", state.hidden.join(","));
  if (state.tables.length > 0) query.set("tables", state.tables.join(","));
  if (state.sorted.length > 0) query.set("sort", state.sorted.join(","));
  const base = state.share === undefined ? "/" : `/share/${state.share}/`;
  const path = state.page === "overview" ? base : `${base}${state.page}`;
  // a comma needs no escape in a query, and a short link is one that people pass on
  const text = query.toString().replaceAll("%2C", ",");
  return text === "" ? path : `${path}?${text}`;
}

function placeOf(
  pathname: string,
  wrong: string[],
): { readonly page: Page; readonly share: string | undefined } {
  const parts = pathname.split("/").filter((part) => part !== "");
  const share = parts[0] === "share" ? parts[1] : undefined;
  const [name = "overview", ...more] = share === undefined ? parts : parts.slice(2);
  const page = PAGES.find((known) => known === name);
  if (page === undefined || more.length > 0) {
    wrong.push(`There is no page ${short(parts.join("/"))}: this is the overview.`);
  }
  return { page: page ?? "overview", share };
}

function rangeOf(
  query: URLSearchParams,
  wrong: string[],
  one: (key: string, allowed: readonly Last[], usual: Last) => Last,
): Range {
  const from = query.get("from");
  const to = query.get("to");
  if (from === null && to === null) return { last: one("last", LASTS, "30d") };
  if (from === null || to === null) {
    wrong.push("from and to want each other: the last 30 days are shown.");
    return USUAL.range;
  }
  for (const [key, date] of [
    ["from", from],
    ["to", to],
  ] as const) {
    if (!isDate(date)) {
      wrong.push(`${key}=${short(date)} is no date like 2026-11-23: the last 30 days are shown.`);
      return USUAL.range;
    }
    if (date < FIRST_DATE || date > LAST_DATE) {
      wrong.push(`${key}=${date} is not within ${FIRST_DATE} and ${LAST_DATE}: the last 30 days are shown.`);
      return USUAL.range;
    }
  }
  if (from > to) {
    wrong.push(`The time ends ${to}, before it starts ${from}: the last 30 days are shown.`);
    return USUAL.range;
  }
  return { from, to };
}

function isDate(text: string): boolean {
  if (!DATE.test(text)) return false;
  const at = Date.parse(text);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text;
}

/** As it may stand in a sentence: short, and without what turns its direction. */
function short(text: string): string {
  const seen = text.replace(/[\p{Cc}\p{Cf}]/gu, "");
  const letters = Array.from(seen);
  return letters.length > 40 ? `${letters.slice(0, 40).join("")}…` : seen;
}
