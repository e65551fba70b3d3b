import { UserError } from "@gramme/bench";
import { describe, expect, test } from "vitest";
import { STAND_IN } from "../../test/github-stand-in/with-stand-in.fixture.ts";
import type { WithStandIn } from "../../test/github-stand-in/with-stand-in.fixture.ts";
import { readContents } from "./contents.ts";

const it = test.extend<WithStandIn>(STAND_IN);

const REPOSITORY = "gramme/example";
const CONTENTS = "GET /repos/{owner}/{repo}/contents/{path}";
const MOST = { maxBytes: 1000 };

describe("readContents", () => {
  it("reads text at a revision", async ({ hub, github }) => {
    const text = `version: 1\n# ${"é ".repeat(100)}\n`;
    hub.state.put("ci/gramme.yml", "b0", text);
    hub.state.put("ci/gramme.yml", "main", "other");
    expect(await readContents(github, REPOSITORY, "ci/gramme.yml", "b0", MOST)).toBe(text);
  });

  it("finds nothing where there is nothing", async ({ hub, github }) => {
    hub.state.put("gramme.yml", "b0", "");
    expect(await readContents(github, REPOSITORY, "gramme.yml", "b1", MOST)).toBeUndefined();
    expect(await readContents(github, REPOSITORY, "gramme.yml", "b0", MOST)).toBe("");
  });

  it.for([
    ["directory", "a directory"],
    ["symlink", "a symlink"],
    ["submodule", "a submodule"],
  ] as const)("refuses a %s", async ([kind, found], { hub, github }) => {
    hub.state.put("gramme.yml", "b0", "target", kind);
    const read = readContents(github, REPOSITORY, "gramme.yml", "b0", MOST);
    await expect(read).rejects.toThrow(UserError);
    await expect(read).rejects.toThrow(`gramme.yml at b0 is ${found}; a file would be right`);
  });

  it("takes as many bytes as it may, and not one more", async ({ hub, github }) => {
    hub.state.put("gramme.yml", "b0", "x".repeat(1000));
    hub.state.put("gramme.yml", "b1", "x".repeat(1001));
    expect(await readContents(github, REPOSITORY, "gramme.yml", "b0", MOST)).toHaveLength(1000);
    await expect(readContents(github, REPOSITORY, "gramme.yml", "b1", MOST)).rejects.toThrow(
      "gramme.yml at b1 has 1001 bytes; at most 1000 would be right",
    );
  });

  it("says how much GitHub itself gives", async ({ hub, github }) => {
    hub.state.put("gramme.yml", "b0", "x".repeat(1_000_001));
    await expect(readContents(github, REPOSITORY, "gramme.yml", "b0", { maxBytes: 1e9 })).rejects.toThrow(
      "at most 1000000 would be right",
    );
  });

  it("refuses what is no text", async ({ hub, github }) => {
    hub.state.put("gramme.yml", "b0", Uint8Array.of(0xff, 0xfe));
    await expect(readContents(github, REPOSITORY, "gramme.yml", "b0", MOST)).rejects.toThrow(
      "no text in UTF-8",
    );
  });

  it.for(["", "/gramme.yml", "../gramme.yml", "a//b", "a/./b"])(
    "refuses the path %j",
    async (path, { hub, github }) => {
      await expect(readContents(github, REPOSITORY, path, "b0", MOST)).rejects.toThrow(
        "is no path inside a repository",
      );
      expect(hub.requests).toEqual([]);
    },
  );

  it("names the permission that is missing", async ({ hub, github }) => {
    hub.fault(CONTENTS, { kind: "forbidden" });
    await expect(readContents(github, REPOSITORY, "gramme.yml", "b0", MOST)).rejects.toMatchObject({
      permission: "contents: read",
    });
  });
});
