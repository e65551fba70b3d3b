import { describe, expect, test } from "vitest";
import type { Fault } from "../../test/github-stand-in/index.ts";
import { STAND_IN } from "../../test/github-stand-in/with-stand-in.fixture.ts";
import type { WithStandIn } from "../../test/github-stand-in/with-stand-in.fixture.ts";
import { openClient } from "./client.ts";
import { GitHubBusy, GitHubError, GitHubRefused, GitHubUnreachable } from "./github-error.ts";
import { REAL_TIME } from "./patience.ts";
import { readPullRequest } from "./pull-request.ts";

const it = test.extend<WithStandIn>(STAND_IN);

const PULL = "GET /repos/{owner}/{repo}/pulls/{pull_number}";
const CREATE = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
const REPOSITORY = "gramme/example";

describe("openClient", () => {
  it("says who it is and which version of the API it knows", async ({ hub, github }) => {
    hub.state.openPull({ number: 7 });
    await readPullRequest(github, REPOSITORY, 7);
    expect(hub.requests).toMatchObject([
      {
        route: PULL,
        status: 200,
        headers: {
          "user-agent": expect.stringMatching(/^gramme\/\d+\.\d+\.\d+ /u),
          "x-github-api-version": "2022-11-28",
        },
      },
    ]);
  });

  it("takes an address with a slash at its end", async ({ hub, time }) => {
    hub.state.openPull({ number: 7 });
    const github = openClient({ token: hub.token, apiUrl: `${hub.url}/`, time });
    expect(await readPullRequest(github, REPOSITORY, 7)).toMatchObject({ number: 7 });
  });

  it.for(["", "two words", "line\n", "é"])("refuses the token %j without quoting it", (token) => {
    expect(() => openClient({ token, apiUrl: "https://api.github.com" })).toThrow(
      "the GitHub token is empty or holds white space; the bare token would be right",
    );
  });

  it.for(["", "api.github.com", "ftp://api.github.com", "https://"])("refuses the address %j", (apiUrl) => {
    expect(() => openClient({ token: "t", apiUrl })).toThrow("https://api.github.com would be right");
  });
});

describe("what may be asked again", () => {
  const passing: readonly Fault[] = [
    { kind: "broken", status: 500 },
    { kind: "broken", status: 502 },
    { kind: "broken", status: 503 },
    { kind: "cut", effect: "before" },
    { kind: "cut", effect: "after" },
    { kind: "truncated", length: "whole" },
    { kind: "truncated", length: "honest" },
  ];
  it.for(passing)("is, with longer pauses: %o", async (fault, { hub, github, time }) => {
    hub.state.openPull({ number: 7 });
    hub.fault(PULL, { ...fault, times: 3 });
    expect(await readPullRequest(github, REPOSITORY, 7)).toMatchObject({ number: 7 });
    expect(time.waits).toEqual([1000, 2000, 4000]);
  });

  it.for(passing)("is given up after four tries: %o", async (fault, { hub, github }) => {
    hub.state.openPull({ number: 7 });
    hub.fault(PULL, { ...fault, times: Infinity });
    const error = await readPullRequest(github, REPOSITORY, 7).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(GitHubUnreachable);
    expect(error).toMatchObject({ asked: PULL, tries: 4 });
    expect(hub.requests).toHaveLength(4);
  });

  it("is when nothing comes in time, and the time counts", async ({ hub, time }) => {
    hub.state.openPull({ number: 7 });
    const options = { token: hub.token, apiUrl: hub.url, time, timeoutMs: 20_000 };
    hub.fault(PULL, { kind: "slow", times: Infinity, held: () => time.limits.at(-1)?.abort() });
    await expect(readPullRequest(openClient(options), REPOSITORY, 7)).rejects.toThrow(
      `no answer from GitHub to ${PULL} after 3 tries: nothing within 20 s`,
    );
    // 20 + 1 + 20 + 2 + 20 s: a fourth try has no time left
    expect(time.waits).toEqual([1000, 2000]);
  });

  it("is as soon as it is slow no more", async ({ hub, github, time }) => {
    hub.state.openPull({ number: 7 });
    hub.fault(PULL, { kind: "slow", held: () => time.limits.at(-1)?.abort() });
    hub.fault(PULL, { kind: "slow", ms: 1 });
    expect(await readPullRequest(github, REPOSITORY, 7)).toMatchObject({ number: 7 });
    expect(hub.requests).toHaveLength(2);
  });

  it("is not a POST", async ({ hub, github }) => {
    hub.state.openPull({ number: 7 });
    hub.fault(CREATE, { kind: "cut", effect: "after" });
    const asked = { owner: "gramme", repo: "example", issue_number: 7, body: "hello" };
    await expect(github.request(CREATE, asked)).rejects.toMatchObject({
      name: "GitHubUnreachable",
      tries: 1,
    });
    expect(hub.state.commentsOf(7)).toHaveLength(1);
  });

  it("is nothing where nobody listens", async ({ hub, github, time }) => {
    await hub.close();
    await expect(readPullRequest(github, REPOSITORY, 7)).rejects.toThrow(GitHubUnreachable);
    expect(time.waits).toHaveLength(3);
  });
});

