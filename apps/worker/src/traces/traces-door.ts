/**
 * The door for OpenTelemetry: OTLP/HTTP in JSON, spans by the GenAI conventions.
 * @module
 */
import { MOST_EVENTS } from "@gramme/core/wire";
import type { WireRejectedEvent } from "@gramme/core/wire";
import type { Hono } from "hono";
import { z } from "zod";
import type { ZodOpenApiPathsObject } from "zod-openapi";
import { allow } from "../auth/allow.ts";
import type { Gate } from "../auth/allow.ts";
import type { Ledger, LedgerContext } from "../context.ts";
import { readJson } from "../intake/body.ts";
import { takeEvents } from "../intake/take-events.ts";
import { FORM_REFUSALS, refusals } from "../openapi/refusals.ts";
import { malformedBody } from "../problem/malformed-body.ts";
import { refuseOtherMethods } from "../problem/other-methods.ts";
import { Refusal } from "../problem/problem.ts";
import { attributesOf } from "./attributes.ts";
import { spanReading } from "./span-event.ts";

const PATH = "/v1/traces";

/** Most bytes of one export, unpacked: spans may carry whole conversations, which nobody reads here. */
const MOST_BYTES = 8_000_000;
/** Rejections that the answer puts in words. */
const MOST_WORDED = 5;
const LONGEST_DETAIL = 400;

/** An export as far as it is looked at; protobuf's JSON may write null for what is not there. */
const ExportTraceServiceRequest = z
  .object({
    resourceSpans: z
      .array(
        z.object({
          resource: z.object({ attributes: z.array(z.unknown()).nullish() }).nullish(),
          scopeSpans: z
            .array(z.object({ spans: z.array(z.unknown()).nullish().describe("Span of OTLP/JSON") }))
            .nullish(),
        }),
      )
      .nullish(),
  })
  .meta({ id: "ExportTraceServiceRequest", description: "OTLP/JSON, with its keys in camelCase" });

const ExportTraceServiceResponse = z
  .object({
    partialSuccess: z
      .object({ rejectedSpans: z.string().describe("int64"), errorMessage: z.string() })
      .optional()
      .describe("absent where every inference counts; spans of other kinds are passed over, not rejected"),
  })
  .meta({ id: "ExportTraceServiceResponse" });

/** `POST /v1/traces`. */
export function tracesDoor(app: Hono<Ledger>, gate: Gate = {}): void {
  app.post(PATH, allow("traces:write", gate), async (c) => {
    refuseProtobuf(c.req.raw.headers);
    const { events, unreadable } = readingsOf(await readJson(c.req.raw, MOST_BYTES));
    const rejected = [...unreadable, ...(await rejectedOf(c, events))];
    const answer: z.output<typeof ExportTraceServiceResponse> =
      rejected.length === 0
        ? {}
        : { partialSuccess: { rejectedSpans: String(rejected.length), errorMessage: words(rejected) } };
    return c.json(answer, 200, { "cache-control": "no-store" });
  });
  refuseOtherMethods(app, PATH, "POST");
}

function refuseProtobuf(headers: Headers): void {
  if (headers.get("content-type")?.toLowerCase().startsWith("application/x-protobuf") !== true) return;
  throw new Refusal(
    "unsupported-media-type",
    "this takes OTLP in JSON, not in protobuf: set OTEL_EXPORTER_OTLP_TRACES_PROTOCOL=http/json; where an SDK has no JSON, send to a Collector and on from there with its otlphttp exporter and `encoding: json`",
  );
}

/** The first fault of the form is all that is told: a schema would word every one of a million. */
function readingsOf(body: unknown): {
  readonly events: readonly unknown[];
  readonly unreadable: readonly string[];
} {
  const events: unknown[] = [];
  const unreadable: string[] = [];
  const resourceSpans = objectAt(body)["resourceSpans"];
  for (const [r, ofResource] of listAt(resourceSpans, "resourceSpans").entries()) {
    const { resource, scopeSpans } = objectAt(ofResource, "resourceSpans", r) as {
      readonly resource?: unknown;
      readonly scopeSpans?: unknown;
    };
    const labels = attributesOf(objectAt(resource ?? {}, "resourceSpans", r, "resource")["attributes"]);
    for (const [s, ofScope] of listAt(scopeSpans, "resourceSpans", r, "scopeSpans").entries()) {
      const at = ["resourceSpans", r, "scopeSpans", s] as const;
      for (const span of listAt(objectAt(ofScope, ...at)["spans"], ...at, "spans")) {
        const reading = spanReading(span, labels);
        if (reading.kind === "event") events.push(reading.event);
        if (reading.kind === "unreadable") unreadable.push(reading.detail);
      }
    }
  }
  return { events, unreadable };
}

const NO_EXPORT = "the body is no ExportTraceServiceRequest";

function objectAt(value: unknown, ...path: readonly (string | number)[]): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Readonly<Record<string, unknown>>;
  }
  throw malformedBody(NO_EXPORT, [{ path, message: "wants an object" }]);
}

function listAt(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value as readonly unknown[];
  throw malformedBody(NO_EXPORT, [{ path, message: "wants a list" }]);
}

/**
 * Takes the events, as many at a time as a batch may hold. Should a later part fail, the exporter sends all again, and
 * what counted before counts no more.
 */
async function rejectedOf(c: LedgerContext, events: readonly unknown[]): Promise<readonly string[]> {
  const { principal, nowMs } = c.var;
  const from = { tenant: principal.tenant, sender: principal.id };
  const rejected: string[] = [];
  for (let at = 0; at < events.length; at += MOST_EVENTS) {
    const taken = await takeEvents(c.env, from, events.slice(at, at + MOST_EVENTS), nowMs);
    rejected.push(...taken.rejected.map(worded));
  }
  return rejected;
}

function worded({ id, field, code, detail }: WireRejectedEvent): string {
  return [id, code, field, detail].filter((part) => part !== undefined).join(": ");
}

function words(rejected: readonly string[]): string {
  const shown = rejected.slice(0, MOST_WORDED).map((detail) => detail.slice(0, LONGEST_DETAIL));
  const more = rejected.length - shown.length;
  return [...shown, ...(more === 0 ? [] : [`and ${more} more`])].join("; ");
}

/** For `/openapi.json`. */
export const tracesPaths: ZodOpenApiPathsObject = {
  [PATH]: {
    post: {
      tags: ["intake"],
      summary: "Send spans, as OpenTelemetry's exporters do",
      description:
        "Wants `traces:write`. OTLP/HTTP in JSON. Spans whose `gen_ai.operation.name` is an inference (chat, text_completion, generate_content, embeddings…) count; all others are passed over. Model, tokens, time and outcome are read, and `gramme.task`, `gramme.phase`, `gramme.profile`, `gramme.route`, `gramme.zone` and `gramme.model_version` of the span or its resource. Prompts and answers are not. Trace and span name the event: sent again, it counts once. Spans are counted as they come: what a sampler drops is not estimated, and two instrumentations of one request are two inferences.",
      requestBody: { content: { "application/json": { schema: ExportTraceServiceRequest } } },
      responses: {
        "200": {
          description: "what counts is durable",
          content: { "application/json": { schema: ExportTraceServiceResponse } },
        },
        ...refusals(...FORM_REFUSALS, "unauthenticated", "forbidden", "out-of-breath"),
      },
    },
  },
};
