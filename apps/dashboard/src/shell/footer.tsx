/**
 * Foot of every page: in which time, what nobody counts here, where the figures come from; on paper, from where and when.
 * @module
 */
import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import { urlOf } from "../state/url-state.ts";
import { moment } from "../words/time.ts";
import { addressToShow } from "./address.ts";
import { Page } from "./page-context.ts";

/** The foot of a page. */
export function Footer(): JSX.Element {
  const { state, project } = useContext(Page);
  return (
    <footer>
      <p class="printed">
        {addressToShow()}
        {project === undefined ? "" : ` · read ${moment(project.now)}`}
      </p>
      <p>
        Days are days of UTC. Intervals hold 90 %. Carbon is location-based: no offset, no certificate. What
        is in no figure, and where each factor comes from:{" "}
        <a href={urlOf({ ...state, page: "methods" })}>methods</a>.
      </p>
      {/* doors for those with a key */}
      {state.share === undefined ? (
        <p class="doors">
          <a href="/docs">API</a> · <a href="/openapi.json">OpenAPI</a> · <a href="/metrics">Prometheus</a>
        </p>
      ) : null}
    </footer>
  );
}
