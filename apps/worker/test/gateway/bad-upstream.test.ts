import { once } from "node:events";
import { connect } from "node:net";
import { type APIError, AuthenticationError, RateLimitError } from "openai";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { messages, NOBODY, type Stage, stage } from "./stage.fixture.ts";
import { LONG_BYTES } from "./upstream.fixture.ts";

let far: Stage["far"];
let gateway: Stage["gateway"];
let clientOf: Stage["clientOf"];
let last: Stage["last"];
let counted: Stage["counted"];
let close: Stage["close"];

beforeAll(async () => {
  ({ far, gateway, clientOf, last, counted, close } = await stage());
});
afterAll(async () => {
  await close();
});

describe("what goes wrong on the way", () => {
  test.each([
    [
      "in the midst of an answer",
      "begins-and-waits",
      { model: "gpt-up-2026", count: 1, aborted: 1, failed: 0 },
    ],
    ["before there is one", "never-begins", { model: "unknown", count: 0, aborted: 0, failed: 1 }],
  ])("a caller whose connection is reset %s is gone for the upstream at once", async (_, model, cell) => {
    const route = `reset-${model}`;
    await gateway.route(route, { upstream: `${far.origin}/v1` });
    const { host, port } = new URL(gateway.url);
    const body = JSON.stringify({ model, messages });
    const socket = connect(Number(port), "127.0.0.1");
    const before = far.arrived.length;
    socket.write(
      `POST /proxy/${route}/chat/completions HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    if (model === "begins-and-waits") await once(socket, "data");
    await vi.waitFor(() => expect(far.arrived.length).toBe(before + 1), { timeout: 20_000, interval: 10 });
    socket.resetAndDestroy();
    expect(await last()?.over).toBe(false);
    await counted(route, cell);
  });

  test("the upstream's own errors come through as they are; its refusals are no inferences", async () => {
    const client = await clientOf("refused");
    const errorOf = async (model: string): Promise<unknown> =>
      client.chat.completions.create({ model, messages }).catch((error: unknown) => error);
    const limited = await errorOf("is-limited");
    expect(limited).toBeInstanceOf(RateLimitError);
    expect((limited as APIError).headers?.get("retry-after")).toBe("7");
    const forbidden = await errorOf("is-forbidden");
    expect(forbidden).toBeInstanceOf(AuthenticationError);
    expect(forbidden).toMatchObject({ status: 401, code: "invalid_api_key" });
    expect((forbidden as APIError).headers?.get("www-authenticate")).toBeNull();
    const out = await errorOf("is-out");
    expect(out).toMatchObject({ status: 503, code: "overloaded" });
    await client.chat.completions.create({ model: "gpt-up", messages });
    await counted(
      "refused",
      { model: "gpt-up-2026", count: 1, failed: 0 },
      { model: "unknown", count: 0, failed: 1 },
    );
  });

  test("an upstream that breaks off, or promises more than it sends, breaks off for the client", async () => {
    const client = await clientOf("cut");
    const stream = await client.chat.completions.create({ model: "breaks-off", messages, stream: true });
    const read = async (): Promise<void> => {
      for await (const { choices } of stream) expect(choices[0]?.delta.content).toBe("Le ");
    };
    await expect(read()).rejects.toThrow(/terminated|closed|premature|network/iu);
    await expect(client.chat.completions.create({ model: "promises-more", messages })).rejects.toThrow(
      /terminated|closed|premature|connection|network/iu,
    );
    await expect(client.chat.completions.create({ model: "hangs-up", messages })).rejects.toMatchObject({
      status: 502,
    });
    await vi.waitFor(
      () => {
        const cells = gateway.cellsOf("cut");
        expect(cells.reduce((sum, { failed }) => sum + failed, 0)).toBe(3);
        expect(cells.reduce((sum, { count }) => sum + count, 0)).toBe(0);
      },
      { timeout: 20_000, interval: 25 },
    );
  });

  test("an upstream that cannot be reached is a 502 without its address", async () => {
    await gateway.route("nobody", { upstream: `${NOBODY}/v1` });
    const answer = await fetch(`${gateway.url}/proxy/nobody/chat/completions`, {
      method: "POST",
      body: "{}",
    });
    expect(answer.status).toBe(502);
    const text = await answer.text();
    expect(JSON.parse(text)).toMatchObject({ code: "upstream-unreachable" });
    expect(text).not.toContain("127.0.0.1");
    await counted("nobody", { count: 0, failed: 1 });
  });

  test("an upstream that is too slow to begin is a 504, and let go", async () => {
    const client = await clientOf("slow", { head_limit_s: 1 });
    await expect(client.chat.completions.create({ model: "never-begins", messages })).rejects.toMatchObject({
      status: 504,
    });
    expect(await last()?.over).toBe(false);
    await counted("slow", { count: 0, failed: 1, timed: 1 });
  });

  test("an upstream that would send the request elsewhere is refused, unmetered", async () => {
    const client = await clientOf("moved");
    const error: unknown = await client.chat.completions
      .create({ model: "moves-on", messages })
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ status: 502 });
    expect(JSON.stringify((error as APIError).error)).not.toMatch(/elsewhere\/|secret place|127\.0\.0\.1/u);
    expect((error as APIError).headers?.get("location")).toBeNull();
    await expect(
      client.chat.completions.create({ model: "is-off-the-scale", messages }),
    ).rejects.toMatchObject({ status: 502 });
    await client.chat.completions.create({ model: "gpt-up", messages });
    await counted("moved", { count: 1, failed: 0 });
  });

  test("an answer of 100 MB passes whole", async () => {
    await gateway.route("long", { upstream: `${far.origin}/v1`, task: "text-to-video" });
    const answer = await fetch(`${gateway.url}/proxy/long/videos`, {
      method: "POST",
      body: JSON.stringify({ model: "is-long" }),
    });
    let bytes = 0;
    for await (const chunk of answer.body ?? []) bytes += chunk.byteLength;
    expect(bytes).toBe(LONG_BYTES);
    await counted("long", { task: "text-to-video", model: "unknown", count: 1, aborted: 0, tokened: 0 });
  });
});
