/**
 * What the forms of answers tell of their usage: OpenAI and all that speak like it, Anthropic, Ollama, llama.cpp, Groq.
 * Everything here comes from outside and is looked at as such: what is no count or no time is as good as not said.
 * @module
 */
import type { FoundUsage } from "../call/metered-call.ts";
import type { WantedMembers } from "./json-members.ts";

/** Members in which answers tell their usage, at their paths. */
export const USAGE_MEMBERS: WantedMembers = {
  model: "take",
  usage: "take",
  timings: "take",
  // Groq, in the last event of a stream
  x_groq: "enter",
  "x_groq.usage": "take",
  // OpenAI's Responses, in the last event of a stream
  response: "enter",
  "response.model": "take",
  "response.usage": "take",
  // Anthropic, in the first event of a stream
  message: "enter",
  "message.model": "take",
  "message.usage": "take",
  // Ollama
  prompt_eval_count: "take",
  prompt_eval_duration: "take",
  eval_count: "take",
  eval_duration: "take",
};

/** Gathers what members tell, the last word of each counting. */
export interface ToldUsage {
  tell(path: string, value: unknown): void;
  found(): FoundUsage;
}

/** Nothing told yet. */
export function toldUsage(): ToldUsage {
  let model: string | undefined;
  // by its own name, since one event of a stream tells the input and another the output
  const figures = new Map<string, number>();

  return {
    tell(path, value) {
      const name = path.slice(path.lastIndexOf(".") + 1);
      if (name === "model") {
        if (typeof value === "string" && value !== "") model ??= value;
      } else if (name === "usage" || name === "timings") {
        if (typeof value !== "object" || value === null) return;
        for (const [key, figure] of Object.entries(value)) {
          if (FIGURES.has(key) && isFigure(figure)) figures.set(key, figure);
        }
      } else if (isFigure(value)) figures.set(name, value);
    },
    found: () => ({ model, ...tokens(figures), compute_ms: computeMs(figures) }),
  };
}

const FIGURES: ReadonlySet<string> = new Set([
  "prompt_tokens",
  "completion_tokens",
  "total_tokens",
  "input_tokens",
  "output_tokens",
  "cache_creation_input_tokens",
  "cache_read_input_tokens",
  "total_time",
  "prompt_n",
  "prompt_ms",
  "predicted_n",
  "predicted_ms",
]);

function isFigure(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}

type Figures = ReadonlyMap<string, number>;
type Tokens = Pick<FoundUsage, "input_tokens" | "output_tokens">;

function tokens(figures: Figures): Tokens {
  const count = (name: string): number | undefined => {
    const value = figures.get(name);
    return value !== undefined && Number.isInteger(value) && value <= 1e12 ? value : undefined;
  };
  const prompt = count("prompt_tokens");
  if (prompt !== undefined) {
    const total = count("total_tokens");
    // of an embedding nothing comes out, and its answer does not say so
    const rest = total !== undefined && total >= prompt ? total - prompt : undefined;
    return { input_tokens: prompt, output_tokens: count("completion_tokens") ?? rest };
  }
  const input = count("input_tokens");
  if (input !== undefined) {
    // Anthropic counts what it has cached apart; others have no such members
    const cached = (count("cache_creation_input_tokens") ?? 0) + (count("cache_read_input_tokens") ?? 0);
    return { input_tokens: input + cached, output_tokens: count("output_tokens") };
  }
  // Ollama leaves out what is 0: a prompt it has cached, an output of an embedding
  return (
    pairOrNone(count("prompt_eval_count"), count("eval_count")) ??
    pairOrNone(count("prompt_n"), count("predicted_n")) ??
    {}
  );
}

function pairOrNone(input: number | undefined, output: number | undefined): Tokens | undefined {
  if (input === undefined && output === undefined) return undefined;
  return { input_tokens: input ?? 0, output_tokens: output ?? 0 };
}

/** Time of computing, ms, as it was told: waiting and loading of models left out wherever they are told apart. */
function computeMs(figures: Figures): number | undefined {
  const sum = (first: string, second: string, perMs: number): number | undefined => {
    const one = figures.get(first);
    const other = figures.get(second);
    if (one === undefined && other === undefined) return undefined;
    return ((one ?? 0) + (other ?? 0)) / perMs;
  };
  const groqS = figures.get("total_time");
  return (
    sum("prompt_eval_duration", "eval_duration", 1e6) ??
    sum("prompt_ms", "predicted_ms", 1) ??
    (groqS === undefined ? undefined : groqS * 1000)
  );
}
