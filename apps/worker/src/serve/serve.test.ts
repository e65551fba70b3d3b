import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { request, type IncomingMessage } from "node:http";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { serve, type Served } from "./serve.ts";
import { WORKER_FOLDER } from "./wrangler-config.ts";

let root: string;
let served: Served | undefined;
const told: string[] = [];
const started = async (data = "ledger", port = 0): Promise<Served> => {
  served = await serve({ data: join(root, data), port, tell: (line) => told.push(line) });
  return served;
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "gramme-serve-"));
});
afterEach(async () => {
  await served?.close();
  told.length = 0;
  rmSync(root, { recursive: true });
});

const batch = (seq: number): string =>
  JSON.stringify({
    schema: "gramme/events/1",
    producer: "p",
    seq,
    events: [{ at_unix_ms: Date.now(), task: "text-generation", model: "m" }],
  });

const send = async (url: string, seq: number): Promise<unknown> => {
  const answer = await fetch(`${url}/v1/events`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: batch(seq),
  });
  return answer.json();
};
const COUNTED = { accepted: 1, duplicates: 0 };
const KNOWN = { accepted: 0, duplicates: 1 };

test("what is acked is there when workerd was killed, on the same port, and when all was ended", async () => {
  const { url, runtimePid, close } = await started();
  expect(await send(url, 1)).toMatchObject(COUNTED);
  const before = runtimePid();
  process.kill(before ?? 0, "SIGKILL");
  await vi.waitFor(async () => expect(await send(url, 1)).toMatchObject(KNOWN), { timeout: 60_000 });
  expect(runtimePid()).not.toBe(before);
  expect(await send(url, 2)).toMatchObject(COUNTED);
  expect(told).toContain("workerd ended unexpectedly and was started anew; what was acked is kept");
  await close();
  await expect(fetch(url)).rejects.toThrow("fetch failed");
  expect(readdirSync(join(root, "ledger")).filter((name) => /pid|serve\.json/u.test(name))).toEqual([]);
  const again = await started();
  expect(await send(again.url, 2)).toMatchObject(KNOWN);
});

test("a batch that is coming in when the ledger is ended is counted and acked", async () => {
  const { url, close } = await started();
  const body = batch(1);
  const half = request(`${url}/v1/events`, {
    method: "POST",
    headers: { "content-type": "application/json", "content-length": Buffer.byteLength(body) },
  });
  const answered = once(half, "response");
  half.write(body.slice(0, 40));
  // once another one is answered, workerd has read the head of this one too: they came in this order
  await send(url, 7);
  const closed = close();
  // workerd has been asked to end, and waits for what it has begun
  const pidFile = join(root, "ledger", `workerd-${process.pid}.pid`);
  await vi.waitFor(() => expect(readFileSync(pidFile, "utf8")).toBe("ending\n"), { timeout: 60_000 });
  half.end(body.slice(40));
  const [answer] = (await answered) as [IncomingMessage];
  expect(answer.statusCode).toBe(200);
  answer.resume();
  await closed;
  expect(await send((await started()).url, 1)).toMatchObject(KNOWN);
});

test("wrangler finds its migrations applied", async () => {
  await (await started("v3")).close();
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      join(WORKER_FOLDER, "../../node_modules/wrangler/bin/wrangler.js"),
      "d1",
      "migrations",
      "list",
      "gramme",
      "--local",
      "--persist-to",
      root,
    ],
    { cwd: WORKER_FOLDER, env: { ...process.env, WRANGLER_SEND_METRICS: "false", CI: "1" } },
  );
  expect(stdout).toContain("No migrations to apply");
});

test("a port that is in use is said before anything is made", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  await expect(started("ledger", port)).rejects.toThrow(
    `port ${port} is in use; choose another with --port, or 0 for one that is free`,
  );
  expect(existsSync(join(root, "ledger"))).toBe(false);
  other.close();
});

test("a folder that is in use is said, and stays whole", async () => {
  const { url } = await started();
  await expect(serve({ data: join(root, "ledger"), port: 0 })).rejects.toThrow(
    new RegExp(`is in use by another gramme serve \\(process ${process.pid}, ${url}\\)`, "u"),
  );
  expect(await send(url, 1)).toMatchObject(COUNTED);
});
