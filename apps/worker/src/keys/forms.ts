/**
 * What people send and get who say who may do what.
 * @module
 */
import { z } from "zod";
import { SCOPES } from "../auth/principal.ts";

const line = z
  .string()
  .min(1)
  .max(100)
  .regex(/^\P{Cc}*$/u, "wants one line");

/** Id of a tenant: it is part of the names of shards. */
export const TenantId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/u, "wants small letters, digits and dashes, at most 63")
  .meta({ id: "TenantId" });

/** A tenant to be made. */
export const TenantInput = z
  .strictObject({ id: TenantId, name: line.describe("for people") })
  .meta({ id: "TenantInput" });

/** A tenant. */
export const Tenant = z
  .strictObject({ id: TenantId, name: z.string(), created_at: z.iso.datetime() })
  .meta({ id: "Tenant" });

/** A key to be made. */
export const KeyInput = z
  .strictObject({
    label: line.describe("what it is for, for people"),
    scopes: z
      .array(z.enum(SCOPES))
      .min(1)
      .max(SCOPES.length)
      .refine((scopes) => new Set(scopes).size === scopes.length, "names a scope twice")
      .describe("what it allows; admin allows making keys of every scope in its tenant"),
    expires_at: z.iso.datetime({ offset: true }).optional().describe("never when not said"),
    tenant: TenantId.optional().describe("for the ledger's own key only; its tenant is main when not said"),
  })
  .meta({ id: "KeyInput" });

/** A key, without its secret. */
export const Key = z
  .strictObject({
    id: z.string(),
    tenant: TenantId,
    label: z.string(),
    scopes: z.array(z.enum(SCOPES)),
    created_at: z.iso.datetime(),
    expires_at: z.iso.datetime().optional(),
    revoked_at: z.iso.datetime().optional(),
  })
  .meta({ id: "Key" });

/** A key that was just made. */
export const MintedKey = Key.extend({
  key: z.string().describe("gk_ID.SECRET, told this once: only a hash of it is kept"),
}).meta({ id: "MintedKey" });

/** A repository whose jobs may write runs. */
export const TrustedRepository = z
  .strictObject({
    repository: z.string().describe("owner/name, or owner/* for all of an owner; small letters"),
    tenant: TenantId,
    created_at: z.iso.datetime(),
    owner_id: z
      .string()
      .optional()
      .describe("GitHub's number of the owner, as the first job that came told it; another is refused"),
  })
  .meta({ id: "TrustedRepository" });
