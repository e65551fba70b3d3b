import { describe, expect, test } from "vitest";
import { STAND_IN, stillTime } from "../../test/github-stand-in/with-stand-in.fixture.ts";
import type { WithStandIn } from "../../test/github-stand-in/with-stand-in.fixture.ts";
import { openClient } from "./client.ts";
import { GitHubBusy, GitHubRefused, GitHubUnreachable } from "./github-error.ts";
import { commentMarker, commentRoom, LONGEST_COMMENT, putComment } from "./sticky-comment.ts";

const it = test.extend<WithStandIn>(STAND_IN);

const LIST = "GET /repos/{owner}/{repo}/issues/{issue_number}/comments";
const CREATE = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
const EDIT = "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}";
const DELETE = "DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}";
const OURS = "github-actions[bot]";
const COMMENT = { repository: "gramme/example", number: 7, key: "check", body: "**+3 %**" };
const WHOLE = "<!-- gramme:check -->\n**+3 %**";

describe("putComment", () => {
  it("creates the comment, with its marker first", async ({ hub, github }) => {
    hub.state.openPull({ number: 7 });
    const put = await putComment(github, COMMENT);
    expect(hub.state.commentsOf(7)).toMatchObject([{ id: put.id, body: WHOLE, author: OURS }]);
    expect(put).toMatchObject({ made: "created", url: expect.stringContaining(`#issuecomment-${put.id}`) });
  });

  it("edits in place, and writes nothing when nothing changed", async ({ hub, github }) => {
    hub.state.openPull({ number: 7 });
    const { id } = await putComment(github, COMMENT);
    expect(await putComment(github, { ...COMMENT, body: "**+4 %**" })).toMatchObject({ id, made: "edited" });
    const before = hub.requests.length;
    expect(await putComment(github, { ...COMMENT, body: "**+4 %**" })).toMatchObject({
      id,
      made: "unchanged",
    });
    expect(hub.requests.slice(before).map(({ route }) => route)).toEqual([LIST]);
    expect(hub.state.commentsOf(7)).toMatchObject([{ id, body: "<!-- gramme:check -->\n**+4 %**" }]);
  });

  it("takes other line ends and a lost last line break for the same", async ({ hub, github }) => {
    hub.state.openPull({ number: 7 });
    hub.state.comment(7, "<!-- gramme:check -->\r\na\r\nb", OURS);
    expect(await putComment(github, { ...COMMENT, body: "a\nb\n" })).toMatchObject({ made: "unchanged" });
  });

  it("keeps a comment for each key", async ({ hub, github }) => {
    hub.state.openPull({ number: 7 });
    await putComment(github, COMMENT);
    await putComment(github, { ...COMMENT, key: "check-2" });
    await putComment(github, { ...COMMENT, key: "check-2" });
    expect(hub.state.commentsOf(7)).toHaveLength(2);
  });

  it.for([
    ["a person's", "mallory", WHOLE],
    ["another app's", "gramme[bot]", WHOLE],
    ["one that quotes it", OURS, `> ${WHOLE}`],
    ["one of another key", OURS, "<!-- gramme:check2 -->\n**+3 %**"],
  ] as const)("leaves the marker in %s comment alone", async ([, author, body], { hub, github }) => {
    hub.state.openPull({ number: 7 });
    const theirs = hub.state.comment(7, body, author);
    const put = await putComment(github, COMMENT);
    expect(put.id).not.toBe(theirs.id);
    expect(hub.state.commentsOf(7)).toMatchObject([{ id: theirs.id, body }, { id: put.id }]);
  });

  it("finds its own among 250 comments on three pages", async ({ hub, github }) => {
    hub.state.openPull({ number: 7 });
    for (let index = 0; index < 240; index++) hub.state.comment(7, `remark ${index}`);
    const ours = hub.state.comment(7, "<!-- gramme:check -->\nold", OURS);
    for (let index = 0; index < 9; index++) hub.state.comment(7, `late remark ${index}`);
    expect(await putComment(github, COMMENT)).toMatchObject({ id: ours.id, made: "edited" });
    expect(hub.requests.map(({ route }) => route)).toEqual([LIST, LIST, LIST, EDIT]);
    expect(hub.state.commentsOf(7)).toHaveLength(250);
  });

  it("writes as whoever it is told to be", async ({ hub, github }) => {
    hub.state.openPull({ number: 7 });
    const mine = hub.state.comment(7, "<!-- gramme:check -->\nold", "Ada");
    hub.state.comment(7, "<!-- gramme:check -->\nold", OURS);
    expect(await putComment(github, { ...COMMENT, login: "ada" })).toMatchObject({
      id: mine.id,
      made: "edited",
    });
    expect(hub.state.commentsOf(7)).toHaveLength(2);
  });

  it("refuses a body that GitHub would refuse, and takes the longest that it takes", async ({
    hub,
    github,
  }) => {
    hub.state.openPull({ number: 7 });
    const room = commentRoom("check");
    expect(room + commentMarker("check").length).toBe(LONGEST_COMMENT);
    await expect(putComment(github, { ...COMMENT, body: "x".repeat(room + 1) })).rejects.toThrow(
      `the comment has ${room + 1} characters; at most ${room} would be right`,
    );
    expect(hub.requests).toEqual([]);
    expect(await putComment(github, { ...COMMENT, body: "x".repeat(room) })).toMatchObject({
      made: "created",
    });
  });

  it.for(["", "a b", "a-->", "../x", `x${"y".repeat(100)}`])(
    "refuses the key %j",
    async (key, { github }) => {
      await expect(putComment(github, { ...COMMENT, key })).rejects.toThrow("key of a comment is");
    },
  );
});

