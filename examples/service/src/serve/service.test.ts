import { type EventSink, pool } from "@gramme/meter";
import { expect, test } from "vitest";
import type { ServedTask } from "./served-tasks.ts";
import { service } from "./service.ts";

/** A service of one task, which says how many bytes it got. */
function serving(): {
  readonly ask: (body: ReadableStream) => Promise<Response>;
  readonly events: unknown[];
} {
  const events: unknown[] = [];
  const outbox: EventSink = { add: (event) => events.push(event) };
  const task: ServedTask = {
    name: "bytes",
    task: "text-classification",
    version: "1",
    types: ["text/plain"],
    answer: async ({ byteLength }) => ({ type: "application/json", body: `${byteLength}`, inferences: 3 }),
  };
  const app = service({ tasks: [task], outbox });
  const headers = { "content-type": "text/plain", "content-length": "5" };
  return {
    events,
    ask: async (body) => {
      const upload = { method: "POST", headers, body, duplex: "half" };
      return app.request("/tasks/bytes", upload);
    },
  };
}

test("the time of an upload is no time of an inference, and thins nobody's share", async () => {
  const { ask, events } = serving();
  const inFlight: number[] = [];
  const upload = new ReadableStream(
    {
      pull(controller) {
        inFlight.push(pool().count);
        controller.enqueue(new TextEncoder().encode("hello"));
        controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  const answer = await ask(upload);
  expect(answer.headers.get("gramme-inferences")).toBe("3");
  expect(await answer.text()).toBe("5");
  expect(inFlight).toEqual([0]);
  expect(events).toMatchObject([{ model: "bytes", count: 3, timing: "wall" }]);
});
