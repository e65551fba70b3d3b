import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ServedGateway, servedGateway } from "./served-gateway.fixture.ts";
import { type Upstream, upstream } from "./upstream.fixture.ts";

let far: Upstream;
let gateway: ServedGateway;
let host: string;

beforeAll(async () => {
  far = await upstream();
  gateway = await servedGateway([far.origin]);
  ({ host } = new URL(gateway.url));
  await gateway.route("a", { upstream: `${far.origin}/v1` });
});
afterAll(async () => {
  await gateway.close();
  await far.close();
});

/** Sends bytes as they stand, and gives the status of the answer; 0 where the connection was closed without one. */
async function sent(...lines: readonly string[]): Promise<number> {
  const socket = connect(Number(new URL(gateway.url).port), "127.0.0.1");
  socket.on("error", () => undefined);
  socket.write(lines.join("\r\n"));
  let text = "";
  socket.on("data", (chunk: Buffer) => {
    text += chunk.toString("latin1");
    // the head says it all
    if (text.includes("\r\n\r\n")) socket.destroy();
  });
  await once(socket, "close");
  return Number(/^HTTP\/1\.1 (\d{3})/u.exec(text)?.[1] ?? 0);
}
const head = (line: string, ...headers: readonly string[]): Promise<number> =>
  sent(line, `Host: ${host}`, ...headers, "Content-Length: 2", "", "{}");

test("a plain request goes where it should", async () => {
  expect(await head("POST /proxy/a/chat/completions?x=%2e%2e&y=1 HTTP/1.1")).toBe(200);
  expect(far.arrived.at(-1)?.url).toBe("/v1/chat/completions?x=%2e%2e&y=1");
});

describe("request lines that try to lead elsewhere never reach the upstream", () => {
  test.each([
    "/proxy/a/../../admin",
    "/proxy/a/%2e%2e/admin",
    "/proxy/a/.%2E/admin",
    "/proxy/a/..;/admin",
    "/proxy/a/%252e%252e/admin",
    "/proxy/a/x%2f..%2fadmin",
    "/proxy/a/x%5c..%5cadmin",
    "/proxy/a/..\\admin",
    "/proxy/a//evil.example.com/",
    "/proxy/a/\\\\evil.example.com/",
    "/proxy/a/http://evil.example.com/",
    "/proxy/a/x%0d%0aX-Y:%20z",
    "/proxy/a/x%00",
    "/proxy/a",
    "/proxy/b/x",
    "/proxy/a%2f..%2fb/x",
    "/proxy/constructor/x",
    "/proxy/__proto__/x",
    "http://evil.example.com/x",
    "//evil.example.com/proxy/a/x",
    "evil.example.com:443",
    "*",
  ])("%s", async (target) => {
    const before = far.arrived.length;
    const status = await head(`POST ${target} HTTP/1.1`);
    // refused with a reason, or by the server before the ledger sees it
    expect([0, 400, 403, 404, 405, 421]).toContain(status);
    expect(far.arrived.length).toBe(before);
  });

  test("the host of a whole URL in a request line is nobody's: its path goes where it would", async () => {
    expect(await head("POST http://evil.example.com/proxy/a/x HTTP/1.1")).toBe(200);
    expect(far.arrived.at(-1)).toMatchObject({ url: "/v1/x", headers: { host: new URL(far.origin).host } });
  });

  test("what looks like another host in a path is a path", async () => {
    expect(await head("POST /proxy/a/@evil.example.com/chat/completions HTTP/1.1")).toBe(200);
    expect(far.arrived.at(-1)?.url).toBe("/v1/@evil.example.com/chat/completions");
    expect(far.arrived.at(-1)?.headers.host).toBe(new URL(far.origin).host);
  });
});

