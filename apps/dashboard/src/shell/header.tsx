/**
 * Top of every page: whose figures, which page, of which time, counted how.
 * @module
 */
import type { JSX } from "preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import {
  BOUNDARIES,
  FIRST_DATE,
  LAST_DATE,
  LASTS,
  type Last,
  type Page as PageName,
  PAGES,
  urlOf,
} from "../state/url-state.ts";
import { MEASURE_NAMES, MEASURES_OF, shownMeasure } from "../state/measure.ts";
import { Page } from "./page-context.ts";
import { ThemeButton } from "./theme.tsx";

const LAST_NAMES: Readonly<Record<Last, string>> = {
  "7d": "7 days",
  "30d": "30 days",
  "90d": "90 days",
  "365d": "a year",
  all: "all",
};
const PAGE_NAMES: Readonly<Record<PageName, string>> = {
  overview: "Overview",
  inference: "Inference",
  commits: "Commits",
  models: "Models",
  effects: "Effects",
  methods: "Methods",
};

/** The top of a page. */
export function Header(): JSX.Element {
  const { state, go, project } = useContext(Page);
  const { range } = state;
  const nav = useRef<HTMLElement>(null);
  // on a phone it is wider than the page, and the one that is read may stand outside; to look costs a layout, so after the
  // first paint
  useEffect(() => {
    const link = nav.current?.querySelector<HTMLElement>("[aria-current]");
    if (nav.current == null || link == null) return;
    nav.current.scrollLeft =
      link.offsetLeft - nav.current.offsetLeft - (nav.current.clientWidth - link.offsetWidth) / 2;
  }, [state.page]);
  // a public link may show no commits
  const pages = PAGES.filter((page) => page !== "commits" || project?.shows_commits !== false);
  const links = pages.map((page) => {
    const href = urlOf({ ...state, page, tables: [], hidden: [], sorted: [], before: undefined });
    return (
      <a
        key={page}
        href={href}
        aria-current={page === state.page ? "page" : undefined}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          go({ page, tables: [], hidden: [], sorted: [] });
          scrollTo(0, 0);
        }}
      >
        {PAGE_NAMES[page]}
      </a>
    );
  });
  const measures = MEASURES_OF[state.page];
  return (
    <header>
      <div class="bar">
        <p class="brand">
          <span class="mark">gramme</span>
          <span class="project">{project?.name ?? ""}</span>
          {state.share === undefined ? null : <span class="chip">public link</span>}
        </p>
        <nav aria-label="Pages" ref={nav}>
          {links}
        </nav>
        <ThemeButton />
      </div>
      <form class="controls" aria-label="What is shown" onSubmit={(event) => event.preventDefault()}>
        <fieldset class="choices">
          <legend class="unseen">Time</legend>
          {LASTS.map((last) => (
            <label key={last} class="choice">
              <input
                type="radio"
                name="last"
                checked={"last" in range && range.last === last}
                onChange={() => go({ range: { last } })}
              />
              <span>{LAST_NAMES[last]}</span>
            </label>
          ))}
        </fieldset>
        <DateRange key={JSON.stringify(range)} />
        <label class="choose">
          <span>Counts</span>
          <select
            value={state.boundary}
            onChange={(event) => {
              const chosen = BOUNDARIES.find((rung) => rung === event.currentTarget.value);
              if (chosen !== undefined) go({ boundary: chosen });
            }}
          >
            {BOUNDARIES.map((rung) => (
              <option key={rung} value={rung}>
                {RUNG_NAMES[rung]}
              </option>
            ))}
          </select>
        </label>
        {measures.length === 0 ? null : (
          <label class="choose">
            <span>in</span>
            <select
              value={shownMeasure(state)}
              onChange={(event) => {
                const chosen = measures.find((measure) => measure === event.currentTarget.value);
                if (chosen !== undefined) go({ of: chosen });
              }}
            >
              {measures.map((measure) => (
                <option key={measure} value={measure}>
                  {MEASURE_NAMES[measure]}
                </option>
              ))}
            </select>
          </label>
        )}
      </form>
    </header>
  );
}

/** Rungs in few words. */
const RUNG_NAMES = {
  device: "device: the chips",
  share: "share: + idle and memory",
  node: "node: + the whole machine",
  facility: "facility: + cooling (PUE)",
  lifecycle: "lifecycle: + production",
} as const;

function DateRange(): JSX.Element {
  const { state, go } = useContext(Page);
  const { range } = state;
  const [dates, setDates] = useState("from" in range ? range : { from: "", to: "" });
  const turned = dates.from !== "" && dates.to !== "" && dates.from > dates.to;
  const pick = (change: { readonly from?: string; readonly to?: string }): void => {
    const next = { ...dates, ...change };
    setDates(next);
    if (FIRST_DATE <= next.from && next.from <= next.to && next.to <= LAST_DATE) go({ range: next });
  };
  return (
    <div class="dates">
      <label>
        <span>from</span>
        <input
          type="date"
          min={FIRST_DATE}
          max={LAST_DATE}
          value={dates.from}
          onChange={(event) => pick({ from: event.currentTarget.value })}
        />
      </label>
      <label>
        <span>to</span>
        <input
          type="date"
          min={FIRST_DATE}
          max={LAST_DATE}
          value={dates.to}
          aria-invalid={turned}
          onChange={(event) => pick({ to: event.currentTarget.value })}
        />
      </label>
      {turned ? (
        <p class="wrong" role="alert">
          It ends before it starts: choose a later end.
        </p>
      ) : null}
    </div>
  );
}
