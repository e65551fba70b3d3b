/**
 * Where a text stops being JSON. The engine's own words would quote the text.
 * @module
 */

const SPACE = /[ \t\n\r]*/uy;
// a string may end early: then its end is the fault
// oxlint-disable-next-line no-control-regex -- JSON forbids just these
const STRING = /"(?:[^"\\\u0000-\u001F]|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*/uy;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy;

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/**
 * Position, in UTF-16 units, before which a text is the beginning of some JSON and at which it is none; its length where
 * it ends too early. Undefined for JSON. In one pass and without recursion, however deep it goes.
 */
export function jsonFaultAt(text: string): number | undefined {
  /** Closing brackets that are still to come. */
  const open: ("]" | "}")[] = [];
  let at = 0;
  let wants: "value" | "value or end" | "key" | "key or end" | "comma or end" = "value";
  for (;;) {
    at = endOf(SPACE, text, at);
    const here = text[at];
    const closes = here !== undefined && here === open.at(-1);
    if (wants === "comma or end" && open.length === 0) return here === undefined ? undefined : at;
    if (here === undefined) return at;
    if (closes && wants.endsWith("end")) {
      open.pop();
      at += 1;
      wants = "comma or end";
    } else if (wants === "comma or end") {
      if (here !== ",") return at;
      at += 1;
      wants = open.at(-1) === "}" ? "key" : "value";
    } else if (wants === "key" || wants === "key or end") {
      const end = endOf(STRING, text, at);
      if (end < 0) return at;
      if (text[end] !== '"') return end;
      at = endOf(SPACE, text, end + 1);
      if (text[at] !== ":") return at;
      at += 1;
      wants = "value";
    } else if (here === "{" || here === "[") {
      open.push(here === "{" ? "}" : "]");
      at += 1;
      wants = here === "{" ? "key or end" : "value or end";
    } else if (here === '"') {
      const end = endOf(STRING, text, at);
      if (text[end] !== '"') return end;
      at = end + 1;
      wants = "comma or end";
    } else {
      const end = endOf(SCALAR, text, at);
      if (end < 0) return at;
      at = end;
      wants = "comma or end";
    }
  }
}
