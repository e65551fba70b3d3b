import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { eventOf, SHA } from "../../test/world/events.ts";
import { pullRequestRepository } from "../../test/world/repository.ts";
import type { PullRequestCommits } from "../../test/world/repository.ts";
import { decideBase } from "./base.ts";
import type { Event } from "./event.ts";

const NONE = { base: undefined, token: undefined };

const push = (before: string | undefined, after: string, forced?: boolean): Event =>
  eventOf("push", { before, after, forced });

describe("decideBase of a push", () => {
  it("takes where the branch stood, and fetches that", async () => {
    const { origin, at } = pullRequestRepository();
    const clone = origin.checkout(at.tip, 1);
    expect(await decideBase(push(at.first, at.tip, false), clone.folder, NONE)).toMatchObject({
      base: at.first,
      head: at.tip,
      how: "before",
      notes: [expect.stringContaining(at.first.slice(0, 12))],
    });
    expect(clone.git("show", `${at.first}:gramme.yml`)).toBe("version: 1");
  });

  it("takes it unfetched where it is an ancestor that is here", async () => {
    const { origin, at } = pullRequestRepository();
    const clone = origin.checkout(at.tip, 0, "file:///nowhere");
    expect(await decideBase(push(at.first, at.tip), clone.folder, NONE)).toMatchObject({
      base: at.first,
      how: "before",
      notes: [],
    });
  });

  it.each<[string, (at: PullRequestCommits) => Event, RegExp]>([
    ["a new branch", (at) => push(undefined, at.tip, false), /branch is new/u],
    ["rewritten history", (at) => push(at.head, at.tip, true), /history was rewritten/u],
    ["a commit that is gone", (at) => push(SHA.a, at.tip, false), /cannot be fetched/u],
    ["one that is no ancestor", (at) => push(at.head, at.tip), /no ancestor that is here/u],
  ])("takes the commit before, for %s", async (_what, event, note) => {
    const { origin, at } = pullRequestRepository();
    const clone = origin.checkout(at.tip, 1);
    const decided = await decideBase(event(at), clone.folder, NONE);
    expect(decided).toMatchObject({ base: at.fork, how: "parent" });
    expect(decided.notes.join("\n")).toMatch(note);
    expect(clone.git("show", `${at.fork}:model.py`)).toBe("fork");
  });

  it("has nothing to compare the first commit with", async () => {
    const { origin, at } = pullRequestRepository();
    const clone = origin.checkout(at.first, 1);
    expect(await decideBase(push(undefined, at.first), clone.folder, NONE)).toMatchObject({
      base: undefined,
      head: at.first,
      how: "none",
    });
  });
});

describe("decideBase of the rest", () => {
  it("takes what a merge group is put on", async () => {
    const { origin, at } = pullRequestRepository();
    const clone = origin.checkout(at.merge, 1);
    const event = eventOf("merge-group", { name: "merge_group", base: at.tip, head: at.merge });
    expect(await decideBase(event, clone.folder, NONE)).toMatchObject({ base: at.tip, how: "merge-group" });
    const gone = eventOf("merge-group", { name: "merge_group", base: SHA.a, head: at.merge });
    await expect(decideBase(gone, clone.folder, NONE)).rejects.toThrowError(/fetch-depth: 0/u);
  });

  it.each(["schedule", "workflow-dispatch", "other"] as const)("has none for %s", async (kind) => {
    const { origin, at } = pullRequestRepository();
    const clone = origin.checkout(at.tip, 1);
    expect(await decideBase(eventOf(kind, { name: kind }), clone.folder, NONE)).toEqual({
      base: undefined,
      head: at.tip,
      how: "none",
      notes: [expect.stringContaining("head is measured alone")],
    });
  });

  it.each<[string, (at: PullRequestCommits) => string]>([
    ["HEAD", (at) => at.tip],
    ["feature", (at) => at.head],
    ["origin/feature", (at) => at.head],
    ["refs/pull/7/head", (at) => at.head],
    ["v1;rm -rf $HOME".replaceAll(" ", "-"), (at) => at.first],
    ["--odd", (at) => at.first],
  ])("takes the input %s", async (base, expected) => {
    const { origin, at } = pullRequestRepository();
    origin.git("tag", "--annotate", "--message", "v1", "v1;rm--rf-$HOME", at.first);
    origin.git("update-ref", "refs/heads/--odd", at.first);
    const clone = origin.checkout(at.tip, 1);
    const decided = await decideBase(push(at.fork, at.tip), clone.folder, { ...NONE, base });
    expect(decided).toMatchObject({ base: expected(at), head: at.tip, how: "input" });
  });

  it("takes a full id, and a revision that is here", async () => {
    const { origin, at } = pullRequestRepository();
    const clone = origin.checkout(at.tip, 2);
    const event = push(at.fork, at.tip);
    expect(await decideBase(event, clone.folder, { ...NONE, base: at.head })).toMatchObject({
      base: at.head,
    });
    expect(await decideBase(event, clone.folder, { ...NONE, base: "HEAD^1" })).toMatchObject({
      base: at.fork,
    });
  });

  it.each(["nowhere", "HEAD~9", "x:y", ":/model", "--upload-pack=touch sprung", SHA.a])(
    "says that there is no %s, and what is fetched",
    async (base) => {
      const { origin, at } = pullRequestRepository();
      const clone = origin.checkout(at.tip, 1);
      await expect(decideBase(push(at.fork, at.tip), clone.folder, { ...NONE, base })).rejects.toThrowError(
        /fetch-depth: 0/u,
      );
      expect(existsSync(join(clone.folder, "sprung"))).toBe(false);
    },
  );
});
