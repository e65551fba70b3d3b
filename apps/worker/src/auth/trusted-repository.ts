/**
 * Which tenant a repository's jobs write for.
 * @module
 */
import type { Env } from "../env.ts";
import { Refusal } from "../problem/problem.ts";

interface Row {
  readonly repository: string;
  readonly tenant: string;
  readonly owner_id: string | null;
}

/**
 * Tenant of a repository that is trusted by its name or by `owner/*`; its name comes first. Names on GitHub change hands,
 * the owner's number does not: the first job's is kept, and a job of another owner by the same name is refused.
 * Throws `forbidden` where it is not trusted.
 */
export async function tenantOfRepository(env: Env, repository: string, ownerId: string): Promise<string> {
  const exact = repository.toLowerCase();
  const wide = `${exact.slice(0, exact.indexOf("/"))}/*`;
  const { results } = await env.BOOK.prepare(
    "SELECT repository, tenant, owner_id FROM trusted_repositories WHERE repository IN (?1, ?2)",
  )
    .bind(exact, wide)
    .all<Row>();
  const row = results.find((candidate) => candidate.repository === exact) ?? results[0];
  if (row === undefined) {
    throw new Refusal(
      "forbidden",
      `${repository} is not trusted here; PUT /v1/trusted-repositories/${repository} with a key that has admin`,
    );
  }
  if ((row.owner_id ?? (await ownerKept(env, row.repository, ownerId))) !== ownerId) {
    throw new Refusal(
      "forbidden",
      `${repository} belongs to another owner than when it was trusted; if that is right, DELETE and PUT /v1/trusted-repositories/${row.repository}`,
    );
  }
  return row.tenant;
}

/** The owner's number that is kept of a repository: this one where there is none yet. One statement: jobs come at once. */
async function ownerKept(env: Env, repository: string, ownerId: string): Promise<string | null> {
  return await env.BOOK.prepare(
    "UPDATE trusted_repositories SET owner_id = coalesce(owner_id, ?2) WHERE repository = ?1 RETURNING owner_id",
  )
    .bind(repository, ownerId)
    .first<string>("owner_id");
}
