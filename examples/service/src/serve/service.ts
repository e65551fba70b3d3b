/** @module The service over HTTP: every task at `POST /tasks/:name`, metered. */
import { meter, meteredCall } from "@gramme/meter/hono";
import type { EventSink } from "@gramme/meter";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { Unreadable } from "./media.ts";
import type { ServedTask } from "./served-tasks.ts";

/** What the service works with. */
export interface ServiceOptions {
  readonly tasks: readonly ServedTask[];
  /** Where the meter's events go. */
  readonly outbox: EventSink;
  /** Whether events name a profile, each task the one of its own name: `gramme push --calibrate` makes them. */
  readonly profiles?: boolean;
}

/** What of an answer says how many inferences it took, as a ledger counts them. */
export const INFERENCES_HEADER = "gramme-inferences";

const MOST_BYTES = 20_000_000;

/** The service. A request that it refuses, with a 4xx, is no inference and is not counted. */
export function service({ tasks, outbox, profiles = false }: ServiceOptions): Hono {
  const app = new Hono();
  app.get("/tasks", (c) => c.json(tasks.map(({ name, task, types }) => ({ name, task, takes: types }))));
  for (const served of tasks) {
    const { name, task, version, types } = served;
    app.post(
      `/tasks/${name}`,
      bodyLimit({ maxSize: MOST_BYTES, onError: (c) => c.text(`at most ${MOST_BYTES} bytes`, 413) }),
      // before the meter begins: how long an upload takes is the client's affair, and nothing is computed meanwhile
      async (c, next) => {
        await c.req.arrayBuffer();
        await next();
      },
      // one pool for all: they share one processor
      meter({ task, model: name, model_version: version, outbox, ...(profiles ? { profile: name } : {}) }),
      async (c) => {
        const type = c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
        if (!types.includes(type)) return c.text(`${name} takes ${types.join(", ")}`, 415);
        try {
          const answer = await served.answer(new Uint8Array(await c.req.arrayBuffer()));
          meteredCall(c)?.usage({ count: answer.inferences });
          return c.body(answer.body, 200, {
            "content-type": answer.type,
            [INFERENCES_HEADER]: String(answer.inferences),
          });
        } catch (error) {
          if (error instanceof Unreadable || error instanceof RangeError || error instanceof TypeError) {
            return c.text(`${name} ${error.message}`, 422);
          }
          throw error;
        }
      },
    );
  }
  app.notFound((c) => c.text(`there are ${tasks.map(({ name }) => `POST /tasks/${name}`).join(", ")}`, 404));
  return app;
}
