import { createServer, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Miniflare } from "miniflare";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { originsOf, OUTBOUND, outboundWorker } from "./outbound.ts";

describe("origins", () => {
  test("are taken as URL spells them", () => {
    expect(originsOf(["HTTP://LocalHost:11434/", "http://10.0.0.7:80"])).toEqual([
      "http://localhost:11434",
      "http://10.0.0.7",
    ]);
  });

  test.each(["127.0.0.1:11434", "http://h/v1", "ftp://h", "http://u:p@h", "http://h?x", ""])(
    "%j is none",
    (text) => {
      expect(() => originsOf([text])).toThrow(/--upstream wants an origin without a path/u);
    },
  );
});

describe("the way out", () => {
  const servers: Server[] = [];
  let stated: string;
  let unstated: string;
  let miniflare: Miniflare;

  const listening = async (): Promise<string> => {
    const server = createServer((_, answer) => answer.end("reached")).listen(0, "127.0.0.1");
    await once(server, "listening");
    servers.push(server);
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  beforeAll(async () => {
    [stated, unstated] = await Promise.all([listening(), listening()]);
    const code = `export default { async fetch(request) {
      try { return new Response(await (await fetch(new URL(request.url).searchParams.get("to"))).text()); }
      catch { return new Response("refused"); }
    } }`;
    miniflare = new Miniflare({
      cf: false,
      handleStructuredLogs: () => undefined,
      workers: [
        {
          config: {
            name: "asker",
            compatibilityDate: "2026-11-01",
            manifest: { mainModule: "a.js", modules: { "a.js": { type: "esm", contents: code } } },
          },
          dev: { outboundService: { type: "worker", worker: OUTBOUND } },
        },
        outboundWorker([stated], "2026-11-01"),
      ],
    });
    await miniflare.ready;
  });
  afterAll(async () => {
    await miniflare.dispose();
    for (const server of servers) server.close();
  });

  const asked = async (to: string): Promise<string> =>
    (await miniflare.dispatchFetch(`http://asker/?to=${encodeURIComponent(to)}`)).text();

  test("leads to a private address that was stated", async () => {
    expect(await asked(`${stated}/v1/models`)).toBe("reached");
  });

  test("leads to no other, by whatever name it goes", async () => {
    const { port } = new URL(unstated);
    for (const to of [
      unstated,
      `http://localhost:${port}`,
      `http://[::ffff:127.0.0.1]:${port}`,
      `http://2130706433:${port}`,
      "http://169.254.169.254/latest/meta-data/",
      "http://10.0.0.1/",
      "http://[::1]:1/",
    ]) {
      expect([to, await asked(to)]).toEqual([to, "refused"]);
    }
  });
});
