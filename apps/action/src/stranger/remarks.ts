/**
 * What a reader of stage 2's comment must know beside the report: what is left out of it, and on whose word it stands.
 * @module
 */
import { code, stacked } from "../report/markdown.ts";
import { counted } from "../report/quantity.ts";
import type { Received } from "./from-stranger.ts";
import type { Reason } from "./left-out.ts";

/** What there is to remark. */
export interface Remarkable {
  readonly received: readonly Received[];
  /** Parts beyond those that are told. */
  readonly partsLeftOut: number;
  /** Why base's gramme.yml does not count, where it does not. */
  readonly noRules: "missing" | "unreadable" | undefined;
  readonly fromFork: boolean;
}

const MOST_NAMES = 10;
const MOST_PARTS = 10;

const WHY: Readonly<Record<Reason, string>> = {
  unnamed: "not named in the `gramme.yml` that counts",
  twice: "sent twice",
  unbelievable: "with numbers that cannot be, or that cannot be compared",
  "too-many": "beyond the most that are told without a `gramme.yml` in base",
};

/** The remarks as Markdown of ours, with names in it that GitHub or base's gramme.yml vouches for; empty where there is none. */
export function remarksMarkdown({ received, partsLeftOut, noRules, fromFork }: Remarkable): string {
  const lines = [
    ...rules(noRules),
    ...(fromFork && received.some(({ check }) => check.kind === "skipped")
      ? ["That nothing was touched is the word of the change's own workflow."]
      : []),
    ...received
      .filter(({ leftOut, missing }) => leftOut.size > 0 || missing.length > 0)
      .slice(0, MOST_PARTS)
      .flatMap((one) => ofPart(one)),
    ...(partsLeftOut > 0 ? [`${counted(partsLeftOut, "part")} more were sent, and are not told.`] : []),
  ];
  return lines.length === 0
    ? ""
    : stacked(["#### What to know of this comment", lines.map((line) => `- ${line}`).join("\n")]);
}

function rules(noRules: Remarkable["noRules"]): readonly string[] {
  if (noRules === undefined) return [];
  const why = noRules === "missing" ? "Base has no `gramme.yml`" : "Base's `gramme.yml` cannot be read";
  return [`${why}: names are those of the change, quality is not told, and the gate has its defaults.`];
}

function ofPart({ check, leftOut, missing }: Received): readonly string[] {
  const at = check.part === undefined ? "" : `${code(check.part)}: `;
  const names = missing.slice(0, MOST_NAMES).map((name) => code(name));
  const more = missing.length - names.length;
  return [
    ...[...leftOut].map(([reason, count]) => `${at}${counted(count, "workload")} ${WHY[reason]}.`),
    ...(names.length === 0
      ? []
      : [
          `${at}nothing to compare was sent of ${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}, which base's \`gramme.yml\` names.`,
        ]),
  ];
}
