/**
 * Metering of calls to models that run elsewhere.
 * @module
 */
export { type FetchArguments, type FetchMeter, meteredFetch } from "./metered-fetch.ts";
