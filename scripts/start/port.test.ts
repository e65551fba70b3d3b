import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { expect, test } from "vitest";
import { keptPort } from "./port.ts";

test("a port is kept from others until it is released", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  await expect(keptPort(port)).rejects.toMatchObject({
    message: `port ${port} is in use; choose another with --port, or 0 for one that is free`,
    exitCode: 5,
  });
  other.close();
  await once(other, "close");

  const kept = await keptPort(port);
  expect(kept.port).toBe(port);
  await expect(keptPort(port)).rejects.toThrow("is in use");
  await kept.release();
  other.listen(port, "127.0.0.1");
  await once(other, "listening");
  other.close();
});

test("0 is whichever is free, and nothing has to be kept", async () => {
  expect(await keptPort(0)).toMatchObject({ port: 0, isAnother: false });
});
