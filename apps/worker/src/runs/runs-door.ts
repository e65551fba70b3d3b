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
import type { Ledger } from "../context.ts";
import { FORM_REFUSALS, refusals } from "../openapi/refusals.ts";
import { refuseOtherMethods } from "../problem/other-methods.ts";
import { Refusal } from "../problem/problem.ts";
import { bookRun, MOST_RUN_BYTES } from "./book-run.ts";
import { claimOf } from "./run-claim.ts";
import { envelopeIn } from "./run-form.ts";
import { readJson } from "../intake/body.ts";

/** A runner's clock may be ahead by so much, ms. */
const AHEAD_MS = 3_600_000;
/** Nothing was measured before, ms since 1970. */
const FIRST_MS = 1_500_000_000_000;

/** What is answered to a run that the ledger has. */
export const RunReceipt = z
  .strictObject({
    key: z.string().describe("names the run: profiles are calibrated by it"),
    received_at: z.iso.datetime().describe("when it came first"),
    trained: z
      .array(z.string())
      .describe("every workload of it whose full training is booked, told with this sending or before"),
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
    const envelope = envelopeIn(await readJson(c.req.raw, MOST_RUN_BYTES));
    if (header !== idempotencyKey(envelope.source)) {
      throw new Refusal("bad-header", "Idempotency-Key is not that of the run's source");
    }
    const { principal, nowMs } = c.var;
    const startedMs = startOf(envelope, nowMs);
    const claim = claimOf(envelope.source, principal);
    const { tenant, job } = principal;
    const booked = await bookRun(c.env, tenant, { envelope, ...claim, job, startedMs, nowMs });
    const receipt: z.output<typeof RunReceipt> = {
      key: claim.key,
      received_at: new Date(booked.receivedMs).toISOString(),
      trained: [...booked.trained],
    };
    return c.json(receipt, booked.isNew ? 201 : 200);
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

/** For `/openapi.json`. */
export const runsPaths: ZodOpenApiPathsObject = {
  "/v1/runs": {
    post: {
      tags: ["intake"],
      summary: "Send a result of a bench",
      description:
        "Wants `runs:write`, or a token that GitHub signed for a job of a trusted repository, with the ledger's public origin as its audience. Sent again, it counts once: equal but for `trained`, it adds what is said there to what was said before, and takes nothing away; another run under the same key is refused. With a key, `source.repository` may be `local/NAME`.",
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
