import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { watchedBody } from "./watched-body.ts";

setFlagsFromString("--expose_gc");
const tidyUp = runInNewContext("gc") as () => void;

it("tells of a body that was thrown away unread, and lets go of its source", async () => {
  const told = new Promise<readonly [string, boolean]>((resolve) => {
    const watch = { firstByte: () => undefined, end: (...how: [string, boolean]) => resolve(how) };
    watchedBody(new ReadableStream<Uint8Array>({ cancel: () => undefined }), watch);
  });
  const turn = async (): Promise<undefined> =>
    new Promise((resolve) => {
      setTimeout(() => resolve(undefined), 0);
    });
  let how: readonly [string, boolean] | undefined;
  while (how === undefined) {
    tidyUp();
    how = await Promise.race([told, turn()]);
  }
  expect(how).toEqual(["aborted", false]);
});
