/**
 * Repositories whose jobs may write runs, by the token that GitHub signs for them.
 * @module
 */
import type { Hono } from "hono";
import { z } from "zod";
import type { ZodOpenApiPathsObject } from "zod-openapi";
import { allow } from "../auth/allow.ts";
import type { Ledger } from "../context.ts";
import { refuseOtherMethods } from "../problem/other-methods.ts";
import { Refusal } from "../problem/problem.ts";
import { refusals } from "../openapi/refusals.ts";
import { actingTenant, ownTenantRow } from "./acting-tenant.ts";
import { TenantId, TrustedRepository } from "./forms.ts";

interface Row {
  readonly repository: string;
  readonly tenant: string;
  readonly owner_id: string | null;
  readonly created_ms: number;
}

const OWNER = /^[a-z0-9][a-z0-9-]{0,38}$/u;
const NAME = /^(\*|(?!\.{1,2}$)[a-z0-9._-]{1,100})$/u;
const ASCII = /^\p{ASCII}*$/u;
const COLUMNS = "repository, tenant, owner_id, created_ms";

/** Repositories of an owner that is bound as parameter `n`: `0` comes after `/`, and no account's name holds either. */
const ofOwner = (n: number): string => `repository >= ?${n} || '/' AND repository < ?${n} || '0'`;

/**
 * Trusts a repository (?1) for a tenant (?2), once. Nothing proves to a ledger that a tenant is an owner's (?4), and runs
 * go to whoever trusts it: so an owner is one tenant's, in a ledger of several that of whom its own key (?5) names first.
 */
const TRUST = `
WITH known AS (SELECT tenant FROM trusted_repositories WHERE ${ofOwner(4)})
INSERT INTO trusted_repositories (repository, tenant, created_ms)
SELECT ?1, ?2, ?3
WHERE ?5 OR (
  NOT EXISTS (SELECT 1 FROM known WHERE tenant <> ?2)
  AND (EXISTS (SELECT 1 FROM known) OR (SELECT count(*) FROM tenants) = 1)
)
ON CONFLICT (repository) DO NOTHING`;

/** `PUT`, `GET` and `DELETE /v1/trusted-repositories`. */
export function trustedRepositoriesDoor(app: Hono<Ledger>): void {
  app.put("/v1/trusted-repositories/:owner/:name", allow("admin"), async (c) => {
    const tenant = await actingTenant(c, c.req.query("tenant"));
    const owner = ownerOf(c.req.param("owner"));
    const repository = `${owner}/${nameOf(c.req.param("name"))}`;
    const root = c.var.principal.root === true;
    // one transaction, so that of two tenants that ask at once one is told no
    const [, inserted, standing, ofThem] = await c.env.BOOK.batch<Row>([
      ownTenantRow(c, tenant),
      c.env.BOOK.prepare(TRUST).bind(repository, tenant, c.var.nowMs, owner, root ? 1 : 0),
      c.env.BOOK.prepare(`SELECT ${COLUMNS} FROM trusted_repositories WHERE repository = ?1`).bind(
        repository,
      ),
      c.env.BOOK.prepare(`SELECT ${COLUMNS} FROM trusted_repositories WHERE ${ofOwner(1)} LIMIT 1`).bind(
        owner,
      ),
    ]);
    const row = standing?.results[0];
    if (row?.tenant === tenant) return c.json(shown(row), (inserted?.meta.changes ?? 0) > 0 ? 201 : 200);
    // whose they are is nobody else's to know
    if (row !== undefined || (ofThem?.results.length ?? 0) > 0) {
      throw new Refusal(
        "conflict",
        `repositories of ${owner} are trusted for another tenant of this ledger; its own key (ADMIN_KEY) can settle whose they are`,
      );
    }
    throw new Refusal(
      "forbidden",
      `in a ledger of several tenants its own key (ADMIN_KEY) says first whose the repositories of ${owner} are: PUT /v1/trusted-repositories/${repository}?tenant=${tenant}`,
    );
  });

  app.get("/v1/trusted-repositories", allow("admin"), async (c) => {
    const tenant = await actingTenant(c, c.req.query("tenant"));
    const { results } = await c.env.BOOK.prepare(
      `SELECT ${COLUMNS} FROM trusted_repositories WHERE tenant = ?1 ORDER BY repository`,
    )
      .bind(tenant)
      .all<Row>();
    return c.json({ repositories: results.map(shown) });
  });

  app.delete("/v1/trusted-repositories/:owner/:name", allow("admin"), async (c) => {
    const { tenant, root } = c.var.principal;
    const repository = `${ownerOf(c.req.param("owner"))}/${nameOf(c.req.param("name"))}`;
    const { meta } = await c.env.BOOK.prepare(
      "DELETE FROM trusted_repositories WHERE repository = ?1 AND (tenant = ?2 OR ?3)",
    )
      .bind(repository, tenant, root === true ? 1 : 0)
      .run();
    if (meta.changes === 0) throw new Refusal("not-found", "this repository is not trusted for this tenant");
    return c.body(null, 204);
  });
  refuseOtherMethods(app, "/v1/trusted-repositories", "GET");
  refuseOtherMethods(app, "/v1/trusted-repositories/:owner/:name", "PUT", "DELETE");
}

