/**
 * The door for batches of events, for `/openapi.json`.
 * @module
 */
import { EventsAck, EventsBatch, MeterEvent, MOST_EVENTS } from "@gramme/core/wire";
import { z } from "zod";
import type { ZodOpenApiPathsObject } from "zod-openapi";
import { FORM_REFUSALS, refusals } from "./refusals.ts";

/** A batch as people write it: the door looks at each event by itself, so that one that is wrong stops no other. */
const Batch = EventsBatch.extend({ events: z.array(MeterEvent).max(MOST_EVENTS) }).meta({
  id: "EventsBatch",
});

/** For `/openapi.json`. */
export const eventsPaths: ZodOpenApiPathsObject = {
  "/v1/events": {
    post: {
      tags: ["intake"],
      summary: "Send metered requests",
      description:
        "Wants `events:write`. With `producer` and `seq` a batch counts once for its number; without, every event wants an `id` and counts once for it. What is answered is durable. An event that is wrong is named in `rejected`, and stops no other.",
      requestBody: { content: { "application/json": { schema: Batch } } },
      responses: {
        "200": {
          description: "at least one event was taken, now or before",
          content: { "application/json": { schema: EventsAck } },
        },
        ...refusals(
          ...FORM_REFUSALS,
          "unauthenticated",
          "forbidden",
          "conflict",
          "malformed-event",
          "unknown-profile",
          "unknown-zone",
          "too-old",
          "in-the-future",
          "too-many-labels",
          "counter-overflow",
          "out-of-breath",
        ),
      },
    },
  },
};
