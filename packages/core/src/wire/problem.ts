/**
 * What a ledger answers when it refuses: RFC 9457, `application/problem+json`, with a code of a closed set.
 * @module
 */
import { z } from "zod";

/** Every reason for a refusal, with its status. A code is a contract. */
export const PROBLEMS = {
  "malformed-json": 400,
  "malformed-body": 422,
  "malformed-query": 400,
  "bad-header": 400,
  unauthenticated: 401,
  forbidden: 403,
  "not-found": 404,
  "method-not-allowed": 405,
  "too-slow": 408,
  conflict: 409,
  "too-large": 413,
  "unsupported-media-type": 415,
  "misdirected-host": 421,
  "malformed-event": 422,
  "unknown-profile": 422,
  "unknown-zone": 422,
  "too-old": 422,
  "in-the-future": 422,
  "too-many-labels": 422,
  "counter-overflow": 422,
  "too-many-requests": 429,
  "upstream-refused": 502,
  "upstream-unreachable": 502,
  "upstream-too-slow": 504,
  "out-of-breath": 503,
  bug: 500,
} as const;

/** A code of the closed set. */
export type ProblemCode = keyof typeof PROBLEMS;

/** One thing wrong with a body. */
export const ProblemError = z.strictObject({
  /** Position of the event in its batch, or of the span. */
  index: z.int().min(0).optional(),
  id: z.string().optional(),
  code: z.string(),
  field: z.string().optional(),
  detail: z.string(),
});

/** A refusal. */
export const Problem = z.strictObject({
  /** `urn:gramme:problem:CODE`. */
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  /** What is wrong, thing by thing; at most 100 of them, and `more` counts the rest. */
  errors: z.array(ProblemError).optional(),
  more: z.int().optional(),
});

/** A refusal on the wire. */
export type WireProblem = z.output<typeof Problem>;
/** One thing wrong, on the wire. */
export type WireProblemError = z.output<typeof ProblemError>;
