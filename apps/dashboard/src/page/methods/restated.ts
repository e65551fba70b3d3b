/**
 * What was said otherwise before, in words.
 * @module
 */
import { mergedLines } from "../../words/merged-lines.ts";
import type { WireApiGround, WireApiRestated } from "@gramme/core/wire/api";
import { change, digits } from "@gramme/core/words";
import { day } from "../../words/time.ts";

/** What several answers rest on, each thing once. */
export function groundsTogether(grounds: readonly WireApiGround[]): {
  readonly assumptions: readonly string[];
  readonly restated: readonly string[];
  readonly notCounted: readonly string[];
} {
  return {
    assumptions: mergedLines(grounds.flatMap(({ assumptions }) => assumptions.map(({ text }) => text))),
    restated: once(grounds.flatMap(({ restated }) => restated.map(restatedText))),
    notCounted: once(grounds.flatMap(({ not_counted }) => not_counted)),
  };
}

/** One restatement. */
export function restatedText(one: WireApiRestated): string {
  if (one.what === "profile") {
    return `Profile ${one.id}: what was counted under version ${one.counted} is told by version ${one.stands}, which puts it right since ${day(one.at)}.`;
  }
  const { id, unit, before, now, at } = one;
  const moved = before === 0 ? "" : ` (${change(now / before - 1)})`;
  return `${id}: ${digits(before)} before, ${digits(now)} ${unit} since ${day(at)}${moved}, for all of history.`;
}

function once(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
