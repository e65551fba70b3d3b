import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { pullRequestRepository, Repository } from "../../test/world/repository.ts";
import { changedFiles, relevantFiles } from "./relevant-paths.ts";

describe("changedFiles", () => {
  it("names what a change touches, and both names of what it moves", () => {
    const repository = new Repository();
    const base = repository.commit({
      "a.py": "1",
      "long enough to be found.py": "x\n".repeat(50),
      "c.py": "1",
    });
    repository.git("mv", "long enough to be found.py", "moved.py");
    repository.git("rm", "--quiet", "c.py");
    const head = repository.commit({ "a.py": "2", "neu/ünï\n\"code'.py": "1", "-q": "1" });
    expect(changedFiles(repository.folder, base, head).toSorted()).toEqual(
      ["-q", "a.py", "c.py", "long enough to be found.py", "moved.py", "neu/ünï\n\"code'.py"].toSorted(),
    );
    expect(changedFiles(repository.folder, head, head)).toEqual([]);
  });

  it("sees a submodule move, whatever the change's own .gitmodules says of it", () => {
    const repository = new Repository();
    const [one, two] = ["1".repeat(40), "2".repeat(40)];
    repository.git("update-index", "--add", "--cacheinfo", `160000,${one},vendor/model`);
    repository.git("commit", "--quiet", "--message", "one");
    const base = repository.git("rev-parse", "HEAD");
    const modules = '[submodule "vendor/model"]\n\tpath = vendor/model\n\turl = x\n\tignore = all\n';
    const blob = repository.gitWith(modules, "hash-object", "-w", "--stdin");
    repository.git("update-index", "--add", "--cacheinfo", `100644,${blob},.gitmodules`);
    repository.git("update-index", "--cacheinfo", `160000,${two},vendor/model`);
    repository.git("commit", "--quiet", "--message", "two");
    repository.git("checkout", "--quiet", "HEAD", "--", ".gitmodules");
    const files = changedFiles(repository.folder, base, "HEAD");
    expect(files).toEqual([".gitmodules", "vendor/model"]);
    expect(relevantFiles(files, ["vendor/model/**"], "gramme.yml")).toEqual(["vendor/model"]);
    expect(relevantFiles(files, undefined, "gramme.yml")).toEqual(files);
  });

  it("leaves nothing out for a setting of the user's, nor in a folder", () => {
    const repository = new Repository();
    const base = repository.commit({ "a.py": "1", "sub/b.py": "1" });
    const head = repository.commit({ "a.py": "2", "sub/b.py": "2" });
    repository.git("config", "diff.relative", "true");
    repository.git("config", "diff.ignoreSubmodules", "all");
    expect(changedFiles(join(repository.folder, "sub"), base, head)).toEqual(["a.py", "sub/b.py"]);
  });

  it("compares shallow commits that share no history", () => {
    const { origin, at } = pullRequestRepository();
    const clone = origin.checkout(at.head, 1);
    clone.git("fetch", "--quiet", "--depth=1", "origin", at.fork);
    expect(changedFiles(clone.folder, at.fork, at.head)).toEqual(["model.py"]);
  });

  it("says what git says", () => {
    const { origin, at } = pullRequestRepository();
    expect(() => changedFiles(origin.folder, "--output=x", at.head)).toThrowError(/^git diff-tree: /u);
  });
});

describe("relevantFiles, when nothing is configured", () => {
  it.each([
    "src/model.py",
    "requirements.txt",
    "data/corpus.txt",
    "prompts/system.md",
    "models/README.py",
    "src/license.py",
    "package-lock.json",
    ".gitattributes",
    ".env",
    ".github/actions/train/action.yml",
    ".github/scripts/train.sh",
    "docs/conf.py",
    "docs/example.ipynb",
    "Makefile",
    "gramme.yml",
  ])("counts %s", (file) => {
    expect(relevantFiles([file], undefined, "gramme.yml")).toEqual([file]);
  });

  it.each([
    "README.md",
    "ARCHITECTURE.md",
    "packages/core/README.md",
    "packages/core/CHANGELOG.rst",
    "docs/guide/start.md",
    "LICENSE",
    "LICENSE-APACHE",
    "vendor/LICENCE.txt",
    "NOTICE",
    ".gitignore",
    "packages/core/.gitignore",
    ".editorconfig",
    ".github/workflows/ci.yml",
    ".github/ISSUE_TEMPLATE/bug.yml",
    ".github/dependabot.yml",
    ".github/CODEOWNERS",
    "CODEOWNERS",
    ".github/PULL_REQUEST_TEMPLATE.md",
  ])("does not count %s", (file) => {
    expect(relevantFiles([file, "x.py"], undefined, "gramme.yml")).toEqual(["x.py"]);
  });
});

describe("relevantFiles, by globs", () => {
  it.each<[readonly string[], readonly string[]]>([
    [["src/**"], ["src/a.py", "src/.hidden/b.py"]],
    [
      ["**/*.py", "!src/a.py"],
      ["src/.hidden/b.py", "c.py"],
    ],
    [
      ["**", "!src/**", "src/a.py"],
      ["src/a.py", "c.py", "data.bin"],
    ],
    [["!src/**"], ["c.py", "data.bin"]],
    [["/src/"], ["src/a.py", "src/.hidden/b.py"]],
    [["./c.py"], ["c.py"]],
    [["SRC/**"], []],
    [["*.{py,bin}"], ["c.py", "data.bin"]],
    [["src"], []],
  ])("%j takes %j", (globs, expected) => {
    const files = ["src/a.py", "src/.hidden/b.py", "c.py", "data.bin"];
    expect(relevantFiles(files, globs, "gramme.yml")).toEqual(expected);
  });

  it("always counts the configuration, wherever it stands", () => {
    expect(relevantFiles(["ml/gramme.yml", "gramme.yml"], ["!**/*.yml"], "ml/gramme.yml")).toEqual([
      "ml/gramme.yml",
    ]);
  });
});