function ownerOf(text: string): string {
  const owner = text.toLowerCase();
  // letters beyond ASCII have lower cases within it
  if (!ASCII.test(text) || !OWNER.test(owner))
    throw new Refusal("not-found", "the owner is no name of an account of GitHub's");
  return owner;
}

function nameOf(text: string): string {
  const name = text.toLowerCase();
  if (!ASCII.test(text) || !NAME.test(name))
    throw new Refusal("not-found", "the name is no repository's, and not *");
  return name;
}

function shown({ repository, tenant, owner_id, created_ms }: Row): z.output<typeof TrustedRepository> {
  return {
    repository,
    tenant,
    created_at: new Date(created_ms).toISOString(),
    ...(owner_id === null ? {} : { owner_id }),
  };
}

const path = z.object({
  owner: z.string().describe("account on GitHub"),
  name: z.string().describe("repository, or * for all of them"),
});
const query = z.object({ tenant: TenantId.optional().describe("for the ledger's own key only") });

/** For `/openapi.json`. */
export const trustedRepositoriesPaths: ZodOpenApiPathsObject = {
  "/v1/trusted-repositories": {
    get: {
      tags: ["who may do what"],
      summary: "List the repositories whose jobs may write runs",
      requestParams: { query },
      responses: {
        "200": {
          description: "by name",
          content: {
            "application/json": { schema: z.object({ repositories: z.array(TrustedRepository) }) },
          },
        },
        ...refusals("malformed-query", "unauthenticated", "forbidden", "not-found"),
      },
    },
  },
  "/v1/trusted-repositories/{owner}/{name}": {
    put: {
      tags: ["who may do what"],
      summary: "Trust the jobs of a repository to write runs",
      description:
        "A job shows a token that GitHub signs for it, so no secret is stored in the repository. The owner's number is kept from the first job on: should the name pass to another owner, it is trusted no more. An exact name comes before `owner/*`. An owner is one tenant's; in a ledger of several tenants the ledger's own key says first whose, and only it can say otherwise.",
      requestParams: { path, query },
      responses: {
        "201": { description: "trusted now", content: { "application/json": { schema: TrustedRepository } } },
        "200": { description: "was trusted", content: { "application/json": { schema: TrustedRepository } } },
        ...refusals("unauthenticated", "forbidden", "not-found", "conflict"),
      },
    },
    delete: {
      tags: ["who may do what"],
      summary: "Trust a repository no more",
      requestParams: { path },
      responses: {
        "204": { description: "trusted no more" },
        ...refusals("unauthenticated", "forbidden", "not-found"),
      },
    },
  },
};
