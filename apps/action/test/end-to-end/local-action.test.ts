import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { testFolder } from "../world/folder.ts";
import { configOf, payloadOf, pullRequest, STEPS, stepsOf, TRAIN } from "./project.ts";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));

/** What GitHub's own tool for trying an Action makes of action.yml and of the committed file that it names. */
it("runs under @github/local-action, by the inputs that action.yml declares", () => {
  const pull = pullRequest(
    { "gramme.yml": configOf(), "train.mjs": TRAIN, "steps.mjs": stepsOf(STEPS), "README.md": "a\n" },
    { "README.md": "b\n" },
  );
  const clone = pull.origin.checkout(pull.merge, 2);
  const folder = testFolder();
  const at = (name: string): string => join(folder, name);
  writeFileSync(at("event.json"), JSON.stringify(payloadOf(pull)));
  writeFileSync(at("output"), "");
  writeFileSync(at("summary"), "");
  mkdirSync(at("temp"));
  const variables = {
    GITHUB_EVENT_NAME: "pull_request",
    GITHUB_EVENT_PATH: at("event.json"),
    GITHUB_OUTPUT: at("output"),
    GITHUB_STEP_SUMMARY: at("summary"),
    GITHUB_WORKSPACE: clone.folder,
    GITHUB_REPOSITORY: "gramme/example",
    GITHUB_REF: "refs/pull/7/merge",
    GITHUB_SHA: pull.merge,
    GITHUB_RUN_ID: "1",
    GITHUB_SERVER_URL: "https://github.com",
    RUNNER_TEMP: at("temp"),
    INPUT_ARTIFACT: "",
    INPUT_COMMENT: "false",
  };
  writeFileSync(
    at(".env"),
    Object.entries(variables)
      .map(([name, value]) => `${name}=${value}`)
      .join("\n"),
  );
  const log = execFileSync(
    join(ROOT, "node_modules/.bin/local-action"),
    [ROOT, "apps/action/dist/index.mjs", at(".env")],
    { cwd: ROOT, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] },
  );
  expect(log).toContain("fail-on");
  expect(log).toContain("1 changed files, 0 of them count");
  expect(readFileSync(at("summary"), "utf8")).toContain("Nothing that is measured was touched");
  expect(readFileSync(at("output"), "utf8")).toContain("skipped");
});
