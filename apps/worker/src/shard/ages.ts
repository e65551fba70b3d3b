/**
 * How old an event may be, and how long a shard remembers. What is forgotten later than it is refused cannot count twice.
 * @module
 */

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Oldest event with an id of its own. Senders without an outbox retry for hours, not weeks, and every id is a row that
 * has to be kept for so long.
 */
export const NAMED_FOR_MS: number = 7 * DAY_MS;

/** Oldest event of a numbered batch: an outbox that was offline over a month's holidays loses nothing. */
export const NUMBERED_FOR_MS: number = 35 * DAY_MS;

/** Furthest ahead of the ledger's clock: clocks without NTP are off by minutes; by more, the hour would be wrong. */
export const AHEAD_MS = 600_000;

/** A day of the ledger: UTC. */
export const dayOf = (hour: number): number => Math.floor(hour / 24);

/** Hours since 1970. */
export const hourOf = (unixMs: number): number => Math.floor(unixMs / HOUR_MS);

/** A day longer than events are taken: clocks of Worker and shard may differ, and a call may be on its way. */
const MARGIN_MS = DAY_MS;

/** First hour that a shard holds. Whole days leave together, so that a day is summed up from all its hours or not at all. */
export const firstHourAt = (nowMs: number): number => dayOf(hourOf(nowMs - NUMBERED_FOR_MS - MARGIN_MS)) * 24;

/** First day of which ids are kept. */
export const firstNamedDayAt = (nowMs: number): number => dayOf(hourOf(nowMs - NAMED_FOR_MS - MARGIN_MS));

/**
 * How long an isolate goes by the shard of a producer that the book told it. Shorter than a day's margin: who is
 * remembered had been heard of within {@link NUMBERED_FOR_MS} then, and is not forgotten anywhere before it is asked again.
 */
export const REMEMBERED_SHARD_MS: number = DAY_MS;

/**
 * A producer that has not been heard of since can be forgotten: a batch that counted by then holds no event after it
 * (but for {@link AHEAD_MS}), and the hours before it have left the shard, which takes nothing for them.
 */
export const forgetProducersBefore = (nowMs: number): number => nowMs - NUMBERED_FOR_MS - 3 * MARGIN_MS;
