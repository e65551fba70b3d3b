/**
 * The uploader of artifacts, loaded only when it is wanted. Apart, since a bundle has it elsewhere.
 * @module
 */
import type * as Uploader from "./world/upload-artifact.ts";

/** Loads it. */
export const uploader = (): Promise<typeof Uploader> => import("./world/upload-artifact.ts");
