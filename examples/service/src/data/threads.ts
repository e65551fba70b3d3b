/** @module Which mails belong together: same thread, or the same text sent again. */
import type { MailText } from "./mail-text.ts";

// As many letters as tell two mails apart, few enough that a changed ending or address still counts as the same mail.
const BODY_LETTERS = 200;

/**
 * For each mail the number of the first mail of its group. Mails share a group when their subjects are equal up to
 * "Re:", list tags, digits and case, or when their bodies start with the same letters; and so do mails in between.
 */
export function threadOf(mails: readonly MailText[]): Uint32Array {
  const parent = Uint32Array.from(mails, (_, index) => index);
  const root = (index: number): number => {
    let at = index;
    while (parent[at] !== at) at = parent[at] ?? at;
    return at;
  };
  const first = new Map<string, number>();
  for (const [index, mail] of mails.entries()) {
    for (const key of keys(mail)) {
      const other = root(first.get(key) ?? index);
      const own = root(index);
      first.set(key, Math.min(own, other));
      parent[Math.max(own, other)] = Math.min(own, other);
    }
  }
  return parent.map((_, index) => root(index));
}

function keys({ subject, body }: MailText): readonly string[] {
  const subjectKey = letters(subject.replaceAll(/\[[^\]]*\]|\b(?:re|fwd?|aw|sv):/gi, ""));
  const bodyKey = letters(body).slice(0, BODY_LETTERS);
  return [subjectKey && `subject ${subjectKey}`, bodyKey && `body ${bodyKey}`].filter((key) => key !== "");
}

function letters(text: string): string {
  return text.toLowerCase().replaceAll(/\P{L}/gu, "");
}