describe("a limit of the rate", () => {
  it.for([
    [{ kind: "too-many-requests", retryAfter: 3 }, 3000],
    [{ kind: "secondary-limit", retryAfter: 9 }, 9000],
    [{ kind: "too-many-requests", retryAfter: 0 }, 1000],
    [{ kind: "too-many-requests" }, 60_000],
    [{ kind: "secondary-limit" }, 60_000],
  ] as const)("is waited for as GitHub wants it: %o", async ([fault, ms], { hub, github, time }) => {
    hub.state.openPull({ number: 7 });
    hub.fault(PULL, fault);
    expect(await readPullRequest(github, REPOSITORY, 7)).toMatchObject({ number: 7 });
    expect(time.waits).toEqual([ms]);
  });

  it("is waited for until the hour's requests come back", async ({ hub, github, time }) => {
    hub.state.openPull({ number: 7 });
    hub.fault(PULL, { kind: "spent-limit", resetsInS: 20 });
    await readPullRequest(github, REPOSITORY, 7);
    expect(time.waits).toHaveLength(1);
    expect(time.waits[0]).toBeGreaterThan(15_000);
    expect(time.waits[0]).toBeLessThanOrEqual(22_000);
  });

  it("is not waited for longer than 60 s in all", async ({ hub, github, time }) => {
    hub.state.openPull({ number: 7 });
    hub.fault(PULL, { kind: "too-many-requests", retryAfter: 40 });
    hub.fault(PULL, { kind: "secondary-limit", retryAfter: 21 });
    const error = await readPullRequest(github, REPOSITORY, 7).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(GitHubBusy);
    expect(error).toMatchObject({ status: 403, waitMs: 21_000, asked: PULL });
    expect((error as Error).message).toContain("wants 21 s of patience, more than is left");
    expect(time.waits).toEqual([40_000]);
  });

  it("shares its time with other trouble", async ({ hub, github, time }) => {
    hub.state.openPull({ number: 7 });
    hub.fault(PULL, { kind: "too-many-requests", retryAfter: 59 });
    hub.fault(PULL, { kind: "broken" });
    await expect(readPullRequest(github, REPOSITORY, 7)).rejects.toThrow(GitHubUnreachable);
    expect(time.waits).toEqual([59_000]);
  });

  it("is not waited for without end when each wait is short", async ({ hub, github }) => {
    hub.state.openPull({ number: 7 });
    hub.fault(PULL, { kind: "too-many-requests", retryAfter: 0, times: Infinity });
    await expect(readPullRequest(github, REPOSITORY, 7)).rejects.toThrow(GitHubBusy);
    expect(hub.requests).toHaveLength(4);
  });
});

