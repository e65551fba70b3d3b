import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadConfig } from "../config/load-config.ts";
import { comparisonText } from "../report/comparison-text.ts";
import { benchAgainst } from "./bench-against.ts";

import {
  burn,
  config,
  git,
  nothingLeft,
  options,
  refusal,
  repository,
  withRepository,
} from "./repository.fixture.ts";

withRepository();

/** A port below those that systems give to whoever connects somewhere: nobody else gets it meanwhile. */
async function freePort(): Promise<number> {
  for (let port = 20_000 + (process.pid % 10_000); ; port += 1) {
    const probe = createServer();
    const free = await new Promise<boolean>((resolve) => {
      probe.once("error", () => resolve(false)).listen(port, "127.0.0.1", () => resolve(true));
    });
    if (!free) continue;
    await new Promise((resolve) => probe.close(resolve));
    return port;
  }
}

describe("arms that are not alike, or do not end well", () => {
  it("measures head alone in a folder that base does not have", async () => {
    mkdirSync(join(repository, "fresh"));
    writeFileSync(
      join(repository, "fresh/gramme.yml"),
      `version: 1\nworkloads: [{ name: a, phase: training, run: ${process.execPath} ../ml/heavy.cjs }]\n`,
    );
    const result = await benchAgainst(loadConfig(join(repository, "fresh/gramme.yml")), "HEAD", options);
    expect(result.base_error).toContain("base does not have the folder");
    expect(result.workloads.map(({ name }) => name)).toEqual(["a"]);
    rmSync(join(repository, "fresh"), { recursive: true });
    nothingLeft();
  });

  it("says that base's definition counts where head cannot run it and says something else", async () => {
    config();
    const text = readFileSync(join(repository, "ml/gramme.yml"), "utf8");
    writeFileSync(join(repository, "ml/gramme.yml"), text.replace("heavy.cjs", "renamed.cjs"));
    renameSync(join(repository, "ml/heavy.cjs"), join(repository, "ml/renamed.cjs"));
    const error = await refusal("HEAD");
    expect(error.message).toContain('in head: workload "heavy" failed');
    expect(error.message).toContain("give it another name");
    renameSync(join(repository, "ml/renamed.cjs"), join(repository, "ml/heavy.cjs"));
    config();
  });

  it("runs a pair once more that failed after good ones, and blames neither base nor head for one accident", async () => {
    const folder = mkdtempSync(join(tmpdir(), "gramme-count-"));
    const count = join(folder, "runs");
    const failing = (which: string): string =>
      `const fs = require("node:fs"); fs.appendFileSync(${JSON.stringify(count)}, "x");
const run = fs.readFileSync(${JSON.stringify(count)}, "utf8").length; if (${which}) process.exit(9);\n${burn(20)}`;
    writeFileSync(join(repository, "ml/heavy.cjs"), failing("run === 7"));
    git("commit", "--quiet", "--all", "-m", "fails once");
    const loaded = loadConfig(join(repository, "ml/gramme.yml"));
    const once = await benchAgainst(loaded, "HEAD", options);
    expect(once.base_error).toBeUndefined();
    expect(once.comparisons[0]?.pairs).toBe(8);

    writeFileSync(join(repository, "ml/heavy.cjs"), failing("run >= 7"));
    git("commit", "--quiet", "--all", "--amend", "-m", "fails for good");
    rmSync(count);
    await expect(benchAgainst(loaded, "HEAD", options)).rejects.toThrow(/twice, after \d+ good pair/u);
    rmSync(folder, { recursive: true });
    git("reset", "--quiet", "--hard", "HEAD~1");
    writeFileSync(join(repository, "ml/heavy.cjs"), `require("./more.cjs");\n${burn(30)}`);
    writeFileSync(join(repository, "ml/more.cjs"), burn(30));
  });

  it("lists workloads that one arm alone has", async () => {
    writeFileSync(
      join(repository, "ml/gramme.yml"),
      `version: 1
gate: { max-pairs: 6 }
workloads:
  - { name: heavy, phase: training, run: ${process.execPath} heavy.cjs }
  - { name: new-one, phase: training, run: "true" }
`,
    );
    const result = await benchAgainst(loadConfig(join(repository, "ml/gramme.yml")), "HEAD", options);
    expect(result.only_in).toEqual({ base: [], head: ["new-one"] });
    expect(result.comparisons.map(({ name }) => name)).toEqual(["heavy"]);
    config();
  });

  it("counts base's gramme.yml, also where the working tree asks for less", async () => {
    writeFileSync(
      join(repository, "ml/gramme.yml"),
      `version: 1
gate: { max-pairs: 6, threshold: 90% }
workloads:
  - { name: heavy, phase: training, run: "true" }
`,
    );
    const result = await benchAgainst(loadConfig(join(repository, "ml/gramme.yml")), "HEAD", options);
    expect(result.comparisons[0]).toMatchObject({ verdict: "regression", threshold: 0.05, pairs: 8 });
    expect(result.config_changes?.map(({ path }) => path)).toEqual([
      "gate.max-pairs",
      "gate.threshold",
      "workloads.heavy.run",
    ]);
    expect(comparisonText(result)).toContain("gate.threshold");
    config();
  });

  it("measures head alone where base cannot be prepared, or does not run", async () => {
    const broken = (file: string, text: string): string => {
      writeFileSync(join(repository, "ml", file), text);
      git("add", `ml/${file}`);
      git("commit", "--quiet", "-m", "broken");
      return git("rev-parse", "HEAD");
    };
    const base = broken("heavy.cjs", "process.exit(3);\n");
    writeFileSync(join(repository, "ml/heavy.cjs"), burn(30));
    const alone = await benchAgainst(loadConfig(join(repository, "ml/gramme.yml")), base, options);
    expect(alone.comparisons).toEqual([]);
    expect(alone.workloads.map(({ name }) => name)).toEqual(["heavy"]);
    expect(alone.base_error).toMatch(/^in base: workload "heavy" failed with exit code 3/u);
    expect(comparisonText(alone)).toContain("in base: workload");

    const unbuilt = broken(
      "gramme.yml",
      `setup: exit 5\n${readFileSync(join(repository, "ml/gramme.yml"), "utf8")}`,
    );
    config();
    const unprepared = await benchAgainst(loadConfig(join(repository, "ml/gramme.yml")), unbuilt, options);
    expect(unprepared.workloads.map(({ name }) => name)).toEqual(["heavy"]);
    expect(unprepared.base_error).toContain("set-up of base failed with exit code 5");
    nothingLeft();
    git("reset", "--quiet", "--hard", "HEAD~2");
    writeFileSync(join(repository, "ml/heavy.cjs"), `require("./more.cjs");\n${burn(30)}`);
    writeFileSync(join(repository, "ml/more.cjs"), burn(30));
  });

  it("compares a commit with itself, and says what floor the machine shows", async () => {
    const { comparisons } = await benchAgainst(loadConfig(join(repository, "ml/gramme.yml")), "HEAD", {
      ...options,
      head: "HEAD",
    });
    expect(comparisons[0]?.floor_seen).toBeGreaterThanOrEqual(0);
    expect(comparisons[0]?.verdict).not.toBe("regression");
  });

  it("goes one after another where the arms do not run beside each other, and says why", async () => {
    // a port is what the second who wants it cannot have; held for many turns, or they might just miss each other
    const port = await freePort();
    const exclusive = `const server = require("node:net").createServer(); server.listen(${port}, "127.0.0.1", () => { work(); server.close(); });
function work() { ${burn(120)} }\n`;
    writeFileSync(join(repository, "ml/heavy.cjs"), exclusive);
    git("commit", "--quiet", "--all", "-m", "exclusive");
    const { comparisons } = await benchAgainst(
      loadConfig(join(repository, "ml/gramme.yml")),
      "HEAD",
      options,
    );
    expect(comparisons[0]?.pairing).toBe("one-after-another");
    // which of the two reasons depends on whether this machine can make processes stand still
    expect(comparisons[0]?.pairing_why).toMatch(
      /do not run well beside each other|can make processes stand still/u,
    );
    expect(comparisons[0]?.pairs).toBeGreaterThan(0);
    git("reset", "--quiet", "--hard", "HEAD~1");
    writeFileSync(join(repository, "ml/heavy.cjs"), `require("./more.cjs");\n${burn(30)}`);
    writeFileSync(join(repository, "ml/more.cjs"), burn(30));
  });

  it("gives what it has when it is cancelled, and throws the reason when it has nothing yet", async () => {
    const loaded = loadConfig(join(repository, "ml/gramme.yml"));
    const later = new AbortController();
    const step = (text: string): void => {
      if (text.includes("pair 2")) later.abort(new Error("enough"));
    };
    const result = await benchAgainst(loaded, "HEAD", {
      ...options,
      signal: later.signal,
      progress: { step, note: () => {} },
    });
    expect(result).toMatchObject({ partial: true, partial_why: "cancelled" });
    expect(result.comparisons[0]?.pairs).toBe(2);
    nothingLeft();

    const early = AbortSignal.abort(new Error("at once"));
    await expect(benchAgainst(loaded, "HEAD", { ...options, signal: early })).resolves.toMatchObject({
      partial: true,
      workloads: [],
    });
    nothingLeft();
  });
});
