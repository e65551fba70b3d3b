import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { eventOf, SHA } from "../../test/world/events.ts";
import { testFolder } from "../../test/world/folder.ts";
import { serveGit } from "../../test/world/git-server.ts";
import { pullRequestRepository, Repository } from "../../test/world/repository.ts";
import type { PullRequestCommits } from "../../test/world/repository.ts";
import { decideBase } from "./base.ts";
import type { Event } from "./event.ts";

const NONE = { base: undefined, token: undefined };

const pullRequest = (at: PullRequestCommits, change: Partial<Event> = {}): Event =>
  eventOf("pull-request", {
    name: "pull_request",
    sha: at.merge,
    ref: "refs/pull/7/merge",
    number: 7,
    head: { sha: at.head, ref: "feature", repository: "acme/model" },
    base: { sha: at.tip, ref: "main" },
    fromFork: false,
    labels: [],
    body: "",
    ...(change as object),
  });

describe("decideBase of a pull request", () => {
  it("takes the first parent of GitHub's merge, and fetches it into a clone of one commit", async () => {
    const { origin, at } = pullRequestRepository();
    const clone = origin.checkout(at.merge, 1);
    const decided = await decideBase(pullRequest(at), clone.folder, NONE);
    expect(decided).toEqual({
      base: at.tip,
      head: at.merge,
      how: "merge-parent",
      notes: [expect.stringContaining("fetched")],
    });
    expect(clone.git("show", `${at.tip}:other.py`)).toBe("main moved on");
    // just enough: the clone is no deeper than it has to be
    expect(clone.git("rev-parse", "--is-shallow-repository")).toBe("true");
    expect(clone.git("rev-list", "--all", "HEAD").split("\n")).toHaveLength(3);
  });

  it("leaves nothing behind but objects", async () => {
    const { origin, at } = pullRequestRepository();
    const clone = origin.checkout(at.merge, 1);
    const trap = join(clone.folder, ".git/hooks/reference-transaction");
    mkdirSync(dirname(trap), { recursive: true });
    writeFileSync(trap, `#!/bin/sh\ntouch '${clone.folder}/sprung'\n`, { mode: 0o755 });
    const before = [clone.git("for-each-ref"), clone.git("config", "--local", "--list")];
    const heads = join(clone.folder, ".git/FETCH_HEAD");
    writeFileSync(heads, "as it was\n");
    await decideBase(pullRequest(at), clone.folder, { base: undefined, token: "t0ken" });
    expect([clone.git("for-each-ref"), clone.git("config", "--local", "--list")]).toEqual(before);
    expect(clone.git("hash-object", heads)).toBe(clone.gitWith("as it was\n", "hash-object", "--stdin"));
    expect(existsSync(join(clone.folder, "sprung"))).toBe(false);
  });

  it("fetches nothing where all is here", async () => {
    const { origin, at } = pullRequestRepository();
    const clone = origin.checkout(at.merge, 0, "file:///nowhere");
    expect(await decideBase(pullRequest(at), clone.folder, NONE)).toEqual({
      base: at.tip,
      head: at.merge,
      how: "merge-parent",
      notes: [],
    });
  });

  it("fetches the parent itself where the merge was replaced by a newer one", async () => {
    const { origin, at } = pullRequestRepository();
    const clone = origin.checkout(at.merge, 1);
    origin.git("update-ref", "-d", "refs/pull/7/merge");
    origin.git("reflog", "expire", "--expire=now", "--all");
    origin.git("gc", "--quiet", "--prune=now");
    const { base, how } = await decideBase(pullRequest(at), clone.folder, NONE);
    expect({ base, how }).toEqual({ base: at.tip, how: "merge-parent" });
  });

  it("takes the place where the branch left main, when the branch itself is checked out", async () => {
    const { origin, at } = pullRequestRepository();
    const clone = origin.checkout(at.head, 1);
    const decided = await decideBase(pullRequest(at), clone.folder, NONE);
    expect(decided).toMatchObject({ base: at.fork, head: at.head, how: "merge-base" });
    expect(decided.notes).toHaveLength(2);
    expect(clone.git("show", `${at.fork}:model.py`)).toBe("fork");
  });

  it("deepens in steps until the histories meet, and not to their start", async () => {
    const origin = new Repository();
    const first = origin.commit({ "a.py": "1" });
    const fork = origin.chain("main", first, 3000);
    const tip = origin.chain("main", fork, 100);
    const head = origin.chain("feature", fork, 60);
    const clone = origin.checkout(head, 1);
    const at = { first, fork, tip, head, merge: SHA.c };
    const decided = await decideBase(pullRequest(at), clone.folder, NONE);
    expect(decided).toMatchObject({ base: fork, how: "merge-base" });
    expect(decided.notes.at(-1)).toBe("fetched up to 160 commits more of history");
    expect(clone.git("rev-parse", "--is-shallow-repository")).toBe("true");
  });

  it("is not led astray by a branch that ends in a merge of its own", async () => {
    const { origin, at } = pullRequestRepository();
    origin.git("checkout", "--quiet", "feature");
    origin.git("merge", "--quiet", "--no-ff", "--message", "main into feature", "main");
    const head = origin.git("rev-parse", "HEAD");
    const clone = origin.checkout(head, 1);
    const decided = await decideBase(pullRequest({ ...at, head }), clone.folder, NONE);
    expect(decided).toMatchObject({ base: at.tip, head, how: "merge-base" });
  });

  it("says so when something else is checked out", async () => {
    const { origin, at } = pullRequestRepository();
    const clone = origin.checkout(at.fork, 1);
    const decided = await decideBase(pullRequest(at), clone.folder, NONE);
    expect(decided).toMatchObject({ base: at.fork, how: "merge-base" });
    expect(decided.notes[0]).toMatch(/neither the merge commit .* nor its head/u);
  });

  it("does not take a merge of anybody's for GitHub's", async () => {
    const { origin, at } = pullRequestRepository();
    const other = origin.git("commit-tree", "-p", at.tip, "-p", at.fork, "-m", "another", `${at.tip}^{tree}`);
    const clone = origin.checkout(other, 0);
    const decided = await decideBase(pullRequest({ ...at, tip: at.first }), clone.folder, NONE);
    expect(decided).toMatchObject({ base: at.first, head: other, how: "merge-base" });
  });

  it("asks for the branch when the fork that is cloned has not its commit", async () => {
    const { origin, at } = pullRequestRepository();
    origin.git("branch", "-m", "main", "$(touch${IFS}x);rm");
    const clone = origin.checkout(at.head, 1);
    const event = pullRequest(at, { base: { sha: SHA.a, ref: "$(touch${IFS}x);rm" } });
    expect(await decideBase(event, clone.folder, NONE)).toMatchObject({ base: at.fork, how: "merge-base" });
  });

  it.each(["--upload-pack=touch${IFS}sprung;", "a b", "*", "x\ny", "+main:main"])(
    "reads the branch %j as nothing but a name",
    async (ref) => {
      const { origin, at } = pullRequestRepository();
      const clone = origin.checkout(at.head, 1);
      const event = pullRequest(at, { base: { sha: SHA.a, ref } });
      await expect(decideBase(event, clone.folder, NONE)).rejects.toThrowError("`fetch-depth: 0`");
      expect(existsSync(join(clone.folder, "sprung"))).toBe(false);
    },
  );

  it("names fetch-depth, and no token, when the remote is gone", async () => {
    const { origin, at } = pullRequestRepository();
    const clone = origin.checkout(at.merge, 1, "https://x-access-token:hunter2@127.0.0.1:1/acme/model");
    const failure = decideBase(pullRequest(at), clone.folder, { base: undefined, token: "s3cret" });
    await expect(failure).rejects.toThrowError(/set `fetch-depth: 2` at actions\/checkout/u);
    await expect(failure).rejects.toThrowError(
      expect.objectContaining({
        message: expect.not.stringMatching(/s3cret|hunter2|eC1hY2Nlc3MtdG9rZW46/u),
      }),
    );
  });

  it("says when histories are unrelated", async () => {
    const { origin, at } = pullRequestRepository();
    origin.git("checkout", "--quiet", "--orphan", "island");
    const head = origin.commit({ "b.py": "1" });
    const clone = origin.checkout(head, 1);
    await expect(decideBase(pullRequest({ ...at, head }), clone.folder, NONE)).rejects.toThrowError(
      /their histories are unrelated/u,
    );
  });

  it("says that a checkout has to come first", async () => {
    const { at } = pullRequestRepository();
    await expect(decideBase(pullRequest(at), testFolder(), NONE)).rejects.toThrowError(
      /is actions\/checkout a step before this one\?/u,
    );
  });

  it("ends as it was told to", async () => {
    const { origin, at } = pullRequestRepository();
    const clone = origin.checkout(at.merge, 1);
    const why = new Error("cancelled");
    await expect(decideBase(pullRequest(at), clone.folder, NONE, AbortSignal.abort(why))).rejects.toBe(why);
  });
});

