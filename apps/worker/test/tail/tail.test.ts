import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createTestHarness } from "wrangler";

// a Worker whose invocations are tailed twice: by the consumer as it is deployed, and by one that is told a CPU time
const server = createTestHarness({
  root: `${import.meta.dirname}/../..`,
  workers: [
    {
      config: {
        name: "producer",
        main: "test/tail/producer.fixture.ts",
        compatibility_date: "2026-11-01",
        tail_consumers: [{ service: "gramme-tail" }, { service: "told-cpu-time" }],
      },
    },
    {
      configPath: "wrangler.tail.jsonc",
      vars: { GRAMME_KEY: "tail.secret" },
      bindingOverrides: { GRAMME: "untold" },
    },
    {
      config: {
        name: "told-cpu-time",
        main: "test/tail/told-cpu-time.fixture.ts",
        compatibility_date: "2026-11-01",
        services: [{ binding: "GRAMME", service: "told" }],
        vars: { GRAMME_KEY: "tail.secret" },
      },
    },
    { config: { name: "untold", main: "test/tail/ledger.fixture.ts", compatibility_date: "2026-11-01" } },
    { config: { name: "told", main: "test/tail/ledger.fixture.ts", compatibility_date: "2026-11-01" } },
  ],
});
beforeAll(async () => {
  // nobody has to be asked where this machine stands
  vi.stubEnv("CLOUDFLARE_CF_FETCH_ENABLED", "false");
  await server.listen();
});
afterAll(async () => {
  await server.close();
  vi.unstubAllEnvs();
});

/** What each of the two consumers told of its work. */
const consumersTold = (): readonly string[] =>
  server
    .getLogs()
    .map(({ message }) => message)
    .filter((message) => message.includes("gramme_tail"));

async function ledger(name: string): Promise<unknown> {
  const response = await server.getWorker(name).fetch("/");
  return response.json();
}

test("a local run's CPU time of 0 is not sent; a CPU time that is told arrives, once, after a failure", async () => {
  const served = await server.fetch("/?id=request-1", {
    method: "POST",
    body: "What is the capital of France?",
  });
  expect(await served.text()).toBe("served");
  await expect.poll(consumersTold, { timeout: 60_000 }).toHaveLength(2);

  expect(await ledger("untold")).toEqual({ asked: 0, taken: [] });
  expect(await ledger("told")).toEqual({
    asked: 2,
    taken: [
      {
        id: "request-1:cpu",
        at_unix_ms: expect.any(Number) as number,
        count: 0,
        cpu_ms: 412,
        cpu_of: 344,
        task: "voice-activity-detection",
        model: "silero-vad",
      },
    ],
  });
  expect(consumersTold().join("")).toMatch(/without_cpu: 1/u);
  expect(consumersTold().join("")).toMatch(/malformed: 1/u);
  expect(consumersTold().join("")).not.toContain("France");
});
