/**
 * GitHub's service for artifacts, on loopback: the results service (Twirp, JSON) and the blob store that it sends to.
 * @module
 */
import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { bytesOf, serve } from "./loopback.ts";

/** An artifact that was uploaded and finalized. */
export interface StoredArtifact {
  readonly name: string;
  readonly zip: Uint8Array;
}

/** A service that is listening. */
export interface ArtifactStandIn {
  /** What a runner sets for a job. */
  readonly env: Readonly<Record<"ACTIONS_RUNTIME_TOKEN" | "ACTIONS_RESULTS_URL", string>>;
  readonly artifacts: readonly StoredArtifact[];
}

const RUN = "ce7f54c7-61c7-4aae-887f-30da475f5f1a";
const JOB = "ca395085-040a-526b-2ce8-bdc85f692774";
const SERVICE = "/twirp/github.actions.results.api.v1.ArtifactService";

const Ids = z.object({
  workflow_run_backend_id: z.literal(RUN),
  workflow_job_run_backend_id: z.literal(JOB),
  name: z.string().min(1),
});
const Finalize = Ids.extend({ size: z.string().regex(/^\d+$/u), hash: z.string() });

/** Serves until the test is over. It refuses another token, a name that is taken, and a hash that is not the file's. */
export async function startArtifactService(): Promise<ArtifactStandIn> {
  const token = jwt({ scp: `Actions.Example Actions.Results:${RUN}:${JOB}` });
  const artifacts: StoredArtifact[] = [];
  const blobs = new Map<string, Buffer>();
  const port: number = await serve((request, response) => {
    const service = { port, token, artifacts, blobs };
    void (request.url?.startsWith(SERVICE) === true ? results : store)(request, response, service);
  });
  return {
    env: { ACTIONS_RUNTIME_TOKEN: token, ACTIONS_RESULTS_URL: `http://127.0.0.1:${port}/` },
    artifacts,
  };
}

interface Service {
  readonly port: number;
  readonly token: string;
  readonly artifacts: StoredArtifact[];
  readonly blobs: Map<string, Buffer>;
}

/** A token that nobody signed: its claims are all that is read. */
function jwt(claims: Readonly<Record<string, unknown>>): string {
  const parts = [{ alg: "none", typ: "JWT" }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString("base64url"),
  );
  return [...parts, "c2ln"].join(".");
}

async function results(request: IncomingMessage, response: ServerResponse, service: Service): Promise<void> {
  const answer = (status: number, body: unknown): void => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
  };
  const body: unknown = JSON.parse((await bytesOf(request)).toString("utf8"));
  if (request.headers.authorization !== `Bearer ${service.token}`) {
    answer(401, { code: "unauthenticated", msg: "bad token" });
    return;
  }
  if (request.url === `${SERVICE}/CreateArtifact`) {
    const { name } = Ids.parse(body);
    if (service.artifacts.some((artifact) => artifact.name === name)) {
      answer(409, {
        code: "already_exists",
        msg: "an artifact with this name already exists on the workflow run",
      });
      return;
    }
    const signed = `http://127.0.0.1:${service.port}/account/container/${encodeURIComponent(name)}?sig=s3cret`;
    answer(200, { ok: true, signed_upload_url: signed });
  } else if (request.url === `${SERVICE}/FinalizeArtifact`) {
    const { name, size, hash } = Finalize.parse(body);
    const zip = service.blobs.get(`/account/container/${encodeURIComponent(name)}`) ?? Buffer.alloc(0);
    const right = `sha256:${createHash("sha256").update(zip).digest("hex")}`;
    if (hash !== right || Number(size) !== zip.length) {
      answer(400, { code: "invalid_argument", msg: `${hash} of ${size} bytes is not the blob's` });
      return;
    }
    service.artifacts.push({ name, zip });
    answer(200, { ok: true, artifact_id: String(service.artifacts.length) });
  } else answer(404, { code: "bad_route", msg: request.url });
}

/** Blocks come one by one, and a list says in which order they make the blob. */
async function store(request: IncomingMessage, response: ServerResponse, { blobs }: Service): Promise<void> {
  const url = new URL(request.url ?? "/", "http://loopback");
  const body = await bytesOf(request);
  const comp = url.searchParams.get("comp");
  const block = (id: string): string => `${url.pathname}#${id}`;
  if (request.method !== "PUT" || url.searchParams.get("sig") !== "s3cret") response.statusCode = 403;
  else if (comp === "block") {
    blobs.set(block(url.searchParams.get("blockid") ?? ""), body);
    response.statusCode = 201;
  } else if (comp === "blocklist") {
    const ids = [...body.toString("utf8").matchAll(/<Latest>(?<id>[^<]+)<\/Latest>/gu)];
    blobs.set(
      url.pathname,
      Buffer.concat(ids.map(({ groups }) => blobs.get(block(groups?.["id"] ?? "")) ?? Buffer.alloc(0))),
    );
    response.statusCode = 201;
  } else {
    blobs.set(url.pathname, body);
    response.statusCode = 201;
  }
  response.end();
}
