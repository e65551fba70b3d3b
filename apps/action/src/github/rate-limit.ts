/**
 * How GitHub says that it is asked too often (docs.github.com, "Rate limits for the REST API").
 * @module
 */

/** What GitHub answered, as far as a limit can be read from it. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  /** What the body says. */
  readonly message: string;
}

/** Where GitHub names no time: "wait for at least one minute". */
const UNNAMED_MS = 60_000;

/** How long GitHub wants us to wait, in milliseconds; undefined where the answer is about something else. */
export function limitWaitMs({ status, headers, message }: Answered): number | undefined {
  if (status !== 429 && status !== 403) return undefined;
  const now = Date.parse(String(headers["date"] ?? ""));
  const after = headers["retry-after"];
  const spent = String(headers["x-ratelimit-remaining"]) === "0";
  if (status === 403 && after === undefined && !spent && !/\brate limit\b/iu.test(message)) return undefined;
  if (after !== undefined) {
    const seconds = Number(after);
    if (Number.isFinite(seconds)) return seconds * 1000;
    // its date against its own clock: the machine's may be wrong
    return positive(Date.parse(String(after)) - now);
  }
  // a second more, so that it comes after the reset
  return spent ? positive(Number(headers["x-ratelimit-reset"]) * 1000 - now + 1000) : UNNAMED_MS;
}

function positive(ms: number): number {
  return Number.isFinite(ms) ? Math.max(ms, 0) : UNNAMED_MS;
}
