/**
 * An outbox's store in a folder: events outlive the process.
 * @module
 */
export { type FileStoreOptions, fileStore } from "./file-store.ts";
export type { Durability } from "./journal.ts";
