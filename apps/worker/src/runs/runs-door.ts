/**
 * Results of benches come in here, from jobs and from people.
 * @module
 */
import { idempotencyKey, RunsEnvelope } from "@gramme/core/wire";
import type { WireRunsEnvelope } from "@gramme/core/wire";
import type { Hono } from "hono";
import { z } from "zod";
import type { ZodOpenApiPathsObject } from "zod-openapi";
import { allow } from "../auth/allow.ts";
import type { Gate } from "../auth/allow.ts";
import { sha256 } from "../auth/key-form.ts";
import type { Ledger, LedgerContext } from "../context.ts";
import { FORM_REFUSALS, refusals } from "../openapi/refusals.ts";
import { refuseOtherMethods } from "../problem/other-methods.ts";
import { Refusal } from "../problem/problem.ts";
import { claimOf } from "./run-claim.ts";
import type { Claim } from "./run-claim.ts";
import { envelopeIn } from "./run-form.ts";
import { readJson } from "../intake/body.ts";

/**
 * Most bytes that a run may have as it is kept. A bench of nine workloads has 125 kB as `--json` prints it;
 * many of 1.8 MB, read at once, took workerd down.
 */
const MOST_BYTES = 600_000;
/** A runner's clock may be ahead by so much, ms. */
const AHEAD_MS = 3_600_000;
/** Nothing was measured before, ms since 1970. */
const FIRST_MS = 1_500_000_000_000;

/** What is answered to a run that the ledger has. */
export const RunReceipt = z
  .strictObject({
    key: z.string().describe("names the run: profiles are calibrated by it"),
    received_at: z.iso.datetime().describe("when it came first"),
  })
  .meta({ id: "RunReceipt" });

/** `POST /v1/runs`. */
export function runsDoor(app: Hono<Ledger>, gate: Gate = {}): void {
  app.post("/v1/runs", allow("runs:write", gate), async (c) => {
    const header = c.req.header("idempotency-key");
    if (header === undefined) {
      throw new Refusal(
        "bad-header",
        "a run wants Idempotency-Key: OWNER/NAME/RUN/ATTEMPT/PART, - for no part",
      );
    }
    const envelope = envelopeIn(await readJson(c.req.raw, MOST_BYTES));
    if (header !== idempotencyKey(envelope.source)) {
      throw new Refusal("bad-header", "Idempotency-Key is not that of the run's source");
    }
    const startedMs = startOf(envelope, c.var.nowMs);
    const claim = claimOf(envelope.source, c.var.principal);
    const { receivedMs, isNew } = await booked(c, envelope, claim, startedMs);
    const receipt: z.output<typeof RunReceipt> = {
      key: claim.key,
      received_at: new Date(receivedMs).toISOString(),
    };
    return c.json(receipt, isNew ? 201 : 200);
  });
  refuseOtherMethods(app, "/v1/runs", "POST");
}

function startOf({ run }: WireRunsEnvelope, nowMs: number): number {
  const startedMs = Date.parse(run.started_at);
  if (startedMs > nowMs + AHEAD_MS) {
    throw new Refusal("in-the-future", "the run starts in the future; is the machine's clock right?");
  }
  if (startedMs < FIRST_MS)
    throw new Refusal("too-old", "the run starts before there was anything to measure it");
  return startedMs;
}

/** Writes the run once. Throws `conflict` where another one stands under its key. */
async function booked(
  c: LedgerContext,
  envelope: WireRunsEnvelope,
  { source, key }: Claim,
  startedMs: number,
): Promise<{ readonly receivedMs: number; readonly isNew: boolean }> {
  const { env } = c;
  const { principal, nowMs } = c.var;
  // keys stand in the order of the form, however they came, so that equal runs are equal texts
  const body = JSON.stringify(envelope);
  if (new TextEncoder().encode(body).byteLength > MOST_BYTES) {
    throw new Refusal("too-large", `a run is kept whole, and may have ${MOST_BYTES} bytes`);
  }
  const digest = (await sha256(body)).toHex();
  const { meta } = await env.BOOK.prepare(
    `INSERT INTO runs (tenant, key, received_ms, started_ms, body_sha256, sha, ref, repository, pull_request, job, body)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT (tenant, key) DO NOTHING`,
  )
    .bind(
      principal.tenant,
      key,
      nowMs,
      startedMs,
      digest,
      source.sha,
      source.ref,
      source.repository,
      source.pull_request ?? null,
      principal.job === undefined ? null : JSON.stringify(principal.job),
      body,
    )
    .run();
  if (meta.changes > 0) return { receivedMs: nowMs, isNew: true };
  const first = await env.BOOK.prepare(
    "SELECT received_ms, body_sha256 FROM runs WHERE tenant = ?1 AND key = ?2",
  )
    .bind(principal.tenant, key)
    .first<{ received_ms: number; body_sha256: string }>();
  if (first?.body_sha256 !== digest) {
    throw new Refusal(
      "conflict",
      `another run stands under ${key} already; give each job of a matrix its own part`,
    );
  }
  return { receivedMs: first.received_ms, isNew: false };
}

/** For `/openapi.json`. */
export const runsPaths: ZodOpenApiPathsObject = {
  "/v1/runs": {
    post: {
      tags: ["intake"],
      summary: "Send a result of a bench",
      description:
        "Wants `runs:write`, or a token that GitHub signed for a job of a trusted repository, with the ledger's public origin as its audience. Sent again, it changes nothing. With a key, `source.repository` may be `local/NAME`.",
      security: [{ key: [] }, { job: [] }],
      requestParams: {
        header: z.object({
          "idempotency-key": z
            .string()
            .describe("OWNER/NAME/RUN_ID/RUN_ATTEMPT/PART of the source, with - for no part"),
        }),
      },
      requestBody: { content: { "application/json": { schema: RunsEnvelope } } },
      responses: {
        "201": { description: "it is new", content: { "application/json": { schema: RunReceipt } } },
        "200": { description: "it was there", content: { "application/json": { schema: RunReceipt } } },
        ...refusals(
          ...FORM_REFUSALS,
          "bad-header",
          "unauthenticated",
          "forbidden",
          "conflict",
          "in-the-future",
          "too-old",
          "out-of-breath",
        ),
      },
    },
  },
};
