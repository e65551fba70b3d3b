/**
 * The whole page: what the URL says, the project that is read, the page of it.
 * @module
 */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Trouble } from "./ledger/ask.ts";
import { Token, useAnswer } from "./ledger/use-answer.ts";
import { Overview } from "./page/overview/overview.tsx";
import { Footer } from "./shell/footer.tsx";
import { Guarded } from "./shell/guarded.tsx";
import { Header } from "./shell/header.tsx";
import { Notices } from "./shell/notices.tsx";
import { Page } from "./shell/page-context.ts";
import { otherMeasure } from "./state/measure.ts";
import { TroubleNote } from "./shell/trouble-note.tsx";
import type { Page as PageName } from "./state/url-state.ts";
import { useUrl } from "./state/use-url.ts";

/** Pages besides the first come when they are asked for. */
const PAGE_OF: Readonly<Record<Exclude<PageName, "overview">, () => Promise<() => JSX.Element>>> = {
  inference: async () => (await import("./page/inference/inference.tsx")).Inference,
  commits: async () => (await import("./page/commits/commits.tsx")).Commits,
  models: async () => (await import("./page/models/models.tsx")).Models,
  effects: async () => (await import("./page/effects/effects.tsx")).Effects,
  methods: async () => (await import("./page/methods/methods.tsx")).Methods,
};

/** The page. */
export function App(): JSX.Element {
  const url = useUrl();
  return (
    <Token.Provider value={url.state.share}>
      <Read {...url} />
    </Token.Provider>
  );
}

function Read({ state, wrong, go }: ReturnType<typeof useUrl>): JSX.Element {
  const known = useAnswer("/api/project", {}, "project");
  const project = known.is === "known" ? known.value : undefined;
  const readMs = useRef(0);
  const seen = useRef<unknown>(undefined);
  if (seen.current !== project) {
    seen.current = project;
    readMs.current = Date.now();
  }
  const shown = useShown(state.page);
  useEffect(() => {
    const page = state.page === "overview" ? "" : ` · ${state.page}`;
    document.title = `${project?.name ?? "Gramme"}${page}${project?.name == null ? "" : " · Gramme"}`;
  }, [state.page, project]);
  return (
    <Page.Provider value={{ state, go, project }}>
      <a class="skip" href="#main">
        To the figures
      </a>
      <Header />
      <main id="main" tabIndex={-1}>
        <Notices
          project={project}
          wrong={[...wrong, ...[otherMeasure(state)].filter((one) => one !== undefined)]}
          readMs={readMs.current}
        />
        {known.is === "loading" ? WAITING : null}
        {known.is === "failed" ? (
          <TroubleNote trouble={known.trouble} again={known.again} />
        ) : (
          // it asks at once, and is shown with what stands above it
          <div class="shown" hidden={known.is === "loading"}>
            <Guarded key={state.page} of={project}>
              {() => shown}
            </Guarded>
          </div>
        )}
      </main>
      <Footer />
    </Page.Provider>
  );
}

const fetched = new Map<PageName, () => JSX.Element>([["overview", Overview]]);

/** The page, or its room while its code is fetched. */
function useShown(page: PageName): JSX.Element {
  const [failed, setFailed] = useState<PageName>();
  const [, drawn] = useState<PageName>();
  useEffect(() => {
    if (page === "overview" || fetched.has(page)) return;
    PAGE_OF[page]().then(
      (Shown) => {
        fetched.set(page, Shown);
        drawn(page);
      },
      () => setFailed(page),
    );
  }, [page]);
  const Shown = fetched.get(page);
  if (Shown !== undefined) return <Shown />;
  if (failed === page) return <TroubleNote trouble={NOT_FETCHED} again={() => location.reload()} />;
  return WAITING;
}

const WAITING = <div class="card waiting" style={{ minHeight: "900px" }} role="status" />;

const NOT_FETCHED: Trouble = {
  kind: "unreachable",
  what: "This page's code could not be fetched.",
  advice: "Is the ledger running? A newer version may stand there: load the page again.",
};
