import { createServer, type IncomingMessage, type Server } from "node:http";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { RunsEnvelope } from "@gramme/core/wire";
import { afterEach, expect, test } from "vitest";
import { statedIn } from "../config/stated.ts";
import { UserError } from "../config/user-error.ts";
import { push, pushStated } from "./push.ts";
import { runResult, workload } from "./run-result.fixture.ts";

const EXAMPLE = new URL("../../../../examples/service/consequences.yml", import.meta.url);
const SOURCE = {
  repository: "acme/model",
  sha: "a".repeat(40),
  ref: "refs/heads/main",
  run_id: 7,
  run_attempt: 1,
  event: "local",
};
const RUN = runResult(workload("digits", "inference"), workload("train", "training"));

interface Asked {
  readonly line: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: unknown;
}

let server: Server | undefined;
afterEach(() => server?.close());

/** A ledger that answers each question with the next of these, and tells what it was asked. */
async function ledger(
  ...answers: readonly {
    readonly status: number;
    readonly headers?: Record<string, string>;
    readonly body?: unknown;
  }[]
): Promise<{ readonly url: string; readonly asked: Asked[] }> {
  const asked: Asked[] = [];
  server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
    });
    request.on("end", () => {
      const { status, headers = {}, body = {} } = answers[asked.length] ?? { status: 418 };
      asked.push({
        line: `${request.method ?? ""} ${request.url ?? ""}`,
        headers: request.headers,
        body: JSON.parse(text),
      });
      response.writeHead(status, headers).end(typeof body === "string" ? body : JSON.stringify(body));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const problem = (
  status: number,
  code: string,
  detail: string,
  more: object = {},
): { status: number; body: object } => ({
  status,
  body: { type: `urn:gramme:problem:${code}`, title: code, status, code, detail, ...more },
});

const refusal = async (url: string): Promise<string> => {
  const outcome = await push({ url }, RUN, SOURCE).then(
    () => "none",
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(UserError);
  expect(outcome).toMatchObject({ exitCode: 5 });
  return (outcome as UserError).message;
};

test("a run goes with its key, and its profiles after it", async () => {
  const { url, asked } = await ledger(
    { status: 201, body: { trained: ["train"] } },
    { status: 201, body: { version: 3 } },
  );
  const how = { trained: ["train"], calibrate: true };
  expect(await push({ url, key: "gk_a.b" }, RUN, SOURCE, how)).toEqual({
    run: "acme/model/7/1/-",
    again: false,
    trained: ["train"],
    profiles: [{ id: "digits", version: 3 }],
  });
  expect(asked.map(({ line }) => line)).toEqual(["POST /v1/runs", "PUT /v1/profiles/digits"]);
  expect(asked[0]?.headers).toMatchObject({
    authorization: "Bearer gk_a.b",
    "idempotency-key": "acme/model/7/1/-",
    "content-type": "application/json",
  });
  expect(RunsEnvelope.parse(asked[0]?.body)).toEqual({
    schema: "gramme/runs/1",
    run: RUN,
    source: SOURCE,
    trained: ["train"],
  });
  expect(asked[1]?.body).toMatchObject({ kind: "calibrated", run: "acme/model/7/1/-", workload: "digits" });
});

test.each([
  ["schema: project/1\nname: checkout\n", "PUT /v1/project"],
  [readFileSync(EXAMPLE, "utf8"), "PUT /v1/project/consequences"],
])("a statement goes to its own door as JSON, under no idempotency key: %#", async (text, line) => {
  const stated = statedIn(text, "stated.yml");
  if (stated === undefined) throw new Error("states nothing");
  const { url, asked } = await ledger({ status: 204 });
  await pushStated({ url, key: "gk_a.b" }, stated);
  expect(asked).toMatchObject([{ line, body: stated.value, headers: { authorization: "Bearer gk_a.b" } }]);
  expect(asked[0]?.headers["idempotency-key"]).toBeUndefined();
});

test("a statement that is refused says which scope it wants", async () => {
  const { url } = await ledger(problem(403, "forbidden", "this wants admin"));
  const refused = pushStated({ url }, { schema: "project/1", value: {} });
  await expect(refused).rejects.toThrow(/this wants admin \(403, forbidden\)\n {2}the key wants .*admin/u);
});

test("what was there already is said, and what of it is booked as trained", async () => {
  const { url, asked } = await ledger({ status: 200, body: { trained: ["other", "train"] } });
  expect(await push({ url }, RUN, SOURCE)).toEqual({
    run: "acme/model/7/1/-",
    again: true,
    trained: ["other", "train"],
    profiles: [],
  });
  expect(asked[0]?.body).not.toHaveProperty("trained");
});

test.each([[{}], [{ trained: "train" }], [{ trained: [7, "\u001B[31m", ["train"]] }]])(
  "of a ledger that tells %j nothing is believed to be trained",
  async (body) => {
    const { url } = await ledger({ status: 201, body });
    expect(await push({ url }, RUN, SOURCE)).toMatchObject({ again: false, trained: [] });
  },
);

test("a ledger that is out of breath is asked again when it says, and whoever waits is told", async () => {
  const { url, asked } = await ledger(
    { status: 503, headers: { "retry-after": "0" } },
    { status: 429, headers: { "retry-after": "0" } },
    { status: 201 },
  );
  const waits: string[] = [];
  await push({ url, onWait: (reason) => waits.push(reason) }, RUN, SOURCE);
  expect(asked).toHaveLength(3);
  expect(waits).toEqual(["the ledger answered 503", "the ledger answered 429"]);
});

test("a refusal is told in the ledger's own words, thing by thing", async () => {
  const errors = Array.from({ length: 12 }, (_, n) => ({
    code: "malformed-body",
    field: `run.workloads[${n}].name`,
    detail: "wants\u001B[31m a string",
  }));
  const { url, asked } = await ledger(
    problem(422, "malformed-body", "the run is not of the form gramme/runs/1", { errors, more: 30 }),
  );
  const words = await refusal(url);
  expect(asked).toHaveLength(1);
  expect(words).toContain("/v1/runs: the run is not of the form gramme/runs/1 (422, malformed-body)");
  expect(words).toContain("\n  run.workloads[0].name: wants [31m a string\n");
  expect(words).toMatch(/\n {2}and 32 more$/u);
});

test.each([
  ["unauthenticated", 401, "give a key with --key"],
  ["conflict", 409, "its file was changed since"],
])("%s comes with what to do", async (code, status, advice) => {
  const { url } = await ledger(problem(status, code, "no"));
  expect(await refusal(url)).toContain(advice);
});

test("something that is no ledger is not believed", async () => {
  const { url } = await ledger({ status: 404, body: "<h1>nginx\u0007</h1>" });
  expect(await refusal(url)).toBe(
    "/v1/runs: the ledger answered 404, and not as a ledger of Gramme's does; is --ledger right?",
  );
});

test("a key does not follow a redirect", async () => {
  const { url, asked } = await ledger({
    status: 308,
    headers: { location: "https://elsewhere.example/v1/runs" },
  });
  expect(await refusal(url)).toContain(
    "redirects (308) to https://elsewhere.example; give its final address",
  );
  expect(asked).toHaveLength(1);
});

test("where nobody listens, that is said soon, with what to do", async () => {
  const { url } = await ledger();
  server?.close();
  expect(await refusal(url)).toBe(
    `/v1/runs: the ledger cannot be reached (ECONNREFUSED); is a ledger served at ${url}? (gramme serve starts one)`,
  );
});
