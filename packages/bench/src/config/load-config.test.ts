import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { firstConfig } from "./first-config.ts";
import { loadConfig, parseConfig } from "./load-config.ts";

const GOOD = `version: 1
site: { zone: FR }
workloads:
  - name: digits
    phase: training
    run: node train.ts
`;

function complaint(text: string): string {
  try {
    parseConfig(text, "gramme.yml");
  } catch (error) {
    return (error as Error).message;
  }
  return "";
}

describe("gramme.yml", () => {
  it("is taken when it is right", () => {
    expect(parseConfig(GOOD, "gramme.yml").workloads[0]?.name).toBe("digits");
  });

  it.each([
    ["malformed YAML", "version: 1\nsite: { zone: FR\nworkloads: []", /^gramme\.yml:3:\d+: /u],
    [
      "an unknown key",
      GOOD.replace("phase:", "fase:"),
      /^gramme\.yml:5:5: .*unknown key "fase"; did you mean "phase"\?/mu,
    ],
    ["an unknown zone", GOOD.replace("FR", "Frnace"), /^gramme\.yml:2:9: site\.zone: .*France/mu],
    ["an unknown task", `${GOOD}    task: text-clasification\n`, /^gramme\.yml:7:5: .*text-classification/mu],
    [
      "an unknown region",
      GOOD.replace("zone: FR", "cloud-region: europe-wset1"),
      /:2:9: site\.cloud-region: .*europe-west1/u,
    ],
    [
      "an unknown CPU",
      GOOD.replace("site:", "machine: { cpu: Xeon Gold 6249 }\nsite:"),
      /:2:12: machine\.cpu: .*did you mean .*Xeon Gold/u,
    ],
    [
      "a gate of workloads that are not there",
      GOOD.replace("site:", "gate: { workloads: [digit] }\nsite:"),
      /:2:21: gate.*did you mean "digits"/u,
    ],
    ["a negative number", GOOD.replace("zone: FR", "pue: -1"), /site\.pue: wants a number >= 1, found -1/u],
    ["infinity", GOOD.replace("zone: FR", "pue: .inf"), /site\.pue: wants a number, found Infinity/u],
    ["not a number", GOOD.replace("zone: FR", "pue: .nan"), /site\.pue: wants a number, found NaN/u],
    ["zero units", `${GOOD}    units: 0\n`, /workloads\[0\]\.units: wants a number > 0, found 0/u],
    [
      "a name twice",
      `${GOOD}  - { name: digits, phase: training, run: "true" }\n`,
      /^gramme\.yml:7:7: .*names are unique/mu,
    ],
    ["a missing list", "version: 1\n", /workloads: missing/u],
    ["an empty file", "", /\(root\): wants an object, found null/u],
    ["a bomb of aliases", bomb(), /alias/iu],
  ])("names file, line and column of %s", (_, text, wanted) => {
    expect(complaint(text)).toMatch(wanted);
  });

  it("offers init where there is no file", () => {
    expect(() => loadConfig("/nonexistent/gramme.yml")).toThrow(/gramme init/u);
  });

  it("lets unknown stay unknown", () => {
    expect(parseConfig(GOOD.replace("FR", "unknown"), "gramme.yml").site?.zone).toBe("unknown");
  });
});

function bomb(): string {
  const rows = Array.from({ length: 9 }, (_, n) => {
    const of = n === 0 ? "lol" : `*a${n - 1}`;
    return `a${n}: &a${n} [${Array.from({ length: 9 }, () => of).join(", ")}]`;
  });
  return rows.join("\n");
}

describe("a first configuration", () => {
  it.each([
    ["an empty folder", []],
    [
      "scripts, models and odd names",
      ["train.py", "train_big model.py", "my model.onnx", "_x.onnx", "package-lock.json"],
    ],
  ])("is valid for %s", (_, files) => {
    const folder = mkdtempSync(join(tmpdir(), "gramme-init-"));
    for (const file of files) writeFileSync(join(folder, file), "");
    const config = parseConfig(firstConfig(folder), "gramme.yml");
    expect(config.workloads.length).toBeGreaterThan(0);
    expect(config.setup).toBe(files.includes("package-lock.json") ? "npm ci" : undefined);
    rmSync(folder, { recursive: true });
  });
});
