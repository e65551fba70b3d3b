/** The outbox when a ledger cannot be had, or does not want an event. */
import { describe, expect, it } from "vitest";
import { type Mood, eventNamed, standIn } from "./ledger-stand-in.fixture.ts";
import { fill, first, scene } from "./scene.fixture.ts";

describe("trying again", () => {
  it.each<[string, Mood]>([
    ["an answer that was lost", "take-then-cut"],
    ["a ledger that is away", "cut"],
    ["a server's error", { status: 503 }],
    ["too many requests", { status: 429 }],
  ])("sends the same bytes after %s", async (_, mood) => {
    const { outbox, ledger, time } = scene(first(mood, mood));
    fill(outbox, 3);
    await time.advance(5000);
    expect(outbox.state()).toMatchObject({ waiting: 3, failures: 1 });
    await time.advance(120_000);
    expect(new Set(ledger.asked.map(({ body }) => body)).size).toBe(1);
    expect(ledger.asked).toHaveLength(3);
    const { acked, duplicates, waiting, failures } = outbox.state();
    expect([acked + duplicates, waiting, failures]).toEqual([3, 0, 0]);
    expect(duplicates).toBe(mood === "take-then-cut" ? 3 : 0);
    expect(ledger.faults).toEqual([]);
  });

  it("gives up an attempt that hangs, and counts once", async () => {
    const { outbox, ledger, time } = scene(first("hang"));
    fill(outbox, 2);
    await time.advance(5000);
    await time.advance(10_000);
    expect(outbox.state()).toMatchObject({ waiting: 2, failures: 1 });
    await time.advance(60_000);
    expect(outbox.state()).toMatchObject({ waiting: 0, duplicates: 2 });
    expect(ledger.faults).toEqual([]);
  });

  it("sends what waits though the clock was set back by years", async () => {
    const { outbox, ledger, time } = scene();
    fill(outbox, 3);
    time.setBack(100_000_000_000);
    await time.advance(5000);
    expect(ledger.asked.map(({ events }) => events.length)).toEqual([3]);
    fill(outbox, 2, "later");
    await time.advance(5000);
    expect(outbox.state()).toMatchObject({ acked: 5, waiting: 0 });
  });

  it("sends what waits after a failure though the clock was set back", async () => {
    const { outbox, time } = scene(first("cut"));
    fill(outbox, 3);
    await time.advance(5000);
    fill(outbox, 1, "more");
    time.setBack(100_000_000_000);
    await time.advance(5000);
    expect(outbox.state()).toMatchObject({ acked: 4, waiting: 0 });
  });

  it("leaves the ledger alone as long as it wants", async () => {
    const { outbox, ledger, time } = scene(first({ status: 429, retryAfter: "300" }));
    fill(outbox, 1);
    await outbox.flush();
    await time.advance(299_000);
    await outbox.flush();
    expect(ledger.asked).toHaveLength(1);
    await time.advance(10_000);
    expect(outbox.state()).toMatchObject({ acked: 1 });
  });

  it.each<[string, Mood, string]>([
    ["401", { status: 401 }, "the key is missing, wrong or revoked"],
    ["403", { status: 403 }, "the key may not write events"],
    ["404", { status: 404 }, "no ledger is at this address"],
    ["302", { status: 302 }, "a redirect"],
    ["400 by something that is no ledger", { status: 400 }, "not a ledger's refusal"],
    ["a page that is no ledger", "portal", "is the address right?"],
  ])("keeps events and says so after %s, and tries slowly", async (_, mood, words) => {
    const { outbox, ledger, time, problems } = scene({ mood: (n) => (n < 4 ? mood : "take") });
    fill(outbox, 2);
    await time.advance(5000);
    await time.advance(29_000);
    expect(ledger.asked).toHaveLength(1);
    expect(problems.map(({ kind }) => kind)).toEqual(["barred"]);
    expect(problems[0]?.words).toContain(words);
    expect(JSON.stringify(problems)).not.toContain("secret");
    await time.advance(3_600_000);
    expect(outbox.state()).toMatchObject({ acked: 2, refused: 0, lost: 0 });
    expect(ledger.faults).toEqual([]);
  });

  it("tells a kind of problem once a minute, and how often it was quiet", async () => {
    const { outbox, time, problems } = scene({ mood: () => "cut" });
    fill(outbox, 1);
    await time.advance(600_000);
    expect(problems.length).toBeGreaterThan(2);
    expect(problems.length).toBeLessThanOrEqual(10);
    expect(problems.reduce((sum, { untold }) => sum + untold, problems.length)).toBeLessThanOrEqual(
      outbox.state().attempts,
    );
  });

  it("sends one batch ahead after a failure, not all at once", async () => {
    const { outbox, ledger, time } = scene(first("cut", "cut", "cut", "cut"), {
      concurrency: 4,
      batch: { events: 1 },
    });
    fill(outbox, 8);
    await time.advance(0);
    const before = ledger.asked.length;
    expect(before).toBe(4);
    await time.advance(60_000);
    expect(outbox.state()).toMatchObject({ acked: 8, waiting: 0 });
    expect(ledger.faults).toEqual([]);
  });
});

