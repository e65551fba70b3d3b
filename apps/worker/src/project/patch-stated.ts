/**
 * `PATCH /v1/project`: a part of what a team says of its project, said anew; the rest stays as it was said (RFC 7396).
 * @module
 */
import { check, ProjectInput, ProjectPatch } from "@gramme/core/wire";
import type { WireProjectInput, WireProjectPatch } from "@gramme/core/wire";
import type { LedgerContext } from "../context.ts";
import { actingTenant } from "../keys/acting-tenant.ts";
import { sentForm } from "../keys/sent-form.ts";
import { malformedBody } from "../problem/malformed-body.ts";
import { Refusal } from "../problem/problem.ts";

/** Times that a patch is tried again where something else was said in between. */
const TRIES = 5;

/** Patches what is stated. Throws `malformed-body` where what comes of it is no statement. */
export async function patchStated(c: LedgerContext): Promise<Response> {
  const patch = await sentForm(c, ProjectPatch);
  const tenant = await actingTenant(c, c.req.query("tenant"));
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const row = await c.env.BOOK.prepare("SELECT stated FROM projects WHERE tenant = ?1")
      .bind(tenant)
      .first<{ readonly stated: string | null }>();
    const stated = row?.stated ?? null;
    const patched = check(
      ProjectInput,
      merged(stated === null ? {} : (JSON.parse(stated) as WireProjectInput), patch),
    );
    if (!patched.ok) throw malformedBody("the project would not be one after this patch", patched.issues);
    // what was read has to stand still, or somebody else's word is lost
    const { meta } = await c.env.BOOK.prepare(
      `INSERT INTO projects (tenant, stated) VALUES (?1, ?2)
       ON CONFLICT (tenant) DO UPDATE SET stated = excluded.stated WHERE projects.stated IS ?3`,
    )
      .bind(tenant, JSON.stringify(patched.value), stated)
      .run();
    if (meta.changes > 0) return c.body(null, 204);
  }
  throw new Refusal(
    "conflict",
    "the project was stated anew meanwhile, again and again; send the patch again",
  );
}

/** MergePatch of RFC 7396, of objects: members that are null go, objects are merged, all else takes the old one's place. */
function merged(target: object, patch: WireProjectPatch): Record<string, unknown> {
  const result: Record<string, unknown> = { ...target };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else if (typeof value === "object") {
      const old = result[name];
      result[name] = merged(typeof old === "object" && old !== null ? old : {}, value as WireProjectPatch);
    } else result[name] = value;
  }
  return result;
}
