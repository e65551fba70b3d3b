import { SignJWT, UnsecuredJWT } from "jose";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { bookTenant, envWith, knock } from "./gate.fixture.ts";
import type { Answer } from "./gate.fixture.ts";
import type { KeySets } from "./key-sets.ts";
import { GITHUB_ISSUER } from "./github-job.ts";
import type { Scope } from "./principal.ts";
import { signer } from "./signer.fixture.ts";
import type { Claims, Signer } from "./signer.fixture.ts";

const ORIGIN = "https://ledger.example";
const SHA = "a".repeat(40);

let github: Signer;
beforeAll(async () => {
  github = await signer();
});
beforeEach(async () => {
  await bookTenant("acme");
  await trust("acme/model");
});

async function trust(repository: string, tenant = "acme"): Promise<void> {
  await envWith({})
    .BOOK.prepare("INSERT INTO trusted_repositories (repository, tenant, created_ms) VALUES (?1, ?2, 0)")
    .bind(repository, tenant)
    .run();
}

/** Claims of a job, as GitHub writes them: numbers as text. */
function claims(change: Claims = {}): Claims {
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: GITHUB_ISSUER,
    aud: ORIGIN,
    sub: "repo:acme/model:ref:refs/heads/main",
    iat: now,
    nbf: now,
    exp: now + 300,
    jti: "7d1e6b",
    repository: "acme/model",
    repository_owner: "acme",
    repository_owner_id: "4242",
    sha: SHA,
    ref: "refs/heads/main",
    run_id: "77",
    run_attempt: "2",
    event_name: "push",
    ...change,
  };
}

async function shown(
  token: string,
  {
    scope = "runs:write",
    keySets = github.keySets,
    origin = ORIGIN,
  }: { readonly scope?: Scope; readonly keySets?: KeySets; readonly origin?: string } = {},
): Promise<Answer> {
  return await knock(
    scope,
    { authorization: `Bearer ${token}` },
    { gate: { keySets }, env: { PUBLIC_ORIGIN: origin } },
  );
}

describe("a job's token", () => {
  it("says which repository and run it is, and may write runs", async () => {
    const { status, principal } = await shown(await github.sign(claims()));
    expect(status).toBe(200);
    expect(principal).toEqual({
      tenant: "acme",
      scopes: ["runs:write"],
      by: "github",
      id: "acme/model",
      job: {
        repository: "acme/model",
        sha: SHA,
        ref: "refs/heads/main",
        run_id: 77,
        run_attempt: 2,
        event: "push",
      },
    });
  });

  it("may come again", async () => {
    const token = await github.sign(claims());
    expect([(await shown(token)).status, (await shown(token)).status]).toEqual([200, 200]);
  });

  it.each<Scope>(["events:write", "traces:write", "proxy", "read", "admin"])(
    "is not good for %s",
    async (scope) => {
      expect((await shown(await github.sign(claims()), { scope })).status).toBe(401);
    },
  );

  it("is checked by keys that are fetched once", async () => {
    const other = await signer();
    for (const _ of [1, 2, 3]) await shown(await other.sign(claims()), { keySets: other.keySets });
    expect(other.fetched).toEqual([`${GITHUB_ISSUER}/.well-known/jwks`]);
  });

  it("is for the ledger's origin, however PUBLIC_ORIGIN is written", async () => {
    const token = await github.sign(claims());
    expect((await shown(token, { origin: `${ORIGIN}/` })).status).toBe(200);
    for (const origin of ["", "ledger.example", "https://other.example"]) {
      expect((await shown(token, { origin })).status).toBe(401);
    }
  });

  it("opens nothing where the ledger does not know its own origin", async () => {
    const authorization = `Bearer ${await github.sign(claims())}`;
    const { status, problem } = await knock(
      "runs:write",
      { authorization },
      { gate: { keySets: github.keySets } },
    );
    expect([status, problem?.detail]).toEqual([401, expect.stringContaining("PUBLIC_ORIGIN is not set")]);
  });

  it("for an address without an origin opens nothing", async () => {
    const token = await github.sign(claims({ aud: "null" }));
    expect((await shown(token, { origin: "data:text/plain,x" })).status).toBe(401);
  });

  const now = Math.floor(Date.now() / 1000);
  it.each<[string, Claims, string]>([
    ["for another ledger", { aud: "https://other.example" }, "another audience"],
    ["for nobody", { aud: undefined }, "another audience"],
    ["of another issuer", { iss: "https://token.actions.example" }, "another issuer"],
    ["of an issuer that begins like GitHub's", { iss: `${GITHUB_ISSUER}.evil.example` }, "another issuer"],
    ["that has expired", { exp: now - 60 }, "expired"],
    ["without an end", { exp: undefined }, "a claim is missing or wrong"],
    ["that is not valid yet", { nbf: now + 600 }, "not valid yet"],
    ["of the future", { iat: now + 600 }, "of the future"],
    [
      "that is old, whatever it says of its end",
      { iat: now - 7200, nbf: now - 7200, exp: now + 7200 },
      "expired",
    ],
    ["without a repository", { repository: undefined }, "does not say which job"],
    ["whose repository is no name", { repository: "acme/model/../other" }, "does not say which job"],
    ["whose run is no number", { run_id: "77; DROP" }, "does not say which job"],
    ["whose commit is none", { sha: "main" }, "does not say which job"],
  ])("%s is refused", async (_, change, words) => {
    const { status, problem } = await shown(await github.sign(claims(change)));
    expect([status, problem?.code]).toEqual([401, "unauthenticated"]);
    expect(problem?.detail).toContain(words);
  });

  it("may come from a clock that is a little ahead", async () => {
    const soon = Math.floor(Date.now() / 1000) + 15;
    expect((await shown(await github.sign(claims({ iat: soon, nbf: soon })))).status).toBe(200);
  });
});

