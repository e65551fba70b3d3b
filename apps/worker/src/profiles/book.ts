/**
 * Profiles as the book keeps them: every version ever, none of which changes.
 * @module
 */
import type { WireProfile } from "@gramme/core/wire";
import type { Env } from "../env.ts";

interface Row {
  readonly body: string;
}

/** Every version of every profile of a tenant, by id, oldest version first. */
export async function allProfiles(env: Pick<Env, "BOOK">, tenant: string): Promise<readonly WireProfile[]> {
  const { results } = await env.BOOK.prepare(
    "SELECT body FROM profiles WHERE tenant = ? ORDER BY id, version",
  )
    .bind(tenant)
    .all<Row>();
  return results.map(profileOf);
}

/** Every version of one profile, oldest first. Empty where there is none. */
export async function versionsOf(
  env: Pick<Env, "BOOK">,
  tenant: string,
  id: string,
): Promise<readonly WireProfile[]> {
  const { results } = await env.BOOK.prepare(
    "SELECT body FROM profiles WHERE tenant = ? AND id = ? ORDER BY version",
  )
    .bind(tenant, id)
    .all<Row>();
  return results.map(profileOf);
}

/** Writes a version; says whether it was written, which it is not where that version stands already. */
export async function writeVersion(
  env: Pick<Env, "BOOK">,
  tenant: string,
  profile: WireProfile,
): Promise<boolean> {
  const { meta } = await env.BOOK.prepare(
    `INSERT INTO profiles (tenant, id, version, created_ms, corrects, body) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
  )
    .bind(
      tenant,
      profile.id,
      profile.version,
      Date.parse(profile.created_at),
      profile.input.corrects ?? null,
      JSON.stringify(profile),
    )
    .run();
  return meta.changes > 0;
}

/** A row's profile. The door checked it before it was written. */
export function profileOf({ body }: Row): WireProfile {
  return JSON.parse(body) as WireProfile;
}
