import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { readCommentInputs } from "../../src/comment-inputs.ts";

const file = fileURLToPath(new URL("../../comment/action.yml", import.meta.url));

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string; readonly description: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
  readonly runs: { readonly using: string; readonly main: string };
}

const action = parse(readFileSync(file, "utf8")) as Action;

it("runs the bundle that the build writes", () => {
  expect(action.runs).toEqual({ using: "node24", main: "../dist/comment.mjs" });
  expect(existsSync(join(dirname(file), "../src/comment-main.ts"))).toBe(true);
});

it("has defaults that are what the code takes when nothing is said", () => {
  const variables = (values: Readonly<Record<string, string>>): NodeJS.ProcessEnv =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));
  const defaults = Object.fromEntries(
    Object.entries(action.inputs).map(([name, input]) => [name, name === "token" ? "t" : input.default]),
  );
  expect(readCommentInputs(variables(defaults))).toEqual(readCommentInputs(variables({ token: "t" })));
  expect(Object.keys(action.inputs).toSorted()).toEqual([
    "accept-label",
    "artifact",
    "check",
    "config",
    "fail-on",
    "token",
  ]);
  expect(Object.keys(action.outputs)).toEqual(["comment-url", "verdict", "conclusion", "pull-request"]);
});
