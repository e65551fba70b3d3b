/**
 * How the model hears: 32 ms at a time.
 * @module
 */

/** The sample rate of the sound, in Hz. */
export const SAMPLE_RATE = 16_000;
/** New samples of one window: one inference. */
export const WINDOW = 512;
/** Samples of what came before that the model hears again with each window. */
export const CONTEXT = 64;
