/**
 * A route of the gateway, as people state it.
 * @module
 */
import { TASKS } from "@gramme/core";
import { MODEL_NAME, PROFILE_ID, VERSION_NAME, ZONE_CODE } from "@gramme/core/wire";
import { z } from "zod";

/** Id of a route: it stands in a path, and in labels. */
export const ROUTE_ID: RegExp = /^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/u;

/** Methods that a route can let pass. */
export const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const;

/** Longest wait for the head of an answer, s, unless the route says other. */
export const HEAD_LIMIT_S = 600;

const path = z
  .string()
  .regex(
    /^(?:\/[A-Za-z0-9._:@+-]{1,60}){1,8}$/u,
    "wants a path like /chat/completions, at most 80 characters",
  )
  .max(80);

/** A route as people state it: `PUT /v1/routes/:id`. */
export const RouteInput = z.strictObject({
  /** What paths are appended to: `https://api.openai.com/v1`. */
  upstream: z.string().describe("https URL of the public internet, or an origin of PRIVATE_UPSTREAMS"),
  /** What every POST is that nothing below names. Without it, paths of the usual APIs are known by themselves. */
  task: z.enum([...TASKS, "unknown"]).optional(),
  /** Tasks by the end of a request's path; `none` where it is no inference. The longest that fits holds. */
  tasks: z.record(path, z.enum([...TASKS, "unknown", "none"])).optional(),
  /** Model to count under where the answer names none. */
  model: z.string().regex(MODEL_NAME, "wants a model's name, at most 128 characters").optional(),
  model_version: z.string().regex(VERSION_NAME, "wants a version's name, at most 64 characters").optional(),
  /** How the energy is known. The published rate of the task when not said. */
  profile: z.string().regex(PROFILE_ID, "wants a profile's id, at most 128 characters").optional(),
  /** Where the upstream computes, where that is not the profile's place. */
  zone: z.string().regex(ZONE_CODE, "wants an ISO 3166-1 code in capitals").optional(),
  /** Name of a secret of the ledger, sent as `Authorization: Bearer` in place of what the caller sends. */
  secret: z
    .string()
    .regex(/^UPSTREAM_[A-Z0-9_]{1,60}$/u, "wants the name of a secret: UPSTREAM_ and capitals")
    .optional(),
  /** Paths, with all below them, that may be asked. All when not said. */
  allow: z.array(path).min(1).max(64).optional(),
  /** GET and POST when not said. */
  methods: z.array(z.enum(METHODS)).min(1).max(METHODS.length).optional(),
  /** Longest wait for the head of an answer, s. */
  head_limit_s: z.number().min(1).max(3600).optional().describe(`${HEAD_LIMIT_S} when not said`),
  /** Streams of chat completions are asked to tell their tokens: one more chunk, without choices, reaches the caller. */
  ask_usage: z.boolean().optional(),
});

/** A stated route on the wire. */
export type WireRouteInput = z.output<typeof RouteInput>;

/** A route as the ledger keeps it. */
export const Route = z.strictObject({ id: z.string(), created_at: z.iso.datetime(), input: RouteInput });

/** A kept route on the wire. */
export type WireRoute = z.output<typeof Route>;
