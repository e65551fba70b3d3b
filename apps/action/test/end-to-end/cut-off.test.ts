import { DOUBLE_MODEL } from "@gramme/bench/double-model.fixture";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { testFolder } from "../world/folder.ts";
import { settingOf } from "./check.ts";
import { configOf, ONNX_WORKLOAD } from "./project.ts";
import { Runner } from "./runner.ts";
import { BASE, github, opened, TWICE, withGitHub } from "./case.fixture.ts";

withGitHub();

describe("a run that is cancelled half-way", () => {
  it("keeps what it measured, says that it is partial, and leaves nothing behind", async () => {
    const endless = `import { existsSync } from "node:fs"; while (existsSync(".")) {}\n`;
    const files = {
      ...BASE,
      "gramme.yml": configOf({
        more: ONNX_WORKLOAD.replace(
          /onnx: [\s\S]*inferences/u,
          `run: ${process.execPath} endless.mjs\n    inferences`,
        ),
      }),
      "endless.mjs": endless,
      "double.onnx": DOUBLE_MODEL,
    };
    const pull = opened(files, TWICE);
    const runner = new Runner(testFolder);
    const setting = settingOf(github, pull);
    const { process: child, ended } = runner.start(setting);
    const second = Promise.withResolvers<void>();
    child.stdout?.on("data", (text: string) => {
      if (text.includes("double (2 of 2), warm-up")) second.resolve();
    });
    await second.promise;
    child.kill("SIGINT");
    const main = await ended;
    expect(main.code).toBe(1);
    expect(github.state.comments).toEqual([]);
    const post = await runner.run({ ...setting, file: "post.mjs" }, main.state);
    expect(post.code).toBe(0);
    const [told] = github.state.commentsOf(7);
    expect(told?.body).toContain("Regression: `line` takes");
    expect(told?.body).toMatch(/cancelled/u);
    expect(post.outputs["verdict"]).toBe("regression");
    expect(readdirSync(runner.temp).filter((name) => /^gramme-(base|head)/u.test(name))).toEqual([]);
    expect(pull.origin.git("worktree", "list").split("\n")).toHaveLength(1);
    expect(existsSync(join(setting.workspace, ".git/worktrees"))).toBe(false);
  });

  it("leaves nothing when it is killed outright: the last step ends and removes it", async () => {
    const pull = opened({ ...BASE, "gramme.yml": configOf() }, TWICE);
    const runner = new Runner(testFolder);
    const setting = settingOf(github, pull);
    const { process: child, ended } = runner.start(setting);
    const pairs = Promise.withResolvers<void>();
    child.stdout?.on("data", (text: string) => {
      if (text.includes("pair 1,")) pairs.resolve();
    });
    await pairs.promise;
    child.kill("SIGKILL");
    const main = await ended;
    const trees = (): readonly string[] =>
      readdirSync(runner.temp).filter((name) => /^gramme-(base|head)/u.test(name));
    expect(trees()).toHaveLength(2);
    const post = await runner.run({ ...setting, file: "post.mjs" }, main.state);
    expect(post.code).toBe(0);
    expect(trees()).toEqual([]);
    expect(existsSync(join(setting.workspace, ".git/worktrees"))).toBe(false);
    // nothing had been measured whole, so that nothing is said
    expect(github.state.comments).toEqual([]);
  });

  it("says nothing twice: after a run that told, the last step is silent", async () => {
    const runner = new Runner(testFolder);
    const pull = opened(BASE, { "README.md": "x\n" });
    const setting = settingOf(github, pull);
    const main = await runner.run(setting);
    const before = github.requests.length;
    const post = await runner.run({ ...setting, file: "post.mjs" }, main.state);
    expect(post).toMatchObject({ code: 0, log: "" });
    expect(github.requests).toHaveLength(before);
    expect(readFileSync(main.outputs["result-file"] ?? "", "utf8")).toContain("gramme/check/1");
  });
});
