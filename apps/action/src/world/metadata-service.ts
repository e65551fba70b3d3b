/**
 * Asking a cloud's metadata service where this machine stands. All three answer at one link-local address, each only
 * when asked in its own way.
 * @module
 */
import { Agent, request } from "node:http";
import { findCloudRegion } from "@gramme/core";
import type { CloudRegion } from "@gramme/core";

/** One question. */
export interface Question {
  readonly method: "GET" | "PUT";
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** One answer, its text cut at {@link LONGEST_ANSWER}. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

/** Asks the metadata service; rejects when it does not answer. */
export type Ask = (question: Question, signal: AbortSignal) => Promise<Answer>;

/** A token of Amazon's is 56 characters, a zone of Google's under 80. */
export const LONGEST_ANSWER = 512;

/** Not through a proxy: it would tell where the proxy stands. So it is `node:http`, with an agent that knows of none. */
export function askAt(host = "169.254.169.254", port = 80): Ask {
  return ({ method, path, headers }, signal) => {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const agent = new Agent({ keepAlive: false });
    const sent = request({ agent, host, port, method, path, headers, signal }, (response) => {
      let text = "";
      const answer = (): void => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
        sent.destroy();
      };
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        text = (text + chunk).slice(0, LONGEST_ANSWER);
        if (text.length === LONGEST_ANSWER) answer();
      });
      response.on("end", answer);
      response.on("error", reject);
    });
    sent.on("error", reject);
    sent.end();
    return promise;
  };
}

/**
 * The region that a metadata service tells, if core's table knows it: whatever else is told stays unknown.
 * All three are asked at once, until `signal` ends it.
 */
export async function regionOfMetadata(ask: Ask, signal: AbortSignal): Promise<CloudRegion | undefined> {
  const told = await Promise.all(
    [amazon, google, microsoft].map((cloud) => cloud(ask, signal).catch(() => undefined)),
  );
  return told.find((region) => region !== undefined);
}

const REGION = /^[a-z0-9-]{2,40}$/u;

async function amazon(ask: Ask, signal: AbortSignal): Promise<CloudRegion | undefined> {
  const token = await ask(
    {
      method: "PUT",
      path: "/latest/api/token",
      headers: { "X-aws-ec2-metadata-token-ttl-seconds": "60" },
    },
    signal,
  );
  if (token.status !== 200 || !/^[\w+/=-]{1,200}$/u.test(token.text)) return undefined;
  const answer = await ask(
    {
      method: "GET",
      path: "/latest/meta-data/placement/region",
      headers: { "X-aws-ec2-metadata-token": token.text },
    },
    signal,
  );
  return answer.status === 200 && REGION.test(answer.text) ? findCloudRegion(answer.text, "aws") : undefined;
}

/** Google tells the zone, `projects/123/zones/europe-west1-b`, which is in the region of its name. */
async function google(ask: Ask, signal: AbortSignal): Promise<CloudRegion | undefined> {
  const answer = await ask(
    {
      method: "GET",
      path: "/computeMetadata/v1/instance/zone",
      headers: { "Metadata-Flavor": "Google" },
    },
    signal,
  );
  if (answer.status !== 200 || answer.headers["metadata-flavor"] !== "Google") return undefined;
  const region = /^projects\/[^/]{1,100}\/zones\/(?<region>[a-z0-9-]{2,40})-[a-z]$/u.exec(answer.text)
    ?.groups?.["region"];
  return region === undefined ? undefined : findCloudRegion(region, "gcp");
}

async function microsoft(ask: Ask, signal: AbortSignal): Promise<CloudRegion | undefined> {
  const answer = await ask(
    {
      method: "GET",
      path: "/metadata/instance/compute/location?api-version=2021-02-01&format=text",
      headers: { Metadata: "true" },
    },
    signal,
  );
  // told in small letters; older interfaces had them mixed
  const region = answer.text.toLowerCase();
  return answer.status === 200 && REGION.test(region) ? findCloudRegion(region, "azure") : undefined;
}