describe("the token of a fetch", () => {
  it("goes to the server, once, though actions/checkout left another", async () => {
    const { origin, at } = pullRequestRepository();
    const { serverUrl, authorizations } = await serveGit(dirname(origin.folder), "s3cret");
    const clone = origin.checkout(at.merge, 1, `${serverUrl}/${basename(origin.folder)}/.git`);
    clone.git("config", `http.${serverUrl}/.extraheader`, "AUTHORIZATION: basic c3RhbGU=");
    const event = pullRequest(at, { serverUrl });
    const decided = await decideBase(event, clone.folder, { base: undefined, token: "s3cret" });
    expect(decided.base).toBe(at.tip);
    expect(authorizations.length).toBeGreaterThan(0);
    expect(new Set(authorizations.map((given) => given.length))).toEqual(new Set([1]));
  });

  it("goes nowhere else", async () => {
    const { origin, at } = pullRequestRepository();
    const { serverUrl, authorizations } = await serveGit(dirname(origin.folder), "s3cret");
    const clone = origin.checkout(at.merge, 1, `${serverUrl}/${basename(origin.folder)}/.git`);
    await expect(
      decideBase(pullRequest(at), clone.folder, { base: undefined, token: "s3cret" }),
    ).rejects.toThrowError(/fetch-depth: 2.*token that can read/u);
    expect(new Set(authorizations.flat())).toEqual(new Set());
  });

  it("is not in the error of a server that refuses it", async () => {
    const { origin, at } = pullRequestRepository();
    const { serverUrl } = await serveGit(dirname(origin.folder), "another");
    const clone = origin.checkout(at.merge, 1, `${serverUrl}/${basename(origin.folder)}/.git`);
    await expect(
      decideBase(pullRequest(at, { serverUrl }), clone.folder, { base: undefined, token: "s3cret" }),
    ).rejects.toThrowError(
      expect.objectContaining({ message: expect.not.stringMatching(/s3cret|eC1hY2Nlc3MtdG9rZW46/u) }),
    );
  });
});
