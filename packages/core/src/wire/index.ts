export * from "./config.ts";
export * from "./estimate-request.ts";
export * from "./estimate-result.ts";
export * from "./figures.ts";
export * from "./issue.ts";
export * from "./quantity.ts";
export * from "./run-result.ts";
export * from "./wire-quantity.ts";
