/**
 * The service: where somebody speaks in a sound.
 * @module
 */
import type { EventSink } from "@gramme/meter";
import { meter } from "@gramme/meter/hono";
import { Hono, type Context } from "hono";
import { requestedSound } from "./audio/requested-sound.ts";
import { logInferences } from "./meter/inference-log.ts";
import { labels, ROUTE } from "./meter/labels.ts";
import { STANDING_CLOCK } from "./meter/standing-clock.ts";
import { problem } from "./problem.ts";
import { loadedModel } from "./speech/loaded-model.ts";
import { speechSegments } from "./speech/segments.ts";
import { MODEL } from "./speech/voice-model.ts";
import { SAMPLE_RATE } from "./speech/window.ts";

/** What the handler leaves for the meter. */
interface Metered {
  Variables: { windows: number };
}

/** `POST /voice-activity`, each window of sound counted as an inference and handed to `outbox`. */
export function service(outbox: EventSink, profile: string | undefined): Hono<Metered> {
  const app = new Hono<Metered>();
  const filedUnder = labels(profile);
  const metered = meter({
    ...filedUnder,
    outbox,
    clock: STANDING_CLOCK,
    inferences: (c: Context<Metered>) => c.get("windows"),
  });

  app.post(ROUTE, metered, async (c) => {
    const samples = await requestedSound(c);
    if (samples instanceof Response) return samples;
    const model = await loadedModel((work) => c.executionCtx.waitUntil(work));
    const probabilities = await model.probabilities(samples);
    c.set("windows", probabilities.length);
    logInferences(filedUnder, probabilities.length);
    const durationS = samples.length / SAMPLE_RATE;
    return c.json({
      model: MODEL,
      duration_s: durationS,
      windows: probabilities.length,
      segments: speechSegments(probabilities, durationS),
      ...(c.req.query("probabilities") === "true" ? { probabilities } : {}),
    });
  });
  app.all(ROUTE, () => problem(405, "wants POST", { allow: "POST" }));
  app.notFound((c) => problem(404, `there is nothing at ${c.req.path.slice(0, 100)}`));
  app.onError((error) => {
    // oxlint-disable-next-line no-console -- a Worker's log is its console; the stack holds nothing of the sound
    console.error(error.stack ?? String(error));
    return problem(500, "the model failed; the Worker's log says why");
  });
  return app;
}
