import { describe, expect, test } from "vitest";
import { STAND_IN } from "../../test/github-stand-in/with-stand-in.fixture.ts";
import type { WithStandIn } from "../../test/github-stand-in/with-stand-in.fixture.ts";
import { findPullRequest, readPullRequest } from "./pull-request.ts";

const it = test.extend<WithStandIn>(STAND_IN);

const REPOSITORY = "gramme/example";
const SHA = "d".repeat(40);
const FORK = { owner: "Mallory", repository: "Mallory/example", branch: "feature/x", sha: SHA };
const RUN = { headOwner: "mallory", headBranch: "feature/x", headSha: SHA };

describe("readPullRequest", () => {
  it("reads one whole", async ({ hub, github }) => {
    hub.state.openPull({ number: 7, head: FORK, body: "Why", labels: ["a", "b"], draft: true });
    expect(await readPullRequest(github, REPOSITORY, 7)).toEqual({
      number: 7,
      headSha: SHA,
      headRepository: "Mallory/example",
      headRef: "feature/x",
      baseSha: "b".repeat(40),
      baseRef: "main",
      body: "Why",
      labels: ["a", "b"],
      state: "open",
      draft: true,
    });
  });

  it("reads one that is closed, without a description, from a fork that was deleted", async ({
    hub,
    github,
  }) => {
    hub.state.openPull({ number: 7, head: { ...FORK, repository: null }, state: "closed" });
    const pull = await readPullRequest(github, REPOSITORY, 7);
    expect(pull).toMatchObject({ body: "", state: "closed", headRef: "feature/x" });
    expect(pull).not.toHaveProperty("headRepository");
  });

  it("is fresh each time", async ({ hub, github }) => {
    const pull = hub.state.openPull({ number: 7 });
    await readPullRequest(github, REPOSITORY, 7);
    pull.labels.push("late");
    expect((await readPullRequest(github, REPOSITORY, 7)).labels).toEqual(["late"]);
  });

  it("tells which permission may be missing", async ({ github }) => {
    await expect(readPullRequest(github, REPOSITORY, 7)).rejects.toThrow(
      'the permission "pull-requests: read"',
    );
  });
});

describe("findPullRequest", () => {
  it("finds the one of a fork, whatever the case of its owner", async ({ hub, github }) => {
    hub.state.openPull({ number: 6 });
    hub.state.openPull({ number: 7, head: FORK });
    expect(await findPullRequest(github, REPOSITORY, RUN)).toMatchObject({
      pull: { number: 7, headSha: SHA, headRepository: "Mallory/example" },
    });
  });

  it("finds none when the branch has moved on, and says where it is", async ({ hub, github }) => {
    hub.state.openPull({ number: 7, head: { ...FORK, sha: "e".repeat(40) } });
    expect(await findPullRequest(github, REPOSITORY, RUN)).toEqual({
      missing: `no open pull request has ${SHA} of mallory:feature/x as its head: #7 is at ${"e".repeat(40)} by now`,
    });
  });

  it("finds none that is closed", async ({ hub, github }) => {
    hub.state.openPull({ number: 7, head: FORK, state: "closed" });
    expect(await findPullRequest(github, REPOSITORY, RUN)).toEqual({
      missing: `no open pull request has ${SHA} of mallory:feature/x as its head`,
    });
  });

  it("does not choose between several", async ({ hub, github }) => {
    hub.state.openPull({ number: 7, head: FORK });
    hub.state.openPull({ number: 8, head: FORK, base: { branch: "next", sha: SHA } });
    expect(await findPullRequest(github, REPOSITORY, RUN)).toEqual({
      missing: expect.stringContaining("several open pull requests have"),
    });
  });

  it.for([{ headOwner: "" }, { headBranch: "" }, { headOwner: "ada" }])(
    "does not take another's, also where GitHub drops the filter: %o",
    async (other, { hub, github }) => {
      hub.state.openPull({ number: 7, head: FORK });
      const { pull } = await findPullRequest(github, REPOSITORY, { ...RUN, ...other });
      expect(pull).toBeUndefined();
    },
  );

  it("looks through every page", async ({ hub, github }) => {
    hub.state.openPull({ number: 1, head: FORK });
    for (let number = 2; number <= 130; number++) {
      hub.state.openPull({ number, head: { ...FORK, sha: "e".repeat(40) } });
    }
    expect(await findPullRequest(github, REPOSITORY, RUN)).toMatchObject({ pull: { number: 1 } });
    expect(hub.requests).toHaveLength(2);
  });
});
