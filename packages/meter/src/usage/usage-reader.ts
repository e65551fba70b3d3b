/**
 * Reads what an answer tells of its own usage while it streams by. Holds a few figures and a model's name; of prompts
 * and answers nothing is kept.
 *
 * It reads decoded bytes. `fetch` on Node, Deno, Bun and Workers decodes a `content-encoding` before the body is read; a
 * body that was not (`encodeResponseBody: "manual"`, an encoding that the platform does not know) gives nothing.
 * @module
 */
import { createParser } from "eventsource-parser";
import type { FoundUsage } from "../call/metered-call.ts";
import { noteFailure } from "../call/meter-failures.ts";
import { headerUsage } from "./header-usage.ts";
import { jsonMembers } from "./json-members.ts";
import { USAGE_MEMBERS, toldUsage } from "./told-usage.ts";

/** Reads one answer. Neither method ever throws. */
export interface UsageReader {
  /** A chunk of the body, in its turn. It is not kept. */
  read(chunk: Uint8Array): void;
  /** What was found by now; what was not is left out. */
  done(): FoundUsage;
  /**
   * Whether the answer said that it was over. Clients leave then, without reading to the end; that is no abort.
   */
  over(): boolean;
}

/** Longest server-sent event that is looked at, characters. A longer one tells nothing. */
const LONGEST_EVENT = 1_048_576;

/** A reader for an answer with this head. */
export function usageReader(headers: Headers): UsageReader {
  const type = (headers.get("content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
  const told = toldUsage();
  const head = headerUsage(headers, type !== "text/event-stream" && !isJsonLines(type));
  let over = false;
  const take: Take = (path, value) => {
    if (path === "done") over ||= value === true;
    else told.tell(path, value);
  };
  let read = readerOf(type, take, () => {
    over = true;
  });
  return {
    read(chunk) {
      try {
        read?.(chunk);
      } catch (error) {
        read = undefined;
        noteFailure("usage", error);
      }
    },
    done() {
      const found = told.found();
      return {
        model: found.model,
        input_tokens: found.input_tokens ?? head.input_tokens,
        output_tokens: found.output_tokens ?? head.output_tokens,
        compute_ms: found.compute_ms ?? head.compute_ms,
      };
    },
    over: () => over,
  };
}

type Take = (path: string, value: unknown) => void;

function readerOf(type: string, take: Take, over: () => void): ((chunk: Uint8Array) => void) | undefined {
  if (type === "text/event-stream") return eventReader(take, over);
  // lines of JSON are documents one after another
  if (type === "application/json" || type.endsWith("+json") || isJsonLines(type)) {
    return jsonMembers(isJsonLines(type) ? { ...USAGE_MEMBERS, done: "take" } : USAGE_MEMBERS, take);
  }
  return undefined;
}

function isJsonLines(type: string): boolean {
  return type === "application/x-ndjson" || type === "application/ndjson" || type === "application/jsonl";
}

/** Events that may tell something. In a text that an event carries, the quotes would be escaped. */
const TELLS = /"(?:usage|timings)"\s*:\s*\{/u;
/** Last events: of OpenAI's chat and all like it, of its Responses, of Anthropic's messages. */
const LAST = /^(?:\[DONE\]\s*$|\{\s*"type"\s*:\s*"(?:message_stop|response\.(?:completed|incomplete))")/u;
/** The model stands in each event, and is read from one of the first. */
const LOOKED_AT_FOR_MODEL = 3;

function eventReader(take: Take, over: () => void): (chunk: Uint8Array) => void {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  let events = 0;
  let overflown = false;
  const parser = createParser({
    maxBufferSize: LONGEST_EVENT,
    onEvent({ data }) {
      events += 1;
      if (data.length > LONGEST_EVENT) return;
      if (LAST.test(data)) over();
      if (events > LOOKED_AT_FOR_MODEL && !TELLS.test(data)) return;
      jsonMembers(USAGE_MEMBERS, take)(encoder.encode(data));
    },
    onError(error) {
      if (error.type === "max-buffer-size-exceeded") overflown = true;
    },
  });
  return (chunk) => {
    parser.feed(decoder.decode(chunk, { stream: true }));
    if (!overflown) return;
    // what is left of the long event spells no field, and is passed over up to the next line
    overflown = false;
    parser.reset({ consume: false });
  };
}
