/** The outbox in memory inside workerd, where a request cannot await what another does. */
import { exports } from "cloudflare:workers";
import { beforeEach, expect, it, vi } from "vitest";
import { standIn } from "../ledger-stand-in.fixture.ts";
import { FLUSHED } from "./flushing-door.fixture.ts";

const { FlushingDoor } = exports as unknown as { readonly FlushingDoor: Fetcher };
const PATIENT = { timeout: 30_000 };

beforeEach(() => {
  Object.assign(FLUSHED, { outbox: undefined, timeoutMs: 5000 });
});

it("sends the events of requests of one moment in few batches, each once", async () => {
  const ledger = standIn();
  FLUSHED.fetch = ledger.fetch;
  await Promise.all(
    Array.from({ length: 40 }, async (_, i) => {
      const response = await FlushingDoor.fetch(`https://door.test/r${i}`);
      await response.text();
    }),
  );
  await vi.waitFor(() => expect(FLUSHED.outbox?.state()).toMatchObject({ acked: 40, waiting: 0 }), PATIENT);
  expect(ledger.asked.length).toBeLessThan(40);
  expect(ledger.counts.size).toBe(40);
  expect(ledger.faults).toEqual([]);
});

it("sends again, in a later request, what was not answered in an earlier", async () => {
  const ledger = standIn({ mood: (n) => (n === 0 ? "hang" : "take") });
  Object.assign(FLUSHED, { fetch: ledger.fetch, timeoutMs: 5 });
  await (await FlushingDoor.fetch("https://door.test/a")).text();
  await vi.waitFor(() => expect(FLUSHED.outbox?.state().attempts).toBeGreaterThan(0), PATIENT);
  await (await FlushingDoor.fetch("https://door.test/b")).text();
  await vi.waitFor(
    () => expect(FLUSHED.outbox?.state()).toMatchObject({ waiting: 0, duplicates: 1, acked: 1 }),
    PATIENT,
  );
  expect(ledger.faults).toEqual([]);
});
