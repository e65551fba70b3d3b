/**
 * What a report says of other work on the machine, first the busiest workload.
 * @module
 */
import type { WireWorkloadFigures } from "@gramme/core/wire";
import { QUIET_SHARE } from "../machine/busy.ts";
import { heading } from "./heading.ts";

/** A section on how busy the machine was besides; it says so, too, where nothing tells. */
export function otherWorkLines(workloads: readonly WireWorkloadFigures[]): readonly string[] {
  const title = heading("Other work on the machine meanwhile");
  const known = workloads.flatMap(({ name, other_work: other }) =>
    other === undefined ? [] : [{ name, other, filled: Math.min(1, other.share + (other.stolen ?? 0)) }],
  );
  const unknown = workloads.filter(({ other_work: other }) => other === undefined).map(({ name }) => name);
  const lines: string[] = [];
  if (unknown.length > 0) lines.push(`  not known of ${unknown.join(", ")}: nothing here tells it`);
  const busy = known.filter(({ filled }) => filled >= QUIET_SHARE).toSorted((a, b) => b.filled - a.filled);
  if (busy.length === 0 && known.length > 0) {
    const most = Math.max(...known.map(({ filled }) => filled));
    lines.push(`  next to none: at most ${percent(most)} of its CPU`);
  }
  for (const { name, other, filled } of busy) {
    const stolen = (other.stolen ?? 0) >= 0.01 ? `, ${percent(other.stolen ?? 0)} taken by its host` : "";
    const before = other.known_by === "loadavg" ? ", by its load in the minute before" : "";
    lines.push(
      `  ${name}: the machine was busy with other work, ${percent(filled)} of its CPU${stolen}${before}`,
    );
  }
  if (busy.length > 0) {
    lines.push(
      "  Beside other work time and CPU time grow, so that figures are rather too high than too low; their intervals are",
      "  wider for it (machine/busy). A comparison in turns is not touched: both arms share it. For surer figures measure again",
      "  when the machine is quiet.",
    );
  }
  return lines.length === 0 ? [] : [title, ...lines];
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
}