describe("a token that GitHub did not sign", () => {
  it("is refused when somebody else signed it, under their own key's name or GitHub's", async () => {
    const forger = await signer("key-2");
    expect((await shown(await forger.sign(claims()))).problem?.detail).toContain("not the signer's");
    const { status, problem } = await shown(await forger.sign(claims(), { kid: "key-1" }));
    expect([status, problem?.detail]).toEqual([
      401,
      "GitHub's token is not good here: its signature is wrong",
    ]);
  });

  it("is refused when its claims were changed", async () => {
    const [head, , signature] = (await github.sign(claims())).split(".");
    const body = btoa(JSON.stringify(claims({ repository: "acme/other" }))).replaceAll("=", "");
    expect((await shown(`${head}.${body}`.concat(`.${signature}`))).status).toBe(401);
  });

  it("is refused without a signature (alg none), signed or not", async () => {
    const token = new UnsecuredJWT(claims()).encode();
    expect((await shown(token)).status).toBe(401);
    const [, , signature] = (await github.sign(claims())).split(".");
    const { status, problem } = await shown(`${token}${signature}`);
    expect([status, problem?.detail]).toEqual([401, expect.stringContaining("not signed by RS256")]);
  });

  it("is refused when the public key was taken for a shared secret (HS256)", async () => {
    const token = await new SignJWT(claims())
      .setProtectedHeader({ alg: "HS256", kid: "key-1" })
      .sign(new TextEncoder().encode(github.spki));
    const { status, problem } = await shown(token);
    expect([status, problem?.detail]).toEqual([401, expect.stringContaining("not signed by RS256")]);
  });

  it("is refused cut off, wherever it is cut", async () => {
    const token = await github.sign(claims());
    const dots = [...token.matchAll(/\./gu)].map(({ index }) => index);
    for (const at of [1, 10, ...dots, ...dots.map((dot) => dot + 1), token.length - 40, token.length - 2]) {
      const { status } = await shown(token.slice(0, at));
      expect(status, `cut at ${at}`).toBe(401);
    }
  });

  it.each(["a.b.c", "...", "..", "eyJ.eyJ.x", "e30.e30.e30", "~", "=="])(
    "is refused as %s",
    async (token) => {
      expect((await shown(token)).status).toBe(401);
    },
  );

  it("may bring its own key in its header, which nobody looks at", async () => {
    const forger = await signer("key-1");
    const [, body, signature] = (await forger.sign(claims())).split(".");
    const head = btoa(JSON.stringify({ alg: "RS256", jku: "https://evil.example/jwks", kid: "key-1" }));
    expect((await shown(`${head.replaceAll("=", "")}.${body}.${signature}`)).status).toBe(401);
    expect(forger.fetched).toEqual([]);
  });
});

describe("a repository", () => {
  it("that is not trusted may not write, and is told what would mend it", async () => {
    const { status, problem } = await shown(await github.sign(claims({ repository: "acme/other" })));
    expect([status, problem?.code]).toEqual([403, "forbidden"]);
    expect(problem?.detail).toContain("PUT /v1/trusted-repositories/acme/other");
  });

  it("is trusted in whatever case its name is written", async () => {
    expect((await shown(await github.sign(claims({ repository: "Acme/Model" })))).status).toBe(200);
  });

  it("is trusted with all others of its owner, and of no owner whose name begins alike", async () => {
    await trust("wide/*");
    expect((await shown(await github.sign(claims({ repository: "wide/any.thing" })))).status).toBe(200);
    expect((await shown(await github.sign(claims({ repository: "wider/any" })))).status).toBe(403);
    expect((await shown(await github.sign(claims({ repository: "acme/*" })))).status).toBe(401);
  });

  it("has its own name before its owner's", async () => {
    await bookTenant("research");
    await trust("acme/*", "research");
    expect((await shown(await github.sign(claims()))).principal?.tenant).toBe("acme");
    expect((await shown(await github.sign(claims({ repository: "acme/b" })))).principal?.tenant).toBe(
      "research",
    );
  });

  it("is of one owner, when jobs of two by its name come at once", async () => {
    const owners = ["1", "2", "3", "4"];
    const tokens = await Promise.all(
      owners.map((owner) => github.sign(claims({ repository_owner_id: owner }))),
    );
    const answers = await Promise.all(tokens.map((token) => shown(token)));
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([
      200, 403, 403, 403,
    ]);
  });

  it("is no longer trusted when its name has passed to another owner", async () => {
    expect((await shown(await github.sign(claims()))).status).toBe(200);
    const { status, problem } = await shown(await github.sign(claims({ repository_owner_id: "6666" })));
    expect([status, problem?.detail]).toEqual([403, expect.stringContaining("another owner")]);
    expect((await shown(await github.sign(claims()))).status).toBe(200);
  });
});

describe("GitHub's keys", () => {
  it.each<[string, () => Response]>([
    [
      "cannot be reached",
      () => {
        throw new TypeError("network");
      },
    ],
    ["are not there", () => new Response("no", { status: 503 })],
    ["are no keys", () => new Response("<html>")],
    ["are another JSON", () => Response.json({ keys: "none" })],
  ])("when they %s, the job is asked to come again", async (_, answer) => {
    const warned = vi.spyOn(console, "warn").mockReturnValue();
    const down = await signer("key-1", answer);
    const token = await down.sign(claims());
    const { status, problem, headers } = await shown(token, { keySets: down.keySets });
    expect([status, problem?.code, headers.get("retry-after")]).toEqual([503, "out-of-breath", "5"]);
    expect(warned.mock.calls.flat().join("")).not.toContain(token.slice(0, 20));
    warned.mockRestore();
  });
});
