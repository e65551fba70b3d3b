import { describe, expect, it } from "vitest";
import { quoted } from "./quoted.ts";

/** What the runner does with a log: the commands that it obeys. */
function obeyed(log: string): readonly string[] {
  const commands: string[] = [];
  let stop: string | undefined;
  for (const line of log.split(/\r\n|\n|\r/u)) {
    const command =
      /^\s*::(?<name>[^ :]+)(?: [^:]*)?::(?<data>.*)$/u.exec(line) ?? /##\[(?<name>[^ \]]+)/u.exec(line);
    const { name, data } = command?.groups ?? {};
    if (name === undefined) continue;
    if (stop !== undefined) {
      if (name === stop) stop = undefined;
    } else if (name === "stop-commands") stop = data;
    else commands.push(name);
  }
  return commands;
}

describe("quoted", () => {
  it.each([
    "::set-output name=x::y",
    "  ::add-mask::a",
    "fine\r::error::no",
    "##[error]no",
    "a ##[add-mask]b",
    "::stop-commands::mine\n::mine::\n::error::no",
    "",
    "\n",
  ])("makes the runner deaf to %j, and to nothing after it", (text) => {
    expect(obeyed(`${quoted(text)}::notice::after`)).toEqual(["notice"]);
    expect(quoted(text)).toContain(text);
  });

  it("takes another token when the text knows the first", () => {
    const tokens = ["one", "two"];
    const log = quoted("::one::\n::error::no", () => tokens.shift() ?? "three");
    expect(log).toBe("::stop-commands::two\n::one::\n::error::no\n::two::\n");
    expect(obeyed(log)).toEqual([]);
  });

  it("takes a new token each time", () => {
    expect(quoted("x")).not.toBe(quoted("x"));
  });
});
