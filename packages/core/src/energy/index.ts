export * from "./boundary.ts";
export * from "./factors.ts";
export * from "./ladder.ts";
export * from "./raise.ts";
export * from "./tier.ts";
export * from "./work.ts";
