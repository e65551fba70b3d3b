/**
 * What a page that reads a ledger needs of the wire: the forms of answers, and nothing that checks what people send.
 * @module
 */
export * from "./api-book.ts";
export * from "./api-figures.ts";
export * from "./api-idle.ts";
export * from "./api-methods.ts";
export * from "./api-phases.ts";
export * from "./api-project.ts";
export * from "./api-served.ts";
export * from "./consequences.ts";
export * from "./problem.ts";
export * from "./project.ts";
export * from "./quantity.ts";
