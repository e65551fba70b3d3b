/**
 * What a team says of its project: told to every reader, stated by admins. Nothing of it enters a figure.
 * @module
 */
import { checkConsequences, isForPublication } from "@gramme/core/consequences";
import { ProjectInput } from "@gramme/core/wire";
import type { WireConsequences, WireProjectAnswer, WireProjectInput } from "@gramme/core/wire";
import type { Hono } from "hono";
import { every } from "hono/combine";
import { allow } from "../auth/allow.ts";
import { allows, isLink } from "../auth/principal.ts";
import type { Ledger, LedgerContext } from "../context.ts";
import { readJson } from "../intake/body.ts";
import { actingTenant } from "../keys/acting-tenant.ts";
import { sentForm } from "../keys/sent-form.ts";
import { malformedBody } from "../problem/malformed-body.ts";
import { refuseOtherMethods } from "../problem/other-methods.ts";
import { Refusal } from "../problem/problem.ts";
import { READ_HEADERS } from "../read/csv.ts";
import { withholding } from "../share/withheld.ts";
import { patchStated } from "./patch-stated.ts";
import { BEGINNING, type Beginning, beginningMs } from "./beginning.ts";
import { SyntheticInput } from "./synthetic.ts";

/** Most bytes of consequences: 200 effects, each with a text of some length. */
const MOST_BYTES = 262_144;

interface Row extends Beginning {
  readonly stated: string | null;
  readonly consequences: string | null;
  readonly synthetic: string | null;
}

/** `PUT`, `PATCH` and `DELETE` of `/v1/project`, `PUT` and `DELETE` of `/v1/project/consequences`, `PUT /v1/project/synthetic`, `GET /api/project`. */
export function projectDoor(app: Hono<Ledger>): void {
  app.get("/api/project", every(allow("shared"), withholding), async (c) => await project(c));

  app.put(
    "/v1/project",
    allow("admin"),
    async (c) => await said(c, "stated", await sentForm(c, ProjectInput)),
  );
  app.patch("/v1/project", allow("admin"), async (c) => await patchStated(c));
  app.delete("/v1/project", allow("admin"), async (c) => await said(c, "stated", null));
  refuseOtherMethods(app, "/v1/project", "PUT", "PATCH", "DELETE");

  app.put(
    "/v1/project/consequences",
    allow("admin"),
    async (c) => await said(c, "consequences", await sentConsequences(c)),
  );
  app.delete("/v1/project/consequences", allow("admin"), async (c) => await said(c, "consequences", null));
  refuseOtherMethods(app, "/v1/project/consequences", "PUT", "DELETE");

  app.put("/v1/project/synthetic", allow("admin"), async (c) => await synthetic(c));
  refuseOtherMethods(app, "/v1/project/synthetic", "PUT");
}

/** Answers `/api/project`: one round trip. */
async function project(c: LedgerContext): Promise<Response> {
  const { nowMs, principal } = c.var;
  const row = await c.env.BOOK.prepare(
    `SELECT stated, consequences, synthetic, ${BEGINNING}
     FROM (SELECT ?1 AS asked) LEFT JOIN projects ON projects.tenant = asked`,
  )
    .bind(principal.tenant)
    .first<Row>();
  if (row === null) throw new Error("a row that is always there is not");
  // checked by the doors before they were written
  const stated: WireProjectInput = row.stated === null ? {} : (JSON.parse(row.stated) as WireProjectInput);
  const sinceMs = beginningMs(row);
  const answer: WireProjectAnswer = {
    schema: "gramme/project/1",
    name: stated.name ?? null,
    budget: stated.budget ?? null,
    ...consequencesFor(
      row.consequences === null ? null : (JSON.parse(row.consequences) as WireConsequences),
      principal,
    ),
    now: new Date(nowMs).toISOString(),
    since: sinceMs === undefined ? null : new Date(sinceMs).toISOString(),
    has: {
      requests: row.first_hour !== null || row.first_day !== null,
      runs: row.first_run_ms !== null,
    },
    synthetic: row.synthetic,
    reader: readerOf(principal),
    ...(isLink(principal) ? { shows_commits: allows(principal.scopes, "shared:commits") } : {}),
  };
  return c.json(answer, 200, READ_HEADERS);
}

/** Consequences as who asks may see them: by a public link, no more than what is for publication. */
function consequencesFor(
  stated: WireConsequences | null,
  principal: LedgerContext["var"]["principal"],
): Pick<WireProjectAnswer, "consequences" | "effects_not_for_publication"> {
  if (stated === null || !isLink(principal) || isForPublication(stated)) return { consequences: stated };
  return { consequences: null, effects_not_for_publication: stated.effects.length };
}

function readerOf(principal: LedgerContext["var"]["principal"]): WireProjectAnswer["reader"] {
  if (isLink(principal)) return "share";
  // a job's token opens no reading door
  return principal.by === "github" ? "key" : principal.by;
}

/** Keeps what was said, or that nothing is said any more. */
async function said(
  c: LedgerContext,
  column: "stated" | "consequences",
  value: WireProjectInput | WireConsequences | null,
): Promise<Response> {
  const tenant = await actingTenant(c, c.req.query("tenant"));
  await c.env.BOOK.prepare(
    `INSERT INTO projects (tenant, ${column}) VALUES (?1, ?2)
     ON CONFLICT (tenant) DO UPDATE SET ${column} = excluded.${column}`,
  )
    .bind(tenant, value === null ? null : JSON.stringify(value))
    .run();
  return c.body(null, 204);
}

async function sentConsequences(c: LedgerContext): Promise<WireConsequences> {
  const checked = checkConsequences(await readJson(c.req.raw, MOST_BYTES));
  if (checked.ok) return checked.value;
  throw malformedBody("these are no consequences as consequences.yml has them", checked.issues);
}

/**
 * Notes that all of this tenant's data is made up. Never taken back: what it marks stays. A ledger that holds anything
 * else refuses it, so that a generator which asks first cannot mix made-up data with counted.
 */
async function synthetic(c: LedgerContext): Promise<Response> {
  const { says } = await sentForm(c, SyntheticInput);
  const tenant = await actingTenant(c, c.req.query("tenant"));
  const { meta } = await c.env.BOOK.prepare(
    `INSERT INTO projects (tenant, synthetic) SELECT ?1, ?2
     WHERE EXISTS (SELECT 1 FROM projects WHERE tenant = ?1 AND synthetic IS NOT NULL)
        OR NOT EXISTS (SELECT 1 FROM days WHERE tenant = ?1)
       AND NOT EXISTS (SELECT 1 FROM runs WHERE tenant = ?1)
     ON CONFLICT (tenant) DO UPDATE SET synthetic = excluded.synthetic`,
  )
    .bind(tenant, says)
    .run();
  if (meta.changes === 0) {
    throw new Refusal(
      "conflict",
      "this tenant holds data that nobody made up; made-up data wants a tenant of its own",
    );
  }
  return c.body(null, 204);
}
