/**
 * An upstream on loopback that speaks as OpenAI's and Ollama's servers do, well or badly: the model that is asked for
 * says how.
 * @module
 */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";

/** A request as it arrived. */
export interface Arrived {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Settles when the answer is through or broken off; whether it was through. */
  readonly over: Promise<boolean>;
}

/** The upstream. */
export interface Upstream {
  readonly origin: string;
  readonly arrived: Arrived[];
  /** Lets one more piece of an answer that goes by steps out. */
  readonly step: () => void;
  readonly close: () => Promise<void>;
}

/** Bytes of the long answer. */
export const LONG_BYTES = 100 * 1024 * 1024;

/** What streams of chat completions are made of. */
export const WORDS = ["Le ", "gramme ", "est ", "une ", "unité."] as const;

type Answer = (response: ServerResponse, asked: Readonly<Record<string, unknown>>) => Promise<void> | void;

/** Starts it. */
export async function upstream(): Promise<Upstream> {
  const arrived: Arrived[] = [];
  let steps = 0;
  const waiting: (() => void)[] = [];
  const stepped = async (): Promise<void> => {
    if (steps > 0) steps -= 1;
    else await new Promise<void>((resolve) => void waiting.push(resolve));
  };
  const answers = answersWith(stepped);
  let failures = 0;
  const server = createServer((request, response) => {
    void textOf(request).then(async (body) => {
      const { promise: over, resolve } = Promise.withResolvers<boolean>();
      response.on("close", () => resolve(response.writableFinished));
      arrived.push({
        method: request.method ?? "",
        url: request.url ?? "",
        headers: request.headers,
        body,
        over,
      });
      const asked = parsed(body);
      const model = typeof asked["model"] === "string" ? asked["model"] : "";
      if (model === "fails-twice" && failures < 2) {
        failures += 1;
        error(response, 500, "server_error");
        return;
      }
      const answer = answers[model] ?? byPath(request.url ?? "");
      await answer(response, asked);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrived,
    step: () => {
      const go = waiting.shift();
      if (go === undefined) steps += 1;
      else go();
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

const USAGE = { prompt_tokens: 7, completion_tokens: 5, total_tokens: 12 };
const CHAT = {
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1,
  model: "gpt-up-2026",
  choices: [{ index: 0, message: { role: "assistant", content: WORDS.join("") }, finish_reason: "stop" }],
  usage: USAGE,
};
const EMBEDDING = {
  object: "list",
  data: [{ object: "embedding", index: 0, embedding: [0.25, -0.5] }],
  model: "embed-up",
  usage: { prompt_tokens: 3, total_tokens: 3 },
};

const json = (response: ServerResponse, status: number, value: unknown, headers: object = {}): void => {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(value));
};
const error = (response: ServerResponse, status: number, type: string, headers: object = {}): void =>
  json(response, status, { error: { message: `the upstream says ${type}`, type, code: type } }, headers);

const event = (delta: object | undefined, usage?: object): string =>
  `data: ${JSON.stringify({
    id: "chatcmpl-1",
    object: "chat.completion.chunk",
    created: 1,
    model: "gpt-up-2026",
    choices: delta === undefined ? [] : [{ index: 0, delta, finish_reason: null }],
    ...(usage === undefined ? {} : { usage }),
  })}\n\n`;
const eventStream = (response: ServerResponse): void => {
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "set-cookie": "session=1" });
};
const written = async (response: ServerResponse, piece: string | Uint8Array): Promise<void> =>
  new Promise((resolve) => {
    response.write(piece, () => resolve());
  });

function chat(response: ServerResponse, asked: Readonly<Record<string, unknown>>): void {
  if (asked["stream"] !== true) {
    json(response, 200, CHAT, { "x-request-id": "req-1", "alt-svc": 'h3=":443"' });
    return;
  }
  eventStream(response);
  for (const word of WORDS) response.write(event({ content: word }));
  const options = asked["stream_options"] as { readonly include_usage?: boolean } | undefined;
  if (options?.include_usage === true) response.write(event(undefined, USAGE));
  response.end("data: [DONE]\n\n");
}

function ollama(response: ServerResponse, asked: Readonly<Record<string, unknown>>): void {
  const done = {
    model: "llama-up:3b",
    done: true,
    total_duration: 900_000_000,
    load_duration: 100_000_000,
    prompt_eval_count: 11,
    prompt_eval_duration: 200_000_000,
    eval_count: 4,
    eval_duration: 400_000_000,
  };
  if (asked["stream"] === false) {
    json(response, 200, { ...done, message: { role: "assistant", content: "Bonjour." } });
    return;
  }
  response.writeHead(200, { "content-type": "application/x-ndjson" });
  for (const word of WORDS) {
    response.write(`${JSON.stringify({ model: "llama-up:3b", message: { content: word }, done: false })}\n`);
  }
  response.end(`${JSON.stringify(done)}\n`);
}

/** The answers that a model's name asks for. */
function answersWith(stepped: () => Promise<void>): Readonly<Record<string, Answer>> {
  return {
    "by-steps": async (response) => {
      eventStream(response);
      for (const word of WORDS) {
        await stepped();
        await written(response, event({ content: word }));
      }
      await stepped();
      response.end(`${event(undefined, USAGE)}data: [DONE]\n\n`);
    },
    "goes-on": async (response) => {
      eventStream(response);
      while (!response.destroyed) {
        await written(response, event({ content: "encore " }));
        await new Promise(setImmediate);
      }
    },
    "begins-and-waits": async (response) => {
      eventStream(response);
      await written(response, event({ content: "Le " }));
    },
    "never-begins": () => undefined,
    "breaks-off": async (response) => {
      eventStream(response);
      await written(response, event({ content: "Le " }));
      response.destroy();
    },
    "promises-more": async (response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
      await written(response, '{"id":');
      response.destroy();
    },
    "hangs-up": (response) => {
      response.destroy();
    },
    "is-long": async (response) => {
      response.writeHead(200, { "content-type": "application/octet-stream" });
      const piece = new Uint8Array(1024 * 1024).fill(7);
      for (let sent = 0; sent < LONG_BYTES; sent += piece.byteLength) await written(response, piece);
      response.end();
    },
    "is-packed": (response) => {
      response
        .writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" })
        .end(gzipSync(JSON.stringify(CHAT)));
    },
    "is-packed-and-wrong": (response) => {
      response
        .writeHead(400, { "content-type": "application/json", "content-encoding": "gzip" })
        .end(gzipSync(JSON.stringify({ error: { message: "wrong, and packed", code: "wrong" } })));
    },
    "is-packed-unknown": (response) => {
      response
        .writeHead(200, { "content-type": "application/json", "content-encoding": "x-own" })
        .end(new Uint8Array([0, 1, 254, 255]));
    },
    "is-out": (response) => error(response, 503, "overloaded"),
    "is-limited": (response) => error(response, 429, "rate_limit", { "retry-after": "7" }),
    "is-forbidden": (response) => error(response, 401, "invalid_api_key", { "www-authenticate": "Basic" }),
    "moves-on": (response) => {
      response.writeHead(307, { location: "http://127.0.0.1:9/elsewhere" }).end("moved, with a secret place");
    },
    "is-off-the-scale": (response) => {
      response.writeHead(799, { "content-type": "application/json" }).end("{}");
    },
    "says-nothing": (response) => {
      response.writeHead(204).end();
    },
    "is-a-page": (response) => {
      response
        .writeHead(200, { "content-type": "text/html", "content-security-policy": "script-src *" })
        .end("<script>fetch('/v1/keys')</script>");
    },
  };
}

function byPath(url: string): Answer {
  const path = url.split("?", 1)[0] ?? "";
  if (path.endsWith("/api/chat")) return ollama;
  if (path.endsWith("/embeddings")) return (response) => json(response, 200, EMBEDDING);
  if (path.endsWith("/models"))
    return (response) => json(response, 200, { object: "list", data: [{ id: "gpt-up" }] });
  return chat;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    // the caller broke off
  }
  return Buffer.concat(chunks).toString();
}

function parsed(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
