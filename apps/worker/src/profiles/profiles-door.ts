/**
 * `/v1/profiles`: how the energy of models and routes is known. Versions are added and never changed.
 * @module
 */
import { Profile, PROFILE_ID, ProfileInput } from "@gramme/core/wire";
import type { Hono } from "hono";
import { z } from "zod";
import type { ZodOpenApiPathsObject } from "zod-openapi";
import { allow } from "../auth/allow.ts";
import type { Ledger, LedgerContext } from "../context.ts";
import { refusals } from "../openapi/refusals.ts";
import { Refusal } from "../problem/problem.ts";
import { allProfiles, versionsOf } from "./book.ts";
import { putProfile } from "./next-version.ts";
import { sentProfile } from "./profile-body.ts";
import { forgetProfileVersions } from "./registry.ts";

/** Mounts `PUT` and `GET /v1/profiles/:id`, and `GET /v1/profiles`. */
export function profilesDoor(app: Hono<Ledger>): void {
  app.put("/v1/profiles/:id{.+}", allow("admin"), async (c) => {
    const id = profileId(c);
    const { tenant } = c.var.principal;
    const input = await sentProfile(c.req.raw);
    const { profile, isNew } = await putProfile(c.env, tenant, id, input, c.var.nowMs);
    forgetProfileVersions(tenant);
    return c.json(profile, isNew ? 201 : 200);
  });

  app.get("/v1/profiles", allow("read"), async (c) => {
    const all = await allProfiles(c.env, c.var.principal.tenant);
    // versions come oldest first, so that the newest of each stays
    return c.json({ profiles: [...new Map(all.map((profile) => [profile.id, profile])).values()] });
  });

  app.get("/v1/profiles/:id{.+}", allow("read"), async (c) => {
    const id = profileId(c);
    const versions = await versionsOf(c.env, c.var.principal.tenant, id);
    if (versions.length === 0) throw new Refusal("not-found", `there is no profile ${id}`);
    return c.json({ id, versions });
  });
}

function profileId(c: LedgerContext): string {
  const id = c.req.param("id") ?? "";
  if (!PROFILE_ID.test(id)) {
    throw new Refusal("malformed-query", "a profile's id wants letters, digits, . _ : / @ + -, at most 128");
  }
  return id;
}

const id = z.string().regex(PROFILE_ID);
const TAGS = ["profiles"];

/** For `/openapi.json`. */
export const profilePaths: ZodOpenApiPathsObject = {
  "/v1/profiles": {
    get: {
      tags: TAGS,
      summary: "The newest version of every profile",
      security: [{ key: [] }, { access: [] }],
      responses: {
        "200": {
          description: "by id",
          content: { "application/json": { schema: z.object({ profiles: z.array(Profile) }) } },
        },
        ...refusals("unauthenticated", "forbidden"),
      },
    },
  },
  "/v1/profiles/{id}": {
    put: {
      tags: TAGS,
      summary: "State a profile: its next version holds for events from now on",
      description:
        "With `corrects` it also takes that version's place in every reading, back to the first event. What the newest version says already makes no new one. Wants `admin`.",
      requestParams: { path: z.object({ id }) },
      requestBody: { content: { "application/json": { schema: ProfileInput } } },
      responses: {
        "201": { description: "a new version", content: { "application/json": { schema: Profile } } },
        "200": { description: "it stood so already", content: { "application/json": { schema: Profile } } },
        ...refusals(
          "malformed-json",
          "malformed-body",
          "malformed-query",
          "unknown-zone",
          "unsupported-media-type",
          "too-large",
          "too-slow",
          "conflict",
          "unauthenticated",
          "forbidden",
        ),
      },
    },
    get: {
      tags: TAGS,
      summary: "Every version of a profile, oldest first",
      security: [{ key: [] }, { access: [] }],
      requestParams: { path: z.object({ id }) },
      responses: {
        "200": {
          description: "none is ever changed",
          content: { "application/json": { schema: z.object({ id, versions: z.array(Profile) }) } },
        },
        ...refusals("not-found", "malformed-query", "unauthenticated", "forbidden"),
      },
    },
  },
};
