/**
 * Where the program of a model's process is. Apart, since a bundle has it elsewhere.
 * @module
 */
import { fileURLToPath } from "node:url";

/** Absolute path of the program. */
export const CHILD_FILE: string = fileURLToPath(new URL("./child.ts", import.meta.url));