describe("requests that are two things at once", () => {
  test.each([
    ["two lengths", ["Content-Length: 2", "Content-Length: 40"]],
    ["a length and chunks", ["Content-Length: 2", "Transfer-Encoding: chunked"]],
    ["an unknown coding", ["Transfer-Encoding: chunked, identity"]],
    ["a negative length", ["Content-Length: -1"]],
  ])(
    "%s: whatever reaches the upstream went through the gateway, and says one length",
    async (_, headers) => {
      const before = far.arrived.length;
      await sent(
        "POST /proxy/a/chat/completions HTTP/1.1",
        `Host: ${host}`,
        ...headers,
        "",
        "0",
        "",
        "GET /proxy/a/smuggled HTTP/1.1",
        `Host: ${host}`,
        "",
        "",
      );
      for (const { url, headers: arrived } of far.arrived.slice(before)) {
        // a request hidden in the body of another would come as it was written, past the routes and without this
        expect(arrived.via).toBe("1.1 gramme-gateway");
        expect(["/v1/chat/completions", "/v1/smuggled"]).toContain(url);
        expect(arrived["transfer-encoding"] !== undefined && arrived["content-length"] !== undefined).toBe(
          false,
        );
      }
      // and the connection is fit for the next
      expect(await head("POST /proxy/a/chat/completions HTTP/1.1")).toBe(200);
      expect(far.arrived.at(-1)).toMatchObject({ url: "/v1/chat/completions", body: "{}" });
    },
  );

  test("headers of the hop, and those that Connection names, end here", async () => {
    expect(
      await head(
        "POST /proxy/a/chat/completions HTTP/1.1",
        "Connection: keep-alive, X-Hop",
        "Keep-Alive: timeout=5",
        "X-Hop: 1",
        "Proxy-Authorization: Basic eA==",
        "TE: trailers",
        "X-HTTP-Method-Override: DELETE",
        "X-Original-URL: /admin",
        "X-End: 1",
      ),
    ).toBe(200);
    const { headers } = far.arrived.at(-1) ?? { headers: {} };
    expect(headers).toHaveProperty("x-end", "1");
    for (const name of [
      "x-hop",
      "keep-alive",
      "proxy-authorization",
      "te",
      "x-http-method-override",
      "x-original-url",
    ]) {
      expect(headers).not.toHaveProperty(name);
    }
  });

  test("an upgrade to WebSocket is refused; one to anything else is passed over", async () => {
    const before = far.arrived.length;
    expect(
      await sent(
        "GET /proxy/a/models HTTP/1.1",
        `Host: ${host}`,
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "",
        "",
      ),
    ).toBe(400);
    expect(far.arrived.length).toBe(before);
    expect(
      await head(
        "POST /proxy/a/chat/completions HTTP/1.1",
        "Connection: Upgrade, HTTP2-Settings",
        "Upgrade: h2c",
      ),
    ).toBe(200);
    expect(far.arrived.at(-1)?.headers).not.toHaveProperty("upgrade");
  });

  test.each(["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])("%s is not taken", async (method) => {
    const before = far.arrived.length;
    expect([0, 405, 501]).toContain(await head(`${method} /proxy/a/models HTTP/1.1`));
    expect(far.arrived.length).toBe(before);
  });

  test("a request that went round in a circle is stopped", async () => {
    expect(await head("POST /proxy/a/chat/completions HTTP/1.1", "Via: 1.1 gramme-gateway")).toBe(502);
  });

  test("bodies reach the upstream byte for byte, with a length or in chunks", async () => {
    const body = '{"seed":12345678901234567890,"x":"é"}';
    const post = async (init: RequestInit & { readonly duplex?: "half" }): Promise<void> => {
      const answer = await fetch(`${gateway.url}/proxy/a/chat/completions`, { method: "POST", ...init });
      expect(answer.status).toBe(200);
      await answer.text();
      expect(far.arrived.at(-1)?.body).toBe(body);
    };
    await post({ body });
    expect(far.arrived.at(-1)?.headers["content-length"]).toBe(String(Buffer.byteLength(body)));
    await post({ body: new Blob([body]).stream(), duplex: "half" });
  });
});
