import { createExecutionContext } from "cloudflare:test";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { envWith } from "../auth/gate.fixture.ts";
import { everyDoor } from "../doors.ts";
import { ledger } from "../ledger.ts";

const app = ledger(everyDoor);
/** What the page of `/docs` is made of: no door. */
const STATIC = ["/docs/swagger-ui.js", "/docs/swagger-ui.css", "/docs/start.js"];

const Schema = z.record(z.string(), z.unknown());
const Content = z.record(z.string().regex(/^[a-z]+\/[a-z+.-]+$/u), z.strictObject({ schema: Schema }));
const Parameter = z.strictObject({
  in: z.enum(["path", "query", "header"]),
  name: z.string().min(1),
  description: z.string().optional(),
  required: z.boolean().optional(),
  schema: Schema,
});
const Operation = z.strictObject({
  tags: z.array(z.string()).length(1),
  summary: z.string().min(1),
  description: z.string().optional(),
  security: z.array(z.record(z.string(), z.array(z.string()).length(0))).optional(),
  parameters: z.array(Parameter).optional(),
  requestBody: z
    .strictObject({ description: z.string().optional(), required: z.boolean().optional(), content: Content })
    .optional(),
  responses: z.record(
    z.string().regex(/^([1-5]\d\d|default)$/u),
    z.strictObject({ description: z.string().min(1), content: Content.optional() }),
  ),
});
const PathItem = z.strictObject({
  get: Operation.optional(),
  put: Operation.optional(),
  post: Operation.optional(),
  patch: Operation.optional(),
  delete: Operation.optional(),
});
/** OpenAPI 3.1, as far as we use it: a key that is misspelt is no key. */
const Document = z.strictObject({
  openapi: z.literal("3.1.0"),
  info: z.strictObject({
    title: z.string(),
    version: z.string(),
    description: z.string(),
    license: z.strictObject({ name: z.string(), identifier: z.string() }),
  }),
  servers: z.array(z.strictObject({ url: z.string() })),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  tags: z.array(z.strictObject({ name: z.string(), description: z.string() })),
  components: z.strictObject({
    securitySchemes: z.record(z.string(), Schema),
    schemas: z.record(z.string(), Schema),
  }),
  paths: z.record(z.string().startsWith("/"), PathItem),
});

async function get(path: string): Promise<Response> {
  return await app.fetch(new Request(`https://ledger.example${path}`), envWith({}), createExecutionContext());
}

let document: z.output<typeof Document>;
let text: string;
beforeAll(async () => {
  text = await (await get("/openapi.json")).text();
  document = Document.parse(JSON.parse(text));
});

const operations = (): readonly (z.output<typeof Operation> & {
  readonly at: string;
  readonly path: string;
})[] =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, operation]) =>
      operation === undefined ? [] : [{ ...operation, path, at: `${method.toUpperCase()} ${path}` }],
    ),
  );

/** A path whose parameters have no names. */
const anonymous = (path: string): string => path.replaceAll(/\{\w+\}|:\w+(\{[^}]*\})?|(?<=\/)\*$/gu, "{}");

describe("/openapi.json", () => {
  it("knows every door, and no door that is not there", () => {
    const documented = operations().map(({ at }) => anonymous(at));
    const mounted = app.routes
      .filter(({ method, path }) => method !== "ALL" && !STATIC.includes(path))
      .map(({ method, path }) => `${method} ${anonymous(path)}`);
    // the gateway takes all methods, and is described by the usual one
    expect(new Set([...mounted, "POST /proxy/{}/{}"])).toEqual(new Set(documented));
    const paths = new Set(Object.keys(document.paths).map(anonymous));
    // what stands near a page is no door: a browser is sent on from there, and nobody else finds anything
    const others = app.routes.filter(
      ({ method, path }) => method === "ALL" && path !== "/*" && !path.includes("/:near"),
    );
    expect([...paths]).toEqual(expect.arrayContaining(others.map(({ path }) => anonymous(path))));
  });

  it("names the parameters of its paths, and no others", () => {
    const named = operations().map(({ at, parameters = [] }) => [
      at,
      ...parameters
        .filter((parameter) => parameter.in === "path" && parameter.required === true)
        .map(({ name }) => name)
        .toSorted(),
    ]);
    expect(named).toEqual(
      operations().map(({ at, path }) => [
        at,
        ...[...path.matchAll(/\{(\w+)\}/gu)].map(([, name]) => name).toSorted(),
      ]),
    );
  });

  it("refers to what is there", () => {
    const there = new Set(
      Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`),
    );
    const references = [...text.matchAll(/"\$ref":"([^"]+)"/gu)].map(([, reference]) => reference);
    expect(references.length).toBeGreaterThan(50);
    expect(references.filter((reference) => !there.has(reference ?? ""))).toEqual([]);
    const schemes = Object.keys(document.components.securitySchemes);
    const tags = document.tags.map(({ name }) => name);
    const all = operations();
    expect(schemes).toEqual(
      expect.arrayContaining(all.flatMap(({ security = [] }) => security.flatMap((way) => Object.keys(way)))),
    );
    expect(new Set(all.flatMap(({ tags: own }) => own))).toEqual(new Set(tags));
  });

  it("has its refusals at each door that is not open to all", () => {
    const lacking = operations().flatMap(({ at, responses, requestBody, security }) => {
      const wanted = [
        "default",
        ...(security?.length === 0 ? [] : ["401", "403"]),
        ...(requestBody === undefined ? [] : ["400", "422"]),
      ];
      return wanted.filter((status) => !(status in responses)).map((status) => `${at}: ${status}`);
    });
    expect(lacking).toEqual([]);
  });

  it("says what doors check: an event and a run are refused by its schemas too", () => {
    const schemas = document.components.schemas;
    expect(schemas["MeterEvent"]).toMatchObject({
      required: ["at_unix_ms", "task", "model"],
      additionalProperties: false,
      properties: { in_flight: { type: "number", minimum: 1 }, model: { pattern: expect.any(String) } },
    });
    expect(schemas["RunsEnvelope"]).toMatchObject({
      properties: { run: { $ref: "#/components/schemas/RunResult" }, trained: { type: "array" } },
    });
    expect(schemas["WorkloadFigures"]).toMatchObject({ properties: { model: { type: "string" } } });
  });

  it("is open to anybody, and written once", async () => {
    const answer = await get("/openapi.json");
    expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(await answer.text()).toBe(text);
  });
});

describe("/docs", () => {
  it("is a page that loads from here alone, without inline script", async () => {
    const answer = await get("/docs");
    const page = await answer.text();
    expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("unsafe");
    const sources = [...page.matchAll(/(?:src|href)="([^"]+)"/gu)].map(([, source]) => source);
    expect(sources.filter((source) => source !== "data:,").toSorted()).toEqual(
      [...STATIC, "/openapi.json"].toSorted(),
    );
    expect(page).not.toMatch(/<script>|\son\w+=/u);
  });

  it.each([
    ["/docs/swagger-ui.js", "text/javascript", "SwaggerUIBundle"],
    ["/docs/swagger-ui.css", "text/css", ".swagger-ui"],
    ["/docs/start.js", "text/javascript", "/openapi.json"],
  ])("has %s", async (path, type, words) => {
    const answer = await get(path);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, `${type}; charset=utf-8`]);
    expect(await answer.text()).toContain(words);
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  });
});
