/**
 * The host of archives, which is not GitHub's API: whoever sends it the job's token gives the token away.
 * @module
 */
import type { RequestListener, ServerResponse } from "node:http";
import { isBreakage, isTwist, refusal } from "./fault.ts";
import type { Breakage, Faults } from "./fault.ts";
import type { GitHubState } from "./state.ts";

/** Name of its only route, for faults. */
export const ARCHIVE_ROUTE = "GET archive";

/** Plays the host; tells what must never be by `violate`. */
export function archiveHost(
  state: GitHubState,
  faults: Faults,
  violate: (what: string) => void,
): RequestListener {
  return (request, response) => {
    if (request.headers.authorization !== undefined) {
      violate("the archive's host was sent an authorization header");
    }
    const id = Number(/^\/archive\/(\d+)\?sig=\w+$/u.exec(request.url ?? "")?.[1]);
    const found = state.artifacts.find((artifact) => artifact.id === id);
    const fault = faults.take(ARCHIVE_ROUTE);
    if (fault !== undefined && isBreakage(fault)) {
      breakDown(fault, found?.zip instanceof Uint8Array ? found.zip : new Uint8Array(), response);
    } else if (fault !== undefined && !isTwist(fault)) {
      response.writeHead(refusal(fault, "").status, { "content-type": "application/xml" }).end("<Error/>");
    } else if (found === undefined) {
      response.writeHead(404).end();
    } else if (found.zip === "endless") {
      response.writeHead(200, { "content-type": "application/zip" });
      sendOn(response);
    } else {
      response.writeHead(200, { "content-type": "application/zip" }).end(found.zip);
    }
  };
}

function breakDown(fault: Breakage, zip: Uint8Array, response: ServerResponse): void {
  switch (fault.kind) {
    case "broken":
      response.writeHead(fault.status ?? 503).end("Server is busy");
      return;
    case "cut":
      response.destroy();
      return;
    case "slow":
      // for ever
      fault.held?.();
      return;
    case "truncated":
      response.writeHead(200, { "content-length": String(zip.byteLength) });
      response.write(zip.subarray(0, zip.byteLength / 2), () => response.destroy());
  }
}

/** Zeros until nobody reads any more. */
function sendOn(response: ServerResponse): void {
  if (response.destroyed) return;
  response.write(new Uint8Array(65_536), () => sendOn(response));
}
