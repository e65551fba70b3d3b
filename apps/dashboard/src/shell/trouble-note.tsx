/**
 * Why there is nothing, and what to do.
 * @module
 */
import type { JSX } from "preact";
import type { Trouble } from "../ledger/ask.ts";

/** Why there is nothing, and what to do. */
export function TroubleNote({
  trouble,
  again,
}: {
  readonly trouble: Trouble;
  readonly again: () => void;
}): JSX.Element {
  return (
    <div class="card trouble" role="alert">
      <h2>{trouble.what}</h2>
      <p>{trouble.advice}</p>
      <p>
        <button type="button" onClick={again}>
          Ask again
        </button>{" "}
        {trouble.link === undefined ? null : <a href={trouble.link.href}>{trouble.link.text}</a>}
      </p>
    </div>
  );
}
