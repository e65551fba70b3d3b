/**
 * What was found of a statement, in one line.
 * @module
 */
import { shareUnquantified } from "@gramme/core/consequences";
import type { Stated } from "../config/stated.ts";

/** `9 effects, 9 of them not quantified; tier 3: not for publication`. */
export function statedText({ schema, value }: Stated): string {
  if (schema === "project/1") {
    const said = [
      ...(value.name === undefined ? [] : ["a name"]),
      ...(value.budget === undefined ? [] : [`a budget per ${value.budget.per}`]),
    ];
    return said.length === 0 ? "neither a name nor a budget" : said.join(" and ");
  }
  const { branches, unquantified } = shareUnquantified(value);
  const effects = `${branches} effect${branches === 1 ? "" : "s"}`;
  const known = branches === 0 ? effects : `${effects}, ${unquantified} of them not quantified`;
  return value.tier === 3 ? `${known}; tier 3: not for publication` : known;
}
