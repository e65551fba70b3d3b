/** The stand-in itself: that it rejects what GitHub's description does not know, and answers what it does. */
import { describe, expect, test } from "vitest";
import { answerBreaches } from "./answer.ts";
import { findOperation } from "./description.ts";
import { ARCHIVE_ROUTE, startGitHub } from "./index.ts";
import type { GitHubStandIn } from "./index.ts";

const it = test.extend<{ hub: GitHubStandIn }>({
  // oxlint-disable-next-line no-empty-pattern -- vitest reads what a fixture wants from its pattern
  hub: async ({}, use) => {
    await using hub = await startGitHub();
    hub.state.openPull({ number: 7 });
    await use(hub);
  },
});

const BASE = "/repos/gramme/example";

async function ask(hub: GitHubStandIn, line: string, body?: unknown, headers: Record<string, string> = {}) {
  const [method = "", path = ""] = line.split(" ");
  return await fetch(`${hub.url}${path}`, {
    method,
    redirect: "manual",
    headers: {
      accept: "application/vnd.github+json",
      authorization: `bearer ${hub.token}`,
      "user-agent": "test",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
}

describe("what GitHub's description does not know is refused and kept", () => {
  it.for([
    ["a route", `GET ${BASE}/emissions`, undefined, "GitHub's description has no such route"],
    ["a method", `PUT ${BASE}/pulls`, undefined, "GitHub's description has no such route"],
    [
      "a route that is not played",
      `GET ${BASE}/stargazers`,
      undefined,
      "the stand-in does not play this route",
    ],
    ["a query parameter", `GET ${BASE}/pulls?page_size=1`, undefined, "query parameter page_size is unknown"],
    ["a query parameter twice", `GET ${BASE}/pulls?page=1&page=2`, undefined, "page is there 2 times"],
    ["a value outside an enumeration", `GET ${BASE}/pulls?state=merged`, undefined, 'state is "merged"'],
    [
      "a wrong type in the query",
      `GET ${BASE}/pulls?page=first`,
      undefined,
      'page is "first": it must be integer',
    ],
    ["too long a page", `GET ${BASE}/pulls?per_page=101`, undefined, "at most 100 would be right"],
    [
      "a wrong type in the path",
      `GET ${BASE}/pulls/seven`,
      undefined,
      'pull_number is "seven": it must be integer',
    ],
    ["a missing body", `POST ${BASE}/issues/7/comments`, undefined, "the body is missing"],
    ["a body that lacks a field", `POST ${BASE}/issues/7/comments`, {}, "must have required property 'body'"],
    [
      "an unknown field",
      `POST ${BASE}/issues/7/comments`,
      { body: "x", draft: true },
      "body: draft is unknown",
    ],
    ["a field of a wrong type", `POST ${BASE}/issues/7/comments`, { body: 7 }, "body: /body must be string"],
    ["a body that is no object", `POST ${BASE}/issues/7/comments`, ["x"], "body: it must be object"],
    ["a body that is no JSON", `POST ${BASE}/issues/7/comments`, "{", "the body is no JSON"],
    ["a body where none is taken", `DELETE ${BASE}/issues/comments/1`, { a: 1 }, "a body is there"],
    ["a check without a commit", `POST ${BASE}/check-runs`, { name: "x" }, "required property 'head_sha'"],
    [
      "an unknown conclusion",
      `POST ${BASE}/check-runs`,
      { name: "x", head_sha: "y", conclusion: "bad" },
      "/conclusion must be",
    ],
    [
      "too long a summary",
      `POST ${BASE}/check-runs`,
      { name: "x", head_sha: "y", output: { title: "", summary: "x".repeat(65_536) } },
      "must NOT have more than 65535",
    ],
    [
      "a field of another route",
      `PATCH ${BASE}/check-runs/1`,
      { head_sha: "y" },
      "body: head_sha is unknown",
    ],
  ] as const)("%s", async ([, line, body, violation], { hub }) => {
    expect((await ask(hub, line, body)).status).toBe(400);
    expect(hub.violations.join("\n")).toContain(violation);
    expect(hub.state.comments).toEqual([]);
    expect(hub.state.checks).toEqual([]);
  });

  it.for([
    [{ authorization: "" }, "authorization is missing"],
    [{ authorization: "ghs_bare" }, "authorization is missing, or of another form"],
    [{ "user-agent": "" }, "user-agent is missing"],
    [{ accept: "text/html" }, "accept is text/html"],
    [{ "x-github-api-version": "2021-01-01" }, "x-github-api-version is 2021-01-01"],
  ] as const)("headers %o", async ([headers, violation], { hub }) => {
    expect((await ask(hub, `GET ${BASE}/pulls/7`, undefined, headers)).status).toBe(400);
    expect(hub.violations.join("\n")).toContain(violation);
  });

  it("a body in another type", async ({ hub }) => {
    await ask(hub, `POST ${BASE}/issues/7/comments`, { body: "x" }, { "content-type": "text/plain" });
    expect(hub.violations).toEqual([expect.stringContaining("content-type is text/plain")]);
  });

  it("the token in the hands of another host", async ({ hub }) => {
    const { id } = hub.state.upload({ runId: 1, name: "a", zip: new Uint8Array(4) });
    const { headers } = await ask(hub, `GET ${BASE}/actions/artifacts/${id}/zip`);
    const address = headers.get("location") ?? "";
    expect((await fetch(address)).status).toBe(200);
    expect(hub.violations).toEqual([]);
    await fetch(address, { headers: { authorization: "bearer x" } });
    expect(hub.violations).toEqual(["the archive's host was sent an authorization header"]);
  });
});

describe("what it answers is as GitHub describes it", () => {
  it("on every route that it plays", async ({ hub }) => {
    const { state } = hub;
    state.openPull({
      number: 8,
      head: { owner: "m", repository: null, branch: "x", sha: "f" },
      labels: ["a"],
      body: "b",
    });
    const comment = state.comment(7, "hello", "github-actions[bot]");
    state.label(7, "accepted");
    state.unlabel(7, "accepted");
    state.upload({ runId: 5, name: "a", zip: new Uint8Array(4) });
    const check = state.check({ headSha: "abc", name: "a" });
    for (const kind of ["file", "directory", "symlink", "submodule"] as const)
      state.put(`x/${kind}`, "main", "t", kind);
    const asked = [
      ["GET /pulls", 200],
      ["GET /pulls/8", 200],
      ["GET /pulls/9", 404],
      ["GET /issues/7/comments", 200],
      ["GET /issues/7/events", 200],
      [`GET /issues/comments/${comment.id}`, 200],
      ["GET /actions/runs/5/artifacts", 200],
      ["GET /commits/abc/check-runs", 200],
      ["GET /contents/x/file", 200],
      ["GET /contents/x%2Fdirectory", 200],
      ["GET /contents/x/symlink", 200],
      ["GET /contents/x/submodule", 200],
      ["GET /contents/y", 404],
    ] as const;
    for (const [line, status] of asked) {
      const [method = "", path = ""] = line.split(" ");
      const answer = await ask(hub, `${method} ${BASE}${path}`);
      expect([line, answer.status]).toEqual([line, status]);
    }
    const written = [
      ["POST /issues/7/comments", { body: "x" }, 201],
      ["POST /issues/7/comments", { body: " " }, 422],
      ["POST /issues/7/comments", { body: "x".repeat(65_537) }, 422],
      [`PATCH /issues/comments/${comment.id}`, { body: "y" }, 200],
      [`DELETE /issues/comments/${comment.id}`, undefined, 204],
      ["POST /check-runs", { name: "x", head_sha: "y", status: "in_progress" }, 201],
      [`PATCH /check-runs/${check.id}`, { conclusion: "neutral" }, 200],
    ] as const;
    for (const [line, body, status] of written) {
      const [method = "", path = ""] = line.split(" ");
      expect([line, (await ask(hub, `${method} ${BASE}${path}`, body)).status]).toEqual([line, status]);
    }
    expect(hub.violations).toEqual([]);
  });

  it("and is caught when it is not", () => {
    const match = findOperation("GET", `${BASE}/issues/7/comments`);
    if (match === undefined) throw new Error("GitHub's description has lost a route");
    expect(answerBreaches(match.operation, { status: 200, body: [{ id: 1 }] }).join("\n")).toContain(
      "'node_id'",
    );
    expect(answerBreaches(match.operation, { status: 200, body: {} }).join("\n")).toContain("must be array");
    expect(answerBreaches(match.operation, { status: 201, body: {} }).join("\n")).toContain(
      "knows no such status",
    );
    expect(answerBreaches(match.operation, { status: 404, body: { mesage: "x" } }).join("\n")).toContain(
      "mesage",
    );
    expect(answerBreaches(match.operation, { status: 404, body: { message: 4 } }).join("\n")).toContain(
      "string",
    );
  });

  it("in pages that are linked", async ({ hub }) => {
    for (let index = 0; index < 65; index++) hub.state.comment(7, `${index}`);
    const middle = await ask(hub, `GET ${BASE}/issues/7/comments?page=2`);
    expect(((await middle.json()) as unknown[]).length).toBe(30);
    const link = middle.headers.get("link") ?? "";
    expect([...link.matchAll(/page=(\d)>; rel="(\w+)"/gu)].map(([, page, rel]) => [rel, page])).toEqual([
      ["prev", "1"],
      ["next", "3"],
      ["last", "3"],
      ["first", "1"],
    ]);
    const last = await ask(hub, `GET ${BASE}/issues/7/comments?page=3`);
    expect(((await last.json()) as unknown[]).length).toBe(5);
    expect(last.headers.get("link")).not.toContain("next");
    const only = await ask(hub, `GET ${BASE}/issues/7/comments?per_page=100`);
    expect(only.headers.get("link")).toBeNull();
    expect(hub.violations).toEqual([]);
  });

  it("to a token that is good, and to nobody else", async ({ hub }) => {
    const answer = await ask(hub, `GET ${BASE}/pulls/7`, undefined, { authorization: "bearer other" });
    expect([answer.status, await answer.json()]).toMatchObject([401, { message: "Bad credentials" }]);
    expect((await ask(hub, "GET /repos/gramme/other/pulls/7")).status).toBe(404);
    expect(hub.violations).toEqual([]);
  });
});

describe("faults", () => {
  it("come in their order, as often as they were ordered", async ({ hub }) => {
    const route = "GET /repos/{owner}/{repo}/pulls/{pull_number}";
    hub.fault(route, { kind: "missing", times: 2 });
    hub.fault(route, { kind: "broken", status: 500 });
    hub.fault(route, { kind: "too-many-requests", retryAfter: 5 });
    const statuses: number[] = [];
    for (let index = 0; index < 5; index++) statuses.push((await ask(hub, `GET ${BASE}/pulls/7`)).status);
    expect(statuses).toEqual([404, 404, 500, 429, 200]);
    expect(hub.requests.map(({ status }) => status)).toEqual(statuses);
    expect(hub.violations).toEqual([]);
  });

  it("cut before or after the effect", async ({ hub }) => {
    const route = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
    const post = async () => await ask(hub, `POST ${BASE}/issues/7/comments`, { body: "x" });
    hub.fault(route, { kind: "cut", effect: "before" });
    await expect(post()).rejects.toThrow("fetch failed");
    expect(hub.state.comments).toHaveLength(0);
    hub.fault(route, { kind: "cut", effect: "after" });
    await expect(post()).rejects.toThrow("fetch failed");
    expect(hub.state.comments).toHaveLength(1);
  });

  it("of the archives' host refuse what cannot be asked of it", async ({ hub }) => {
    const { id } = hub.state.upload({ runId: 1, name: "a", zip: new Uint8Array(4) });
    hub.fault(ARCHIVE_ROUTE, { kind: "forbidden" });
    const { headers } = await ask(hub, `GET ${BASE}/actions/artifacts/${id}/zip`);
    expect((await fetch(headers.get("location") ?? "")).status).toBe(403);
  });
});
