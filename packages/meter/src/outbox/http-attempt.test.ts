/** Attempts over real sockets: what a stand-in for fetch would not show. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Batch } from "./batch.ts";
import { httpAttempt } from "./http-attempt.ts";
import { eventNamed } from "./ledger-stand-in.fixture.ts";
import { loopbackLedger } from "./file/loopback-ledger.fixture.ts";
import { PLATFORM_TIME } from "./time.ts";
import { virtualTime } from "./virtual-time.fixture.ts";

const BATCH: Batch = {
  producer: "p",
  seq: 1,
  lost: 2,
  lines: [JSON.stringify(eventNamed("a"))],
  unclear: false,
};

describe("an attempt", () => {
  it("reaches a ledger and reads its ack", async () => {
    const ledger = await loopbackLedger();
    const attempt = httpAttempt({ ledger: ledger.url, key: "id.secret", timeoutMs: 5000 }, PLATFORM_TIME);
    expect(await attempt(BATCH)).toEqual({ kind: "taken", accepted: 1, duplicates: 0, refused: [] });
    expect(await attempt(BATCH)).toEqual({ kind: "taken", accepted: 0, duplicates: 1, refused: [] });
    expect(ledger.asked[0]).toMatchObject({ producer: "p", seq: 1, lost: 2 });
    expect(ledger.asked[0]?.request.headers["authorization"]).toBe("Bearer id.secret");
  });

  it("does not know what became of a batch whose connection broke", async () => {
    const ledger = await loopbackLedger({ mood: () => "take-then-cut" });
    const attempt = httpAttempt({ ledger: ledger.url, timeoutMs: 5000 }, PLATFORM_TIME);
    expect(await attempt(BATCH)).toMatchObject({ kind: "soon", unclear: true });
    expect(ledger.counts.get("a")).toBe(1);
  });

  it("names what the system said, and nothing of what was sent, where nobody listens", async () => {
    const ledger = "http://127.0.0.1:1";
    const attempt = httpAttempt({ ledger, key: "id.secret", timeoutMs: 5000 }, PLATFORM_TIME);
    const verdict = await attempt(BATCH);
    expect(verdict).toMatchObject({
      kind: "soon",
      words: expect.stringMatching(/^could not be reached \(/u),
    });
    expect(JSON.stringify(verdict)).not.toContain("secret");
  });

  it("takes no token along a redirect", async () => {
    const ledger = await loopbackLedger();
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(307, { location: `${ledger.url}/v1/events` }).end();
    });
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const from = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const verdict = await httpAttempt(
      { ledger: from, key: "id.secret", timeoutMs: 5000 },
      PLATFORM_TIME,
    )(BATCH);
    expect(verdict).toMatchObject({ kind: "barred", words: expect.stringContaining("a redirect") });
    expect(ledger.asked).toEqual([]);
  });

  it("ends in time though fetch heeds no signal", async () => {
    const time = virtualTime();
    const never = (): Promise<Response> => new Promise(() => {});
    const attempt = httpAttempt({ ledger: "https://ledger.test", timeoutMs: 5000, fetch: never }, time);
    const verdict = attempt(BATCH);
    await time.advance(5000);
    expect(await verdict).toMatchObject({ kind: "soon", words: "no answer within 5000 ms", unclear: true });
    expect(time.timers).toBe(0);
  });

  it("does not read an answer without end", async () => {
    const piece = new Uint8Array(1_000_000).fill(32);
    let cancelled = false;
    const endless = (): Promise<Response> =>
      Promise.resolve(
        new Response(
          new ReadableStream({
            pull: (controller) => controller.enqueue(piece),
            cancel: () => {
              cancelled = true;
            },
          }),
          { headers: { "content-type": "application/json" } },
        ),
      );
    const attempt = httpAttempt(
      { ledger: "https://ledger.test", timeoutMs: 5000, fetch: endless },
      PLATFORM_TIME,
    );
    expect(await attempt(BATCH)).toMatchObject({ kind: "barred" });
    expect(cancelled).toBe(true);
  });
});
