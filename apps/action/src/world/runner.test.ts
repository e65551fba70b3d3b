import type { IncomingMessage, ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import { serve } from "../../test/world/loopback.ts";
import { askAt, LONGEST_ANSWER } from "./metadata-service.ts";
import type { Ask } from "./metadata-service.ts";
import { recogniseRunner } from "./runner.ts";

type Route = (request: IncomingMessage, response: ServerResponse) => void;

/** A metadata service on loopback: what it does not know is 404. */
async function metadata(routes: Readonly<Record<string, Route>>): Promise<Ask> {
  return askAt(
    "127.0.0.1",
    await serve((request, response) => {
      const route = routes[`${request.method ?? ""} ${request.url ?? ""}`];
      if (route === undefined) response.writeHead(404).end("<html>");
      else route(request, response);
    }),
  );
}

const AMAZON = {
  token: "PUT /latest/api/token",
  region: "GET /latest/meta-data/placement/region",
} as const;
const GOOGLE = "GET /computeMetadata/v1/instance/zone";
const MICROSOFT = "GET /metadata/instance/compute/location?api-version=2021-02-01&format=text";

const amazon = (region: string): Readonly<Record<string, Route>> => ({
  [AMAZON.token]: (request, response) => {
    response.writeHead(request.headers["x-aws-ec2-metadata-token-ttl-seconds"] === "60" ? 200 : 400);
    response.end("AQAEAGxh==");
  },
  [AMAZON.region]: (request, response) => {
    const right = request.headers["x-aws-ec2-metadata-token"] === "AQAEAGxh==";
    response.writeHead(right ? 200 : 401).end(right ? region : "");
  },
});

const google = (zone: string, flavor = "Google"): Readonly<Record<string, Route>> => ({
  [GOOGLE]: (request, response) => {
    response.writeHead(request.headers["metadata-flavor"] === "Google" ? 200 : 403, {
      "metadata-flavor": flavor,
    });
    response.end(zone);
  },
});

const microsoft = (location: string): Readonly<Record<string, Route>> => ({
  [MICROSOFT]: (request, response) => {
    response.writeHead(request.headers["metadata"] === "true" ? 200 : 400).end(location);
  },
});

/** Asked till all has been answered: no clock decides. */
const deadline = (): AbortSignal => new AbortController().signal;

describe("recogniseRunner", () => {
  it.each<[string, Readonly<Record<string, Route>>, string]>([
    ["Amazon", amazon("eu-west-3"), "eu-west-3"],
    ["Google", google("projects/123/zones/europe-west9-b"), "europe-west9"],
    ["Microsoft", microsoft("francecentral"), "francecentral"],
    ["Microsoft, in mixed case,", microsoft("WestEurope"), "westeurope"],
  ])("is told the region by %s", async (_cloud, routes, region) => {
    const ask = await metadata(routes);
    expect(await recogniseRunner({ env: {}, configured: undefined, ask, deadline })).toEqual({
      hosting: "unknown",
      region,
      region_from: "metadata-service",
    });
  });

  it.each<[string, Readonly<Record<string, Route>>]>([
    ["a region that core does not know", amazon("eu-atlantis-1")],
    ["a region of another cloud", amazon("europe-west9")],
    ["a page of HTML", microsoft("<html>francecentral</html>")],
    ["more than one line", microsoft("francecentral\n::set-output name=x::y")],
    ["a flood", microsoft("f".repeat(5_000_000))],
    ["nothing", microsoft("")],
    ["a zone without Google's name on it", google("projects/1/zones/europe-west9-b", "Moogle")],
    ["a zone that is none", google("europe-west9")],
    [
      "a token that is none",
      { ...amazon("eu-west-3"), [AMAZON.token]: (_, response) => response.end("a b") },
    ],
    ["404", {}],
  ])("leaves unknown what is told as %s", async (_what, routes) => {
    const ask = await metadata(routes);
    expect(await recogniseRunner({ env: {}, configured: undefined, ask, deadline })).toEqual({
      hosting: "unknown",
    });
  });

  it("is not kept by a service that never answers", async () => {
    const outOfTime = new AbortController();
    const heard: string[] = [];
    const ask = await metadata({});
    const port = await serve((request) => {
      heard.push(request.url ?? "");
      // two clouds hear nothing, the third has said it all
      if (heard.length === 2) outOfTime.abort();
    });
    const silent = askAt("127.0.0.1", port);
    const runner = await recogniseRunner({
      env: {},
      configured: undefined,
      ask: (question, signal) => (question.path.startsWith("/latest") ? ask : silent)(question, signal),
      deadline: () => outOfTime.signal,
    });
    expect(runner).toEqual({ hosting: "unknown" });
    expect(heard).toHaveLength(2);
  });

  it("is not kept by a network that is not there", async () => {
    const ask: Ask = async () => {
      throw new Error("ENETUNREACH");
    };
    expect(await recogniseRunner({ env: {}, configured: undefined, ask, deadline })).toEqual({
      hosting: "unknown",
    });
  });

  it.each([
    [{ "cloud-region": "West Europe" }, { region: "westeurope", region_from: "configured" }],
    [{ zone: "FR" }, {}],
    [{ "grid-g-per-kwh": 40 }, {}],
  ])("asks nobody where %j is configured", async (configured, region) => {
    const asked: unknown[] = [];
    const ask: Ask = async (question) => {
      asked.push(question);
      throw new Error("not to be asked");
    };
    const runner = await recogniseRunner({ env: {}, configured, ask, deadline });
    expect(runner).toEqual({ hosting: "unknown", ...region });
    expect(asked).toEqual([]);
  });

  it.each([{ zone: "unknown" }, { pue: 1.2 }])("asks where %j leaves it open", async (configured) => {
    const ask = await metadata(microsoft("westus2"));
    expect(await recogniseRunner({ env: {}, configured, ask, deadline })).toMatchObject({
      region: "westus2",
    });
  });

  it.each<[NodeJS.ProcessEnv, object]>([
    [
      { RUNNER_ENVIRONMENT: "github-hosted", ImageOS: "ubuntu24", ImageVersion: "20261115.1.0" },
      { hosting: "github-hosted", image: "ubuntu24 20261115.1.0" },
    ],
    [{ RUNNER_ENVIRONMENT: "self-hosted" }, { hosting: "self-hosted" }],
    [{ RUNNER_ENVIRONMENT: "moon-hosted", ImageOS: "a\nb" }, { hosting: "unknown" }],
  ])("takes from %j what it knows", async (env, runner) => {
    expect(await recogniseRunner({ env, configured: { zone: "FR" } })).toEqual(runner);
  });
});

describe("askAt", () => {
  it("cuts an answer that does not end", async () => {
    const ask = await metadata({
      "GET /": (_, response) => {
        const pour = (): void => {
          while (!response.destroyed && response.write("x".repeat(65_536)));
        };
        response.on("drain", pour);
        pour();
      },
    });
    const answer = await ask({ method: "GET", path: "/", headers: {} }, deadline());
    expect(answer.text).toBe("x".repeat(LONGEST_ANSWER));
  });
});
