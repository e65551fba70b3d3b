/**
 * What a Worker logs of a request whose inferences ran inside it, so that a tail consumer can tell the ledger the CPU
 * time that the platform counted. Logged as an object, `console.log({ gramme: line })`: a text that a client sent and
 * somebody logs can then never pass for one.
 * @module
 */
import { z } from "zod";
import { MeterEvent } from "./event.ts";

const event = MeterEvent.shape;

/** Ends the id of the event that tells CPU time afterwards: the id of the line, then this. */
export const CPU_EVENT_SUFFIX = ":cpu";

/** One request's inferences, under the labels of the event that counted them. */
export const MeterLine = z.strictObject({
  /** Names this line for ever; no two requests share one. */
  meter_id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,59}$/u, "wants 1 to 60 letters, digits, . _ : -"),
  labels: z.strictObject({
    phase: event.phase,
    task: event.task,
    model: event.model,
    model_version: event.model_version,
    route: event.route,
    profile: event.profile,
    zone: event.zone,
  }),
  inferences: z.int().min(1).max(1_000_000_000),
});

/** One request's inferences, as a Worker logs them. */
export type WireMeterLine = z.output<typeof MeterLine>;