describe("an error", () => {
  const everything: readonly Fault[] = [
    { kind: "forbidden" },
    { kind: "missing" },
    { kind: "gone" },
    { kind: "conflict" },
    { kind: "invalid" },
    { kind: "moved" },
    { kind: "secondary-limit", retryAfter: 999 },
    { kind: "broken" },
    { kind: "cut", effect: "before" },
    { kind: "truncated" },
  ];
  it.for(everything)("is one of ours and never holds the token: %o", async (fault, { hub, github }) => {
    hub.state.openPull({ number: 7 });
    hub.fault(PULL, { ...fault, times: Infinity });
    const error = await readPullRequest(github, REPOSITORY, 7).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(GitHubError);
    expect(whole(error)).not.toContain(hub.token);
    expect((error as Error).message).toContain(PULL);
  });

  it("does not hold the token even where GitHub quotes it, nor line breaks", async ({ hub, github }) => {
    hub.state.openPull({ number: 7 });
    const message = `no ${hub.token}\n::error::${"x".repeat(1000)}`;
    hub.fault(CREATE, { kind: "invalid", message });
    const asked = { owner: "gramme", repo: "example", issue_number: 7, body: "hello" };
    const error = await github.request(CREATE, asked).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(GitHubRefused);
    expect((error as Error).message).toMatch(/^GitHub answered 422 to POST .*: no \*\*\* ::error::x+\.$/u);
    expect((error as Error).message.length).toBeLessThan(500);
  });

  it("of a bad token says so", async ({ hub, time }) => {
    const github = openClient({ token: "expired", apiUrl: hub.url, time });
    await expect(readPullRequest(github, REPOSITORY, 7)).rejects.toThrow(
      /answered 401 .*Bad credentials.* The token is not valid, or not any more\.$/u,
    );
  });

  it("of a repository that has moved is told, and not followed", async ({ hub, github }) => {
    hub.state.openPull({ number: 7 });
    hub.fault(CREATE, { kind: "moved" });
    const asked = { owner: "gramme", repo: "example", issue_number: 7, body: "hello" };
    await expect(github.request(CREATE, asked)).rejects.toMatchObject({
      name: "GitHubRefused",
      status: 301,
      message: expect.stringContaining("the repository has another name now"),
    });
    expect(hub.requests).toHaveLength(1);
  });

  it.for(["", "gramme", "gramme/example/more", "gramme/..", "../example", "gramme/exam ple", "gramme/a?b"])(
    "of the repository name %j comes before anything is asked",
    async (name, { hub, github }) => {
      await expect(readPullRequest(github, name, 7)).rejects.toThrow("owner/name would be right");
      expect(hub.requests).toEqual([]);
    },
  );
});

describe("a cancelled job", () => {
  it("ends a wait", async ({ hub }) => {
    hub.state.openPull({ number: 7 });
    const job = new AbortController();
    const time = { ...REAL_TIME, limit: () => new AbortController().signal };
    const github = openClient({ token: hub.token, apiUrl: hub.url, time, signal: job.signal });
    hub.fault(PULL, { kind: "meanwhile", happens: () => {} });
    await readPullRequest(github, REPOSITORY, 7);
    hub.fault(PULL, { kind: "too-many-requests", retryAfter: 59 });
    const waiting = readPullRequest(github, REPOSITORY, 7);
    await expect.poll(() => hub.requests.length).toBe(2);
    job.abort();
    await expect(waiting).rejects.toThrow(/abort/u);
  });

  it("asks nothing more", async ({ hub, time }) => {
    const signal = AbortSignal.abort();
    const github = openClient({ token: hub.token, apiUrl: hub.url, time, signal });
    await expect(readPullRequest(github, REPOSITORY, 7)).rejects.toThrow(/abort/u);
    expect(hub.requests).toEqual([]);
  });
});

/** All that an error could show, to whatever depth. */
function whole(error: unknown): string {
  const seen: string[] = [];
  for (let at = error; at instanceof Error; at = at.cause)
    seen.push(String(at), at.stack ?? "", JSON.stringify(at));
  return seen.join("\n");
}
