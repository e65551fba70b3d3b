/**
 * Which tenant somebody acts for who has `admin`.
 * @module
 */
import type { LedgerContext } from "../context.ts";
import { Refusal } from "../problem/problem.ts";
import { TenantId } from "./forms.ts";

/**
 * The caller's tenant; for the ledger's own key, the one that it names. Throws `forbidden` where somebody else names
 * another tenant than their own, `not-found` where there is none by that name.
 */
export async function actingTenant(c: LedgerContext, named: string | undefined): Promise<string> {
  const { tenant, root } = c.var.principal;
  if (named === undefined || named === tenant) return tenant;
  if (root !== true) {
    throw new Refusal("forbidden", "another tenant is for the ledger's own key (ADMIN_KEY) to name");
  }
  if (!TenantId.safeParse(named).success) throw new Refusal("malformed-query", "tenant is no tenant's id");
  const found = await c.env.BOOK.prepare("SELECT id FROM tenants WHERE id = ?1").bind(named).first();
  if (found === null)
    throw new Refusal("not-found", `there is no tenant ${named}; POST /v1/tenants makes it`);
  return named;
}

/** Writes the caller's own tenant down, before what refers to it: `main` and `local` are made by nobody. */
export function ownTenantRow(c: LedgerContext, tenant: string): D1PreparedStatement {
  return c.env.BOOK.prepare(
    "INSERT INTO tenants (id, name, created_ms) VALUES (?1, ?1, ?2) ON CONFLICT (id) DO NOTHING",
  ).bind(tenant, c.var.nowMs);
}
