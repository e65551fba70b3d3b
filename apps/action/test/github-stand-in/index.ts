/**
 * A stand-in for GitHub, for tests in this process and for the Action as a subprocess.
 * @module
 */
export { ARCHIVE_ROUTE } from "./archive-host.ts";
export type { Fault } from "./fault.ts";
export { SIGNATURE } from "./routes/runs.ts";
export type { GitHubStandIn, Request, StandInOptions } from "./stand-in.ts";
export { startGitHub } from "./stand-in.ts";
export { GitHubState } from "./state.ts";
export type { Artifact, Check, Comment, Content, Event, Pull } from "./state.ts";
