/**
 * Every door of the ledger, and what `/openapi.json` says of each. A test holds the two together.
 * @module
 */
import type { Hono } from "hono";
import type { ZodOpenApiPathsObject } from "zod-openapi";
import type { Ledger } from "./context.ts";
import { badgeDoor, badgePaths } from "./badge/badge-door.ts";
import { pagesDoor, pagesPaths } from "./dashboard/pages-door.ts";
import { gatewayDoors, gatewayPaths } from "./gateway/index.ts";
import { eventsDoor } from "./intake/events.ts";
import { keysDoor, keysPaths } from "./keys/keys-door.ts";
import { tenantsDoor, tenantsPaths } from "./keys/tenants-door.ts";
import { trustedRepositoriesDoor, trustedRepositoriesPaths } from "./keys/trusted-repositories-door.ts";
import { healthDoor, healthPaths } from "./metrics/health-door.ts";
import { metricsDoor, metricsPaths } from "./metrics/metrics-door.ts";
import { eventsPaths } from "./openapi/events-paths.ts";
import { openapiDoor } from "./openapi/openapi-door.ts";
import { profilePaths, profilesDoor } from "./profiles/profiles-door.ts";
import { projectDoor } from "./project/project-door.ts";
import { projectPaths } from "./project/project-paths.ts";
import { readDoors } from "./read/read-doors.ts";
import { readPaths } from "./read/read-paths.ts";
import { runsDoor, runsPaths } from "./runs/runs-door.ts";
import { sharePaths } from "./share/share-paths.ts";
import { sharedPagesDoor, sharedPagesPaths } from "./share/shared-pages-door.ts";
import { sharesDoor } from "./share/shares-door.ts";
import { tracesDoor, tracesPaths } from "./traces/traces-door.ts";

/** What `/openapi.json` says of the doors; its own are with it. */
export const PATHS: readonly ZodOpenApiPathsObject[] = [
  eventsPaths,
  tracesPaths,
  runsPaths,
  gatewayPaths,
  profilePaths,
  readPaths,
  projectPaths,
  pagesPaths,
  sharedPagesPaths,
  badgePaths,
  metricsPaths,
  healthPaths,
  keysPaths,
  sharePaths,
  trustedRepositoriesPaths,
  tenantsPaths,
];

/** Mounts every door. */
export function everyDoor(app: Hono<Ledger>): void {
  eventsDoor(app);
  tracesDoor(app);
  runsDoor(app);
  gatewayDoors(app);
  profilesDoor(app);
  keysDoor(app);
  trustedRepositoriesDoor(app);
  tenantsDoor(app);
  readDoors(app);
  projectDoor(app);
  pagesDoor(app);
  sharesDoor(app);
  sharedPagesDoor(app);
  badgeDoor(app);
  metricsDoor(app);
  healthDoor(app);
  openapiDoor(app, PATHS);
}
