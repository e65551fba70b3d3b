/**
 * A server that speaks git over HTTP, on loopback, and lets in who shows the right token.
 * @module
 */
import { execFileSync, spawn } from "node:child_process";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A server of one repository. */
export interface GitServer {
  /** `http://127.0.0.1:1234`. */
  readonly serverUrl: string;
  /** Every Authorization header that came, one list a request. */
  readonly authorizations: (readonly string[])[];
}

/** Serves every repository below `folder`, until the test is over. */
export async function serveGit(folder: string, token: string): Promise<GitServer> {
  const authorizations: (readonly string[])[] = [];
  const backend = join(execFileSync("git", ["--exec-path"], { encoding: "utf8" }).trim(), "git-http-backend");
  const right = `basic ${Buffer.from(`x-access-token:${token}`).toString("base64")}`;
  const server = createServer((request, response) => {
    const given = authorizationsOf(request);
    authorizations.push(given);
    if (given.length !== 1 || given[0] !== right) {
      response.writeHead(given.length > 1 ? 400 : 401, { "www-authenticate": 'Basic realm="git"' });
      response.end();
      return;
    }
    passOn(backend, folder, request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { serverUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, authorizations };
}

function authorizationsOf(request: IncomingMessage): readonly string[] {
  return request.rawHeaders.filter(
    (_, index) => index % 2 === 1 && request.rawHeaders[index - 1]?.toLowerCase() === "authorization",
  );
}

function passOn(backend: string, folder: string, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? "/", "http://loopback");
  const child = spawn(backend, {
    env: {
      ...process.env,
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: "1",
      PATH_INFO: url.pathname,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers["content-type"] ?? "",
      HTTP_CONTENT_ENCODING: request.headers["content-encoding"] ?? "",
      GIT_PROTOCOL: String(request.headers["git-protocol"] ?? ""),
    },
    stdio: ["pipe", "pipe", "ignore"],
  });
  request.pipe(child.stdin);
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.on("close", () => {
    const answer = Buffer.concat(chunks);
    const end = answer.indexOf("\r\n\r\n");
    const headers = answer.subarray(0, end).toString("latin1").split("\r\n");
    for (const header of headers) {
      const [name = "", value = ""] = header.split(": ");
      if (name.toLowerCase() === "status") response.statusCode = Number.parseInt(value, 10);
      else response.setHeader(name, value);
    }
    response.end(answer.subarray(end + 4));
  });
}
