import { describe, expect, it } from "vitest";
import { twoSeats } from "./turns.ts";
import type { Player } from "./turns.ts";

/** A player of so many turns, which writes down what happens to it. */
function playerOf(name: string, turns: number, log: string[]): Player {
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  let left = turns;
  return {
    ended,
    go: () => {
      log.push(`${name} goes`);
      left -= 1;
      if (left === 0) {
        log.push(`${name} ends`);
        resolve();
      }
    },
    pause: () => log.push(`${name} pauses`),
  };
}

async function played(first: number, second: number): Promise<readonly string[]> {
  const log: string[] = [];
  const [one, other] = twoSeats(1);
  const players = [playerOf("a", first, log), playerOf("b", second, log)] as const;
  // the order of the seats counts, not who sits down first
  other(players[1]);
  expect(log).toEqual([]);
  one(players[0]);
  await Promise.all(players.map(({ ended }) => ended));
  return log;
}

describe("turns", () => {
  it("go round, the first seat beginning, until both have ended", async () => {
    expect(await played(2, 2)).toEqual([
      "a goes",
      "a pauses",
      "b goes",
      "b pauses",
      "a goes",
      "a ends",
      "b goes",
      "b ends",
    ]);
  });

  it("never have both at work", async () => {
    const working = new Set<string>();
    for (const line of await played(6, 6)) {
      const [name = "", what] = line.split(" ");
      if (what === "goes") working.add(name);
      else working.delete(name);
      expect(working.size).toBeLessThanOrEqual(1);
    }
  });

  it("are over for the longer one when the other has ended: it is not stopped any more", async () => {
    const log: string[] = [];
    const [one, other] = twoSeats(1);
    const long = Promise.withResolvers<void>();
    one(playerOf("a", 1, log));
    other({
      ended: long.promise,
      go: () => log.push("b goes"),
      pause: () => log.push("b pauses"),
    });
    await expect.poll(() => log).toEqual(["a goes", "a ends", "b goes"]);
    long.resolve();
    await long.promise;
    expect(log).toEqual(["a goes", "a ends", "b goes"]);
  });

  it("go on for one when the other fails", async () => {
    const log: string[] = [];
    const [one, other] = twoSeats(1);
    one({ ended: Promise.reject(new Error("it broke")), go: () => log.push("a goes"), pause: () => {} });
    const b = playerOf("b", 1, log);
    other(b);
    await b.ended;
    expect(log).toEqual(["a goes", "b goes", "b ends"]);
  });
});