describe("refusals", () => {
  it("gives refused events to the dead letters, and counts the rest", async () => {
    const { outbox, ledger, refused, problems } = scene({ refuses: ({ model }) => model === "m1" });
    fill(outbox, 3);
    await outbox.flush();
    expect(outbox.state()).toMatchObject({ acked: 2, refused: 1, refusedBy: { "malformed-event": 1 } });
    expect(refused).toMatchObject([
      { seq: 1, code: "malformed-event", field: "task", event: eventNamed("m1") },
    ]);
    expect(problems.map(({ kind }) => kind)).toEqual(["refused"]);
    expect([...ledger.counts.keys()]).toEqual(["m0", "m2"]);
  });

  it("takes the ledger's word for a whole batch, and goes on", async () => {
    const { outbox, ledger, refused } = scene(first("too-old"));
    fill(outbox, 2);
    await outbox.flush();
    fill(outbox, 1, "later");
    await outbox.flush();
    expect(outbox.state()).toMatchObject({ acked: 1, refused: 2, refusedBy: { "too-old": 2 } });
    expect(refused.map(({ maybe_counted }) => maybe_counted)).toEqual([undefined, undefined]);
    expect([...ledger.counts.keys()]).toEqual(["later0"]);
  });

  it("says of a refused event that it may have counted, where an answer was lost before", async () => {
    const { outbox, time, refused } = scene(first("take-then-cut", "too-old"));
    fill(outbox, 1);
    await time.advance(60_000);
    expect(refused).toMatchObject([{ maybe_counted: true }]);
    expect(outbox.state()).toMatchObject({ refused: 1, waiting: 0 });
  });

  it("halves a batch that is too large until it comes through, each event once", async () => {
    const { outbox, ledger } = scene({ mostBytes: 3000 }, { batch: { bytes: 100_000 } });
    fill(outbox, 200);
    await outbox.flush();
    expect(outbox.state()).toMatchObject({ acked: 200, waiting: 0, refused: 0 });
    expect(ledger.faults).toEqual([]);
    // no number is left out, so that the ledger has no holes to remember
    const seqs = [...new Set(ledger.asked.map(({ seq }) => seq))].toSorted((a, b) => a - b);
    expect(seqs).toEqual(seqs.map((_, index) => index + 1));
    fill(outbox, 200, "again");
    const before = ledger.asked.length;
    await outbox.flush();
    // it has learnt
    expect(ledger.asked.slice(before).filter(({ body }) => body.length > 6000)).toEqual([]);
  });

  it("refuses an event that nobody takes, and only that", async () => {
    const { outbox, ledger, refused } = scene({ mostBytes: 2000 });
    outbox.add(eventNamed("a"));
    outbox.add(eventNamed("x".repeat(5000)));
    outbox.add(eventNamed("b"));
    await outbox.flush();
    expect(outbox.state()).toMatchObject({ acked: 2, refused: 1, refusedBy: { "too-large": 1 } });
    expect(refused).toHaveLength(1);
    expect([...ledger.counts.keys()].toSorted()).toEqual(["a", "b"]);
  });

  it("halves what no ledger ever heard: where nobody listened, nothing was counted", async () => {
    const inner = standIn({ mostBytes: 300 });
    let away = true;
    const { outbox, time } = scene(
      {},
      {
        fetch: (url, request) => {
          if (away) throw new TypeError("fetch failed", { cause: { code: "ECONNREFUSED" } });
          return inner.fetch(url, request);
        },
      },
    );
    fill(outbox, 4);
    await outbox.flush();
    expect(outbox.state()).toMatchObject({ waiting: 4, failures: 1 });
    away = false;
    await time.advance(60_000);
    expect(outbox.state()).toMatchObject({ acked: 4, refused: 0, waiting: 0 });
    expect(inner.faults).toEqual([]);
  });

  it("never sends events under another number that may have counted under theirs", async () => {
    let mostBytes = Number.POSITIVE_INFINITY;
    const inner = standIn(first("take-then-cut"));
    const { outbox, time, refused } = scene(
      {},
      {
        fetch: (url, request) =>
          request.body.length > mostBytes
            ? Promise.resolve(new Response(null, { status: 413 }))
            : inner.fetch(url, request),
      },
    );
    fill(outbox, 4);
    await outbox.flush();
    mostBytes = 300;
    await time.advance(60_000);
    expect(inner.faults).toEqual([]);
    expect(refused.map(({ maybe_counted }) => maybe_counted)).toEqual([true, true, true, true]);
  });
});
