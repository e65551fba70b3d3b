/**
 * Choice of a workload, which stands in the URL.
 * @module
 */
import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import { Page } from "../../shell/page-context.ts";

/** The choice. `all`: what is chosen where none is. */
export function WorkloadChoice({
  names,
  value,
  all,
}: {
  readonly names: readonly string[];
  readonly value: string | undefined;
  readonly all?: string;
}): JSX.Element {
  const { go } = useContext(Page);
  return (
    <label class="choose">
      <span>Workload</span>
      <select
        value={value ?? ""}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          go({ workload: chosen === "" ? undefined : chosen }, "replace");
        }}
      >
        {all === undefined ? null : <option value="">{all}</option>}
        {names.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
