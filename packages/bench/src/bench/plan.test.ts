import { describe, expect, it } from "vitest";
import { parseConfig } from "../config/load-config.ts";
import type { LoadedConfig } from "../config/load-config.ts";
import { UserError } from "../config/user-error.ts";
import { planOf } from "./plan.ts";

const train = (name: string, run = "node train.mjs"): string =>
  `  - { name: ${name}, phase: training, run: ${run} }\n`;

function config(workloads: string, rest = ""): string {
  return `version: 1\n${rest}workloads:\n${workloads}`;
}

function loaded(text: string): LoadedConfig {
  return { file: "gramme.yml", folder: "/repository", config: parseConfig(text, "gramme.yml") };
}

const names = (workloads: readonly { readonly name: string }[]): readonly string[] =>
  workloads.map(({ name }) => name);

describe("what is compared, and by whose gramme.yml", () => {
  it("is what base says: a change cannot ask for less, and what it asks for is told", () => {
    const base = config(train("a"), "gate: { threshold: 5% }\n");
    const plan = planOf(loaded(config(train("a", "node less.mjs"), "gate: { threshold: 50% }\n")), base, []);
    expect(plan.config.gate?.threshold).toBe(0.05);
    expect(plan.compared[0]?.run).toBe("node train.mjs");
    expect(plan.changes).toEqual([
      { path: "gate.threshold", base: "0.05", head: "0.5" },
      { path: "workloads.a.run", base: '"node train.mjs"', head: '"node less.mjs"' },
    ]);
  });

  it("leaves what is new to head alone, and says what is gone", () => {
    const plan = planOf(loaded(config(train("b") + train("c"))), config(train("a") + train("b")), []);
    expect(names(plan.compared)).toEqual(["b"]);
    expect(names(plan.fresh)).toEqual(["c"]);
    expect(plan.onlyIn).toEqual({ base: ["a"], head: ["c"] });
    expect(plan.changes).toEqual([]);
  });

  it("takes the gate of base, and of what is new the gate of head", () => {
    const head = config(train("a") + train("b") + train("c") + train("d"), "gate: { workloads: [c] }\n");
    const plan = planOf(loaded(head), config(train("a") + train("b"), "gate: { workloads: [b] }\n"), []);
    expect(names(plan.compared)).toEqual(["b"]);
    expect(names(plan.fresh)).toEqual(["c"]);
  });

  it("prepares each arm as the arm itself says, since set-up is not measured", () => {
    const plan = planOf(
      loaded(config(train("a"), "setup: pnpm i\n")),
      config(train("a"), "setup: npm ci\n"),
      [],
    );
    expect(plan.setup).toEqual({ base: "npm ci", head: "pnpm i" });
  });

  it.each([undefined, "version: 7\n", "{"])("is what head says where base's is %j", (text) => {
    const plan = planOf(loaded(config(train("a") + train("b"))), text, ["b"]);
    expect(names(plan.compared)).toEqual(["b"]);
    expect(plan.changes).toBeUndefined();
  });

  it("names a workload that neither has, and those that are there", () => {
    const wrong = (): unknown => planOf(loaded(config(train("a"))), config(train("b")), ["z"]);
    expect(wrong).toThrow(UserError);
    expect(wrong).toThrow(/no workload "z"; it has b, a/u);
  });
});
