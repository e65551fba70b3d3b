/**
 * The meter's lines among all that an invocation logged.
 * @module
 */
import { MeterLine, type WireMeterLine } from "@gramme/core/wire";

/** A line, and when it was logged. */
export interface LoggedLine {
  readonly line: WireMeterLine;
  /** ms since 1970, as the trace has it. */
  readonly loggedAtMs: number;
}

/** What was found among the logs of one invocation. */
export interface FoundLines {
  readonly lines: readonly LoggedLine[];
  /** Entries that call themselves the meter's and are none, or repeat the id of one. */
  readonly malformed: number;
}

/**
 * The lines that the meter wrote: one object, `{ gramme: line }`, alone in its `console.log`. Everything else is
 * somebody else's and is passed over. A text is never read, however it looks: it may be what a client sent.
 */
export function meterLines(logs: readonly Pick<TraceLog, "timestamp" | "message">[]): FoundLines {
  const lines = new Map<string, LoggedLine>();
  let malformed = 0;
  for (const { message, timestamp } of logs) {
    const claimed = ofTheMeter(message);
    if (claimed === undefined) continue;
    const line = MeterLine.safeParse(claimed.gramme);
    if (line.success && !lines.has(line.data.meter_id)) {
      lines.set(line.data.meter_id, { line: line.data, loggedAtMs: timestamp });
    } else {
      malformed += 1;
    }
  }
  return { lines: [...lines.values()], malformed };
}

/** The one thing that was logged, where it is an object with nothing but `gramme` in it. */
function ofTheMeter(message: unknown): { readonly gramme: unknown } | undefined {
  if (!Array.isArray(message) || message.length !== 1) return undefined;
  const logged: unknown = message[0];
  if (typeof logged !== "object" || logged === null || !Object.hasOwn(logged, "gramme")) return undefined;
  return Object.keys(logged).length === 1 ? (logged as { readonly gramme: unknown }) : undefined;
}
