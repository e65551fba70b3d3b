/**
 * The gateway: forwards requests to upstreams that a tenant allows, and meters what passes.
 * @module
 */
import type { Hono } from "hono";
import type { Ledger } from "../context.ts";
import { proxyDoor } from "./forward/proxy-door.ts";
import { routesDoor } from "./route/routes-door.ts";

export { gatewayPaths } from "./gateway-paths.ts";
export { type HandoverCounts, handoverCounts } from "./handover/handover-counts.ts";

/** Mounts `/v1/routes` and `/proxy/:route/*`. */
export function gatewayDoors(app: Hono<Ledger>): void {
  routesDoor(app);
  proxyDoor(app);
}
