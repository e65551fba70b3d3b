import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runnerOf } from "./runner-commands.ts";
import type { Runner } from "./runner-commands.ts";

let folder: string;
let log: string;
let runner: Runner;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gramme-runner-"));
  log = "";
  const env = { GITHUB_OUTPUT: join(folder, "output"), GITHUB_STEP_SUMMARY: join(folder, "summary") };
  runner = runnerOf(env, (text) => {
    log += text;
  });
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("the log", () => {
  it("says plain text plainly", () => {
    runner.say("comment created: https://github.com/a/b/pull/1");
    expect(log).toBe("comment created: https://github.com/a/b/pull/1\n");
  });

  it.each(["::error::x", "a ::error::x", "##[add-mask]x", "a ##[error]x"])("takes no order in %j", (text) => {
    runner.say(text);
    const [first, second, third] = log.split("\n");
    expect(first).toMatch(/^::stop-commands::[0-9a-f-]{36}$/u);
    expect(second).toBe(text);
    expect(third).toBe(`::${first?.slice("::stop-commands::".length)}::`);
  });

  it("has one line for each thing said, of visible characters", () => {
    runner.say("a\n::error::x\r\u{2028}\u{202E}b");
    expect(log.split("\n").slice(1, -2)).toEqual(["a ::error::x �b"]);
  });

  it("has notes that nothing in them can end", () => {
    runner.note("warning", "a: b, c\n", "50 %\r\n::error::x");
    expect(log).toBe("::warning title=a%3A b%2C c%0A::50 %25%0D%0A::error::x\n");
  });

  it("hides a secret", () => {
    runner.mask("ghs_x%");
    expect(log).toBe("::add-mask::ghs_x%25\n");
  });
});

describe("the files", () => {
  it("hold outputs between ends that no value can know", () => {
    runner.setOutput("verdict", "a\nEOF\nb");
    runner.setOutput("conclusion", "c");
    const text = readFileSync(join(folder, "output"), "utf8");
    const [, first, second] =
      /^verdict<<(end-[0-9a-f-]{36})\na\nEOF\nb\n\1\nconclusion<<(end-[0-9a-f-]{36})\nc\n\2\n$/u.exec(text) ??
      [];
    expect(first).toBeDefined();
    expect(second).not.toBe(first);
  });

  it("hold the summary", () => {
    runner.addSummary("# one");
    runner.addSummary("two");
    expect(readFileSync(join(folder, "summary"), "utf8")).toBe("# one\ntwo\n");
  });

  it("are not missed where there are none", () => {
    const bare = runnerOf({ GITHUB_OUTPUT: "" }, () => {});
    expect(() => bare.setOutput("a", "b")).not.toThrow();
    expect(() => bare.addSummary("a")).not.toThrow();
  });
});
