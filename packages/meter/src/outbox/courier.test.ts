/** The courier: what it counts. */
import { expect, it } from "vitest";
import type { Batch } from "./batch.ts";
import { type CourierSetting, deliver } from "./courier.ts";
import { UNHINDERED } from "./pace.ts";
import { emptyTally } from "./state.ts";
import type { Verdict } from "./verdict.ts";

const BATCH: Batch = { producer: "p", seq: 1, lost: 0, lines: ["{}", "{}", "{}"], unclear: false };

function setting(verdict: Verdict, isHere: boolean): CourierSetting & { readonly told: string[] } {
  const told: string[] = [];
  let pace = UNHINDERED;
  return {
    told,
    source: {
      waiting: () => 3,
      take: () => BATCH,
      giveBack: () => {},
      settle: () => isHere,
      split: () => isHere,
    },
    attempt: () => Promise.resolve(verdict),
    limits: { events: 1000, bytes: 100_000 },
    tally: emptyTally(),
    tell: (kind) => told.push(kind),
    pace: {
      get: () => pace,
      set: (next) => {
        pace = next;
      },
    },
    nowMs: () => 1_790_000_000_000,
    random: () => 0.5,
  };
}

it("counts a batch once, though two had it in hand", async () => {
  const taken: Verdict = { kind: "taken", accepted: 3, duplicates: 0, refused: [] };
  const first = setting(taken, true);
  expect(await deliver(first, true)).toBe("gone");
  expect(first.tally).toMatchObject({ attempts: 1, acked: 3 });
  const second = setting(taken, false);
  expect(await deliver(second, true)).toBe("gone");
  expect(second.tally).toMatchObject({ attempts: 1, acked: 0 });
});

it("leaves what came too late alone", async () => {
  const late = setting({ kind: "taken", accepted: 3, duplicates: 0, refused: [] }, true);
  expect(await deliver(late, true, () => false)).toBe("held");
  expect(late.tally.acked).toBe(0);
});

it("counts each event once where the ledger's sums do not add up, and says so", async () => {
  const odd = setting({ kind: "taken", accepted: 1, duplicates: 7, refused: [] }, true);
  await deliver(odd, true);
  expect(odd.tally).toMatchObject({ acked: 0, duplicates: 3 });
  expect(odd.told).toEqual(["odd-answer"]);
});

it("keeps a batch, and waits, where the answer cannot be worked through", async () => {
  const base = setting({ kind: "refused", refused: [{ index: 0, code: "conflict", detail: "" }] }, true);
  const given: boolean[] = [];
  const broken = {
    ...base,
    source: {
      ...base.source,
      giveBack: (_: Batch, unclear: boolean) => given.push(unclear),
      settle: () => {
        throw new Error("disk is gone");
      },
    },
  };
  expect(await deliver(broken, true)).toBe("held");
  expect(given).toEqual([true]);
  expect(base.told).toEqual(["bug", "unreachable"]);
  expect(base.pace.get().failures).toBe(1);
});

it("waits where halves could not be kept", async () => {
  const full = setting({ kind: "too-large" }, false);
  expect(await deliver(full, true)).toBe("held");
  expect(full.pace.get().failures).toBe(1);
  expect(full.limits.bytes).toBe(100_000);
});
