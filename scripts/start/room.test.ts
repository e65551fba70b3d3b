import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { assertRoom } from "./room.ts";

test("a disk that has not the room is told of, with what to do", () => {
  expect(() => assertRoom(tmpdir(), 1)).not.toThrow();
  expect(() => assertRoom(tmpdir(), 1e18)).toThrow(
    /is on a disk with [\d,]+ MB free, and a start wants 1,000,000,000,000 MB: make room, or choose another with --folder/u,
  );
});