describe("two jobs at once", () => {
  it.for(Array.from({ length: 10 }, (_, index) => index))(
    "end in one comment (%i)",
    async (_, { hub, github }) => {
      hub.state.openPull({ number: 7 });
      await Promise.all([
        putComment(github, { ...COMMENT, body: "one" }),
        putComment(github, { ...COMMENT, body: "two" }),
        putComment(github, { ...COMMENT, body: "three" }),
      ]);
      const left = hub.state.commentsOf(7);
      expect(left).toHaveLength(1);
      expect(left[0]?.body).toMatch(/^<!-- gramme:check -->\n(one|two|three)$/u);
    },
  );

  it("keep the oldest when both have looked before either wrote", async ({ hub, github }) => {
    hub.state.openPull({ number: 7 });
    let other = 0;
    const happens = (): void => void (other = hub.state.comment(7, "<!-- gramme:check -->\nother", OURS).id);
    hub.fault(CREATE, { kind: "meanwhile", happens });
    expect(await putComment(github, COMMENT)).toMatchObject({ id: other, made: "edited" });
    expect(hub.state.commentsOf(7)).toMatchObject([{ id: other, body: WHOLE }]);
  });

  it("clear away what races before have left", async ({ hub, github }) => {
    hub.state.openPull({ number: 7 });
    const [oldest] = ["a", "b", "c"].map((body) =>
      hub.state.comment(7, `<!-- gramme:check -->\n${body}`, OURS),
    );
    hub.fault(DELETE, { kind: "missing" });
    await putComment(github, COMMENT);
    await putComment(github, COMMENT);
    expect(hub.state.commentsOf(7)).toMatchObject([{ id: oldest?.id, body: WHOLE }]);
  });
});

describe("a comment that goes while it is edited", () => {
  it("is created again", async ({ hub, github }) => {
    hub.state.openPull({ number: 7 });
    const old = hub.state.comment(7, "<!-- gramme:check -->\nold", OURS);
    hub.fault(EDIT, { kind: "meanwhile", happens: (state) => void state.deleteComment(old.id) });
    const put = await putComment(github, COMMENT);
    expect(put.made).toBe("created");
    expect(hub.state.commentsOf(7)).toMatchObject([{ id: put.id, body: WHOLE }]);
  });

  it("is given up when it goes each time, with an end", async ({ hub, github }) => {
    hub.state.openPull({ number: 7 });
    const seed = (): void => void hub.state.comment(7, "<!-- gramme:check -->\nold", OURS);
    seed();
    const happens = (): void => {
      hub.state.comments.splice(0);
      seed();
    };
    hub.fault(EDIT, { kind: "meanwhile", happens, times: Infinity });
    await expect(putComment(github, COMMENT)).rejects.toThrow("deleted each of 5 times");
  });
});

