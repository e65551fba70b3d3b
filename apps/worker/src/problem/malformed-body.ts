/**
 * A body that is not of its form, in words that repeat little of it.
 * @module
 */
import { pathText } from "@gramme/core/wire";
import type { InputIssue } from "@gramme/core/wire";
import { Refusal } from "./problem.ts";

/** Longer than any path of ours. */
const LONGEST_FIELD = 200;
const LONGEST_DETAIL = 300;

/**
 * The refusal of a body with these faults.
 * @param detail what the body should be
 * @param under path of the part that was looked at
 */
export function malformedBody(
  detail: string,
  issues: readonly InputIssue[],
  under: readonly (string | number)[] = [],
): Refusal {
  return new Refusal("malformed-body", detail, {
    errors: issues.map(({ path, message }) => ({
      code: "malformed-body",
      field: pathText([...under, ...path]).slice(0, LONGEST_FIELD),
      detail: message.slice(0, LONGEST_DETAIL),
    })),
  });
}
