export * from "./embodied.rows.ts";
export * from "./embodied.ts";
export * from "./use-phase.ts";