describe("what is not known to have been carried out", () => {
  it.for([
    { kind: "cut", effect: "after" },
    { kind: "cut", effect: "before" },
    { kind: "broken", status: 502, effect: "after" },
    { kind: "broken", status: 500, effect: "before" },
    { kind: "truncated", length: "whole" },
    { kind: "truncated", length: "honest" },
    { kind: "conflict" },
  ] as const)("leaves one comment: $kind $effect $length", async (fault, { hub, github }) => {
    hub.state.openPull({ number: 7 });
    hub.fault(CREATE, fault);
    expect(await putComment(github, COMMENT)).toMatchObject({ made: "created" });
    expect(hub.state.commentsOf(7)).toMatchObject([{ body: WHOLE }]);
  });

  it.for(["before", "after"] as const)(
    "leaves one comment: too slow, effect %s",
    async (effect, { hub, github, time }) => {
      hub.state.openPull({ number: 7 });
      hub.fault(CREATE, { kind: "slow", effect, held: () => time.limits.at(-1)?.abort() });
      expect(await putComment(github, COMMENT)).toMatchObject({ made: "created" });
      expect(hub.state.commentsOf(7)).toHaveLength(1);
    },
  );

  it("is looked for before it is written again, and given up in the end", async ({ hub, github, time }) => {
    hub.state.openPull({ number: 7 });
    hub.fault(CREATE, { kind: "cut", effect: "before", times: Infinity });
    await expect(putComment(github, COMMENT)).rejects.toThrow(GitHubUnreachable);
    expect(hub.requests.map(({ route }) => route)).toEqual([LIST, CREATE, LIST, CREATE, LIST, CREATE, LIST]);
    expect(time.waits).toEqual([2000, 2000, 2000]);
  });

  it("is not created twice when the list is late", async ({ hub, github }) => {
    hub.state.openPull({ number: 7 });
    hub.fault(LIST, { kind: "lag", times: 2 });
    expect(await putComment(github, COMMENT)).toMatchObject({ made: "created" });
    expect(hub.state.commentsOf(7)).toHaveLength(1);
  });

  it.for(["whole", "honest"] as const)(
    "never takes a list that was cut for an empty one (%s)",
    async (length, { hub, github }) => {
      hub.state.openPull({ number: 7 });
      const { id } = hub.state.comment(7, "<!-- gramme:check -->\nold", OURS);
      hub.fault(LIST, { kind: "truncated", length });
      expect(await putComment(github, COMMENT)).toMatchObject({ id, made: "edited" });
      expect(hub.state.commentsOf(7)).toHaveLength(1);
    },
  );
});

describe("GitHub's refusals", () => {
  it("of a missing permission name the permission", async ({ hub, github, time }) => {
    hub.state.openPull({ number: 7 });
    hub.fault(CREATE, { kind: "forbidden" });
    const error = await putComment(github, COMMENT).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(GitHubRefused);
    expect(error).toMatchObject({ status: 403, asked: CREATE, permission: "pull-requests: write" });
    expect((error as Error).message).toBe(
      `GitHub answered 403 to ${CREATE}: Resource not accessible by integration - https://docs.github.com/rest. ` +
        'The job\'s token may lack the permission "pull-requests: write".',
    );
    expect(time.waits).toEqual([]);
  });

  it("of a pull request that is not there say so", async ({ github }) => {
    await expect(putComment(github, COMMENT)).rejects.toMatchObject({
      status: 404,
      permission: "pull-requests: read",
    });
  });

  it.for([
    [CREATE, "", 422],
    [EDIT, "old", 422],
  ] as const)(
    "of a body are told as GitHub tells them (%s)",
    async ([route, old, status], { hub, github }) => {
      hub.state.openPull({ number: 7 });
      if (old !== "") hub.state.comment(7, `<!-- gramme:check -->\n${old}`, OURS);
      hub.fault(route, { kind: "invalid", message: "Validation Failed" });
      await expect(putComment(github, COMMENT)).rejects.toMatchObject({
        status,
        message: /Validation Failed/u,
      });
    },
  );

  it("by conflict are tried again, thrice", async ({ hub, github }) => {
    hub.state.openPull({ number: 7 });
    hub.state.comment(7, "<!-- gramme:check -->\nold", OURS);
    hub.fault(EDIT, { kind: "conflict", times: 2 });
    expect(await putComment(github, COMMENT)).toMatchObject({ made: "edited" });
    hub.fault(EDIT, { kind: "conflict", times: 3 });
    await expect(putComment(github, { ...COMMENT, body: "more" })).rejects.toMatchObject({ status: 409 });
  });

  it("for a while are waited for, as the write was not carried out", async ({ hub, github, time }) => {
    hub.state.openPull({ number: 7 });
    hub.fault(CREATE, { kind: "secondary-limit", retryAfter: 17 });
    expect(await putComment(github, COMMENT)).toMatchObject({ made: "created" });
    expect(time.waits).toEqual([17_000]);
    expect(hub.requests.filter(({ route }) => route === CREATE)).toHaveLength(2);
  });

  it("for longer than a job should wait are errors", async ({ hub, github, time }) => {
    hub.state.openPull({ number: 7 });
    hub.fault(CREATE, { kind: "secondary-limit", retryAfter: 3600 });
    await expect(putComment(github, COMMENT)).rejects.toThrow(GitHubBusy);
    expect(time.waits).toEqual([]);
  });
});

it("ends when the job is cancelled", async ({ hub }) => {
  hub.state.openPull({ number: 7 });
  const job = new AbortController();
  const github = openClient({ token: hub.token, apiUrl: hub.url, time: stillTime(), signal: job.signal });
  hub.fault(CREATE, { kind: "slow", effect: "before", held: () => job.abort(new Error("cancelled")) });
  await expect(putComment(github, COMMENT)).rejects.toThrow("cancelled");
  expect(hub.requests).toHaveLength(2);
});
