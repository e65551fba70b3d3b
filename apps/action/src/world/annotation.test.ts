import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EXIT, loadConfig, UserError } from "@gramme/bench";
import { GrammeError } from "@gramme/core";
import { describe, expect, it, vi } from "vitest";
import { testFolder } from "../../test/world/folder.ts";
import { annotate, annotationsOf } from "./annotation.ts";
import type { Annotation, Places } from "./annotation.ts";
import { lineOfWorkload } from "./line-of-workload.ts";

const PLACES: Places = { workspace: "/workspace/model" };

const CONFIG = `version: 1
workloads:
  - phase: training
    name: digits
    run: node train.ts
    per: step
    units: 1
  - { name: "reply", phase: inference, run: x, inferences: 1 }
`;

describe("annotationsOf", () => {
  it("puts each complaint of a configuration beside its line", () => {
    const workspace = testFolder();
    const tree = testFolder();
    mkdirSync(join(tree, "ml"));
    writeFileSync(
      join(tree, "ml/gramme.yml"),
      CONFIG.replace("version: 1", "version: 2").replace("per:", "pr:"),
    );
    let thrown: unknown;
    try {
      loadConfig(join(tree, "ml/gramme.yml"));
    } catch (error) {
      thrown = error;
    }
    expect(annotationsOf(thrown, { workspace, laidOut: new Map([[tree, ""]]) })).toEqual([
      expect.objectContaining({
        level: "error",
        title: "Gramme cannot use what it was given",
        file: "ml/gramme.yml",
        line: 1,
        column: 1,
        message: expect.stringMatching(/^version: /u),
      }),
      expect.objectContaining({
        file: "ml/gramme.yml",
        line: 6,
        column: 5,
        message: expect.stringMatching(/unknown key "pr"/u),
      }),
    ]);
  });

  it.each<[string, Partial<Annotation>]>([
    ["gramme.yml:3:5: site: no", { file: "gramme.yml", line: 3, column: 5, message: "site: no" }],
    [`${PLACES.workspace}/a/b.yml:1:2: x: y:3:4: z`, { file: "a/b.yml", message: "x: y:3:4: z" }],
    ["/laid-out/base/gramme.yml:1:2: no", { file: "sub/gramme.yml", line: 1 }],
    ["/etc/passwd:1:2: no", { message: "/etc/passwd:1:2: no" }],
    ["../up.yml:1:2: no", { message: "../up.yml:1:2: no" }],
    ["a.yml:1: no", { message: "a.yml:1: no" }],
    ["", { message: "(nothing was said)" }],
  ])("reads %j", (message, expected) => {
    const places = { ...PLACES, laidOut: new Map([["/laid-out/base", "sub"]]) };
    const [annotation, ...more] = annotationsOf(new UserError(message), places);
    expect(more).toEqual([]);
    expect(annotation).toMatchObject(expected);
    expect(Object.hasOwn(annotation ?? {}, "file")).toBe(expected.file !== undefined);
  });

  it("keeps what follows a complaint with it, and what comes before apart", () => {
    const error = new UserError("two are wrong:\na.yml:1:2: one\n  more of it\nb.yml:3:4: two");
    expect(annotationsOf(error, PLACES).map(({ message, file }) => [file, message])).toEqual([
      [undefined, "two are wrong:"],
      ["a.yml", "one\n  more of it"],
      ["b.yml", "two"],
    ]);
  });

  it("says ten at most, and how many more there are", () => {
    const lines = Array.from({ length: 14 }, (_, n) => `a.yml:${n + 1}:1: wrong`);
    const notes = annotationsOf(new UserError(lines.join("\n")), PLACES);
    expect(notes).toHaveLength(10);
    expect(notes.at(-1)).toMatchObject({ line: 10, message: "wrong\n(and 4 more)" });
  });

  it("shows a workload that failed where gramme.yml names it", () => {
    const error = new UserError(
      'workload "reply" failed with exit code 1: x\nits last output:\n  train.py:3:5: no',
      EXIT.workload,
    );
    const config = { file: "gramme.yml", text: CONFIG };
    expect(annotationsOf(error, { ...PLACES, config })).toEqual([
      {
        level: "error",
        title: "Gramme could not measure",
        message: error.message,
        file: "gramme.yml",
        line: 8,
        column: 13,
      },
    ]);
    expect(annotationsOf(error, PLACES)[0]).not.toHaveProperty("file");
  });

  it("names the folder of a full disk, wherever in the causes that stands", () => {
    const cause = Object.assign(new Error("ENOSPC: no space left on device, write"), {
      code: "ENOSPC",
      path: "/mnt/small/base/x",
    });
    const notes = annotationsOf(new UserError("cannot lay out", EXIT.revision, { cause }), PLACES);
    expect(notes).toEqual([
      {
        level: "error",
        title: "The disk is full",
        message: expect.stringMatching(/^No space is left in \/mnt\/small\/base: .*Free some/u),
      },
    ]);
    const words = new UserError("git archive: fatal: write error: No space left on device");
    expect(annotationsOf(words, PLACES)[0]?.message).toContain(`No space is left in ${tmpdir()}`);
    const ring = new Error("a");
    ring.cause = ring;
    expect(annotationsOf(ring, PLACES)[0]?.title).toBe("Gramme failed");
  });

  it.each<[unknown, string, RegExp]>([
    [
      new GrammeError("unknown-zone", 'site.zone: unknown zone "XX"'),
      "Gramme cannot use what it was given",
      /XX/u,
    ],
    [
      new TypeError("x is not a function"),
      "Gramme failed",
      /^TypeError: x is not a function\nThis is a bug/u,
    ],
    ["thrown text", "Gramme failed", /^thrown text/u],
    [undefined, "Gramme failed", /^undefined/u],
  ])("says what %s is", (error, title, message) => {
    expect(annotationsOf(error, { ...PLACES, level: "warning" })).toEqual([
      { level: "warning", title, message: expect.stringMatching(message) },
    ]);
  });

  it("takes colours out, and cuts what is long", () => {
    const [note] = annotationsOf(new UserError(`\u001B[31mred\u001B[0m ${"x".repeat(9000)}`), PLACES);
    expect(note?.message).toMatch(/^red x+…$/u);
    expect(note?.message).toHaveLength(4000);
  });
});

describe("annotate", () => {
  it("writes one command, whatever the message holds", () => {
    const written: unknown[] = [];
    const write = vi.spyOn(process.stdout, "write").mockImplementation((text) => written.push(text) > 0);
    annotate({
      level: "warning",
      title: "a,b::c\n::set-output name=x::y",
      message: "100 %\n::error::no",
      file: "a:b.yml",
      line: 3,
      column: 5,
    });
    annotate({ level: "notice", title: "t", message: "m" });
    write.mockRestore();
    expect(written.join("")).toBe(
      "::warning title=a%2Cb%3A%3Ac%0A%3A%3Aset-output name=x%3A%3Ay,file=a%3Ab.yml,line=3,col=5::100 %25%0A::error::no\n" +
        "::notice title=t::m\n",
    );
  });
});

describe("lineOfWorkload", () => {
  it.each([
    ["digits", { line: 4, column: 11 }],
    ["reply", { line: 8, column: 13 }],
    ["nobody", undefined],
  ])("finds %s at %j", (name, place) => {
    expect(lineOfWorkload(CONFIG, name)).toEqual(place);
  });

  it.each(["", "[", "workloads: 3", "workloads: [1, { name: [digits] }]", "- a", "a: b: c"])(
    "finds nothing in %j",
    (text) => {
      expect(lineOfWorkload(text, "digits")).toBeUndefined();
    },
  );
});
