import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test, vi } from "vitest";
import { household } from "./household.ts";
import { StartError } from "./start-error.ts";

/** Serves nothing, says its process id where its address would be, and stays. */
const STAYS = "console.log(JSON.stringify({ url: String(process.pid) })); setInterval(() => {}, 1e6);";
/** The same, and does not hear what asks it to end. */
const DEAF = `process.on("SIGTERM", () => {}); ${STAYS}`;

function lives(pid: string): boolean {
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch {
    return false;
  }
}

test("gives what a command wrote, and its exit code where it fails", async () => {
  const home = household(new AbortController());
  expect(await home.run("it", ["-e", "console.log('done')"])).toBe("done\n");
  await expect(home.run("it", ["-e", "process.exit(3)"])).rejects.toMatchObject({
    name: "StartError",
    message: "it ended with code 3",
    exitCode: 3,
  });
  await home.end();
});

test("what serves and ends by itself ends all that is under way", async () => {
  const stop = new AbortController();
  const home = household(stop);
  const pid = await home.serve("the ledger", ["-e", STAYS]);
  const other = home.run("the work", ["-e", "setInterval(() => {}, 1e6)"]);
  process.kill(Number(pid), "SIGKILL");
  await expect(other).rejects.toThrow("the ledger ended with SIGKILL");
  expect(stop.signal.reason).toBeInstanceOf(StartError);
  await expect(home.run("more", ["-e", ""])).rejects.toThrow("the ledger ended with SIGKILL");
  await home.end();
});

test("what does not come to serve is told of", async () => {
  const home = household(new AbortController());
  await expect(home.serve("the ledger", ["-e", "process.exit(5)"])).rejects.toMatchObject({ exitCode: 5 });
  await home.end();
});

test("nothing is left at its end", async () => {
  const home = household(new AbortController());
  const pids = [await home.serve("one", ["-e", STAYS]), await home.serve("two", ["-e", STAYS])];
  expect(pids.map(lives)).toEqual([true, true]);
  await home.end();
  expect(pids.map(lives)).toEqual([false, false]);
});

test.skipIf(process.platform === "win32")("who does not hear is ended by force", async () => {
  const home = household(new AbortController());
  const pid = await home.serve("one", ["-e", DEAF]);
  const end = home.end();
  home.kill();
  await end;
  expect(lives(pid)).toBe(false);
});

// the leash is a shell
test.skipIf(process.platform === "win32")("nothing outlives an owner that is killed", async () => {
  const from = fileURLToPath(new URL("household.ts", import.meta.url));
  const owner = spawn(
    process.execPath,
    [
      "--input-type=module",
      "-e",
      `import { household } from ${JSON.stringify(from)};
       console.log(await household(new AbortController()).serve("one", ["-e", ${JSON.stringify(STAYS)}]));`,
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const [pid] = (await once(createInterface(owner.stdout), "line")) as [string];
  expect(lives(pid)).toBe(true);
  owner.kill("SIGKILL");
  await vi.waitFor(() => expect(lives(pid)).toBe(false), { timeout: 25_000 });
});
