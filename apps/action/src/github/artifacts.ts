/**
 * Artifacts of a run: listed, and fetched within bounds.
 * @module
 */
import type { GitHub } from "./client.ts";
import { GitHubRefused, GitHubUnreachable } from "./github-error.ts";
import { HostileArtifact } from "./hostile-artifact.ts";
import { PER_PAGE, pages } from "./pages.ts";
import type { Asked, Failure } from "./patience.ts";
import { patiently } from "./patience.ts";
import { permissionFor } from "./permission.ts";
import { repositoryName } from "./repository-name.ts";

export { HostileArtifact } from "./hostile-artifact.ts";
export { readZippedJson } from "./zipped-json.ts";

/** An artifact that a run has. Its name is the uploader's choice. */
export interface Artifact {
  readonly id: number;
  readonly name: string;
  readonly sizeBytes: number;
  readonly expired: boolean;
  /** The run that uploaded it, as GitHub has it. */
  readonly headSha: string | undefined;
}

const MOST_ARTIFACTS = 200;
const DOWNLOAD = "GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}";
const ARCHIVE: Asked = { asked: `${DOWNLOAD} (the archive)`, repeatable: false, failureOf };
const TRIES = 3;
const PAUSE_MS = 1000;
/** An archive may take as many times longer than an answer. */
const SLOWER = 6;

/**
 * All artifacts of a run.
 * @throws HostileArtifact for more than 200; GitHubError.
 */
export async function listArtifacts(
  { request }: GitHub,
  repository: string,
  runId: number,
): Promise<readonly Artifact[]> {
  const all: Artifact[] = [];
  const list = pages(
    async (page) =>
      await request("GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts", {
        ...repositoryName(repository),
        run_id: runId,
        per_page: PER_PAGE,
        page,
      }),
  );
  for await (const { artifacts, total_count: total } of list) {
    if (total > MOST_ARTIFACTS) {
      throw new HostileArtifact(
        `run ${runId} has ${total} artifacts; at most ${MOST_ARTIFACTS} would be right`,
      );
    }
    for (const { id, name, size_in_bytes: sizeBytes, expired, workflow_run: run } of artifacts) {
      all.push({ id, name, sizeBytes, expired, headSha: run?.head_sha });
    }
    if (all.length > MOST_ARTIFACTS) {
      throw new HostileArtifact(`run ${runId} has more than ${MOST_ARTIFACTS} artifacts`);
    }
  }
  return all;
}

/**
 * The zip of an artifact. GitHub names another host for it, which never sees the token, and whose signed address
 * stands in no error.
 * @throws HostileArtifact as soon as more than `maxBytes` come; GitHubError.
 */
export async function downloadArtifact(
  github: GitHub,
  repository: string,
  artifactId: number,
  { maxBytes }: { readonly maxBytes: number },
): Promise<Uint8Array> {
  const where = { ...repositoryName(repository), artifact_id: artifactId, archive_format: "zip" };
  const { time, signal, timeoutMs } = github.patience;
  const patience = { ...github.patience, timeoutMs: timeoutMs * SLOWER };
  for (let tries = 1; ; tries++) {
    // anew for each try: the address is good for a minute
    const address = addressOf(
      await github.request(DOWNLOAD, { ...where, request: { redirect: "manual" } }),
      github.apiUrl,
    );
    try {
      return await patiently(
        patience,
        ARCHIVE,
        async (limit) => await fetchArchive(address, maxBytes, limit),
      );
    } catch (error) {
      if (!(error instanceof GitHubUnreachable) || tries === TRIES) throw error;
      await time.wait(PAUSE_MS * tries, signal);
    }
  }
}

async function fetchArchive(address: URL, maxBytes: number, signal: AbortSignal): Promise<Uint8Array> {
  const response = await fetch(address, { signal });
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    throw new BadArchiveAnswer(response.status);
  }
  return await bytesWithin(response.body, maxBytes);
}

/** The archive's host said something else than the archive. */
class BadArchiveAnswer extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`the archive's host answered ${status}`);
    this.status = status;
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof BadArchiveAnswer) {
    const { status, message } = error;
    if (status >= 500 || status === 429) return { kind: "broken", found: message, status };
    const refused = new GitHubRefused(DOWNLOAD, status, message, permissionFor("GET", DOWNLOAD));
    return { kind: "final", error: refused };
  }
  // fetch's own: a connection that was refused, cut or ended
  if (error instanceof TypeError)
    return { kind: "broken", found: "the connection to the archive's host failed" };
  if (error instanceof DOMException) return { kind: "broken", found: "the archive took too long" };
  return { kind: "final", error };
}

interface Redirect {
  readonly status: number;
  readonly headers: { readonly location?: string };
}

function addressOf({ status, headers }: Redirect, apiUrl: string): URL {
  const { location } = headers;
  if (status !== 302 || location === undefined || !URL.canParse(location)) {
    throw new GitHubRefused(DOWNLOAD, status, "it names no address for the archive; a 302 would be right");
  }
  const address = new URL(location);
  // unencrypted only where the API itself is: on a loopback
  if (address.protocol !== "https:" && address.protocol !== new URL(apiUrl).protocol) {
    throw new GitHubRefused(
      DOWNLOAD,
      status,
      `the archive's address is ${address.protocol}; https: would be right`,
    );
  }
  return address;
}

async function bytesWithin(body: ReadableStream<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // leaving the loop cancels the stream
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > maxBytes) {
      throw new HostileArtifact(`the artifact has more than ${maxBytes} bytes, the most that is read`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
