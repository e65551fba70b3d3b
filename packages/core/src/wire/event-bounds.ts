/**
 * What an event's names and numbers may be. Apart from the schema, so that who only sends events need not carry the
 * library that checks them.
 * @module
 */

/** Most events of one batch. */
export const MOST_EVENTS = 1000;
/** Most bytes of one batch, uncompressed. */
export const MOST_BATCH_BYTES = 1_000_000;

/** Name of a model, as its hub has it: `org/model-7b:latest`. */
export const MODEL_NAME: RegExp = /^[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,127}$/u;
/** Version of a model: a tag, a date, a commit. */
export const VERSION_NAME: RegExp = /^[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,63}$/u;
/** A route as routers write it: `/v1/chat/:id`. A name for many requests, never one request's own address. */
export const ROUTE_NAME: RegExp = /^[A-Za-z0-9/][A-Za-z0-9._:/@+*{}-]{0,127}$/u;
/** Id of a profile. */
export const PROFILE_ID: RegExp = /^[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,127}$/u;
/** A country by ISO 3166-1, or `WORLD` and its like. */
export const ZONE_CODE: RegExp = /^[A-Z][A-Z-]{1,19}$/u;
/** Id of an event, and of a producer. */
export const EVENT_ID: RegExp = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/u;

/** Longest that one request may have taken, ms: a day. */
export const LONGEST_MS = 86_400_000;
/** Most inferences of one event. */
export const MOST_COUNT = 1_000_000_000;
