/**
 * EcoLogits 0.9.3 (M49): energy of a request to a language model from its output tokens and active parameters, by a
 * regression on ML.ENERGY's H100 runs. Written from the published formula.
 * @module
 */
import type { Method, MethodAnswer, MethodInput } from "./method.ts";

/** Wh per output token: α·exp(β·batch)·parameters + γ. */
const ENERGY = { alpha: 1.1665273170451914e-6, beta: -0.011205921025579175, gamma: 4.052928146734005e-5 };
/** s per output token: α·parameters + β·batch + γ. */
const LATENCY = { alpha: 6.785088094353663e-4, beta: 3.119310311688259e-4, gamma: 0.019473717579473387 };
const BATCH = 64;
const GPU_MEMORY_GB = 80;
const BITS = 16;
const MEMORY_OVERHEAD = 1.2;
const SERVER_KW = 1.2;
const SERVER_GPUS = 8;
const PUE_DEFAULT = 1.2;

/** GPUs that hold a model of `totalParamsB` (1e9) at 16 bits: the next power of two. */
export function gpusRequired(totalParamsB: number): number {
  const memoryGb = (MEMORY_OVERHEAD * totalParamsB * BITS) / 8;
  return 2 ** Math.ceil(Math.log2(Math.ceil(memoryGb / GPU_MEMORY_GB)));
}

function apply(input: MethodInput): MethodAnswer {
  const { tokens } = input;
  if (tokens === undefined) {
    return {
      applies: false,
      whyNot: "it starts from the output tokens of a language model; none were given",
    };
  }
  const { outputTokens, activeParamsB, totalParamsB } = tokens;
  const gpus = gpusRequired(totalParamsB);
  const perTokenWh = ENERGY.alpha * Math.exp(ENERGY.beta * BATCH) * activeParamsB + ENERGY.gamma;
  const gpuKwh = (outputTokens * perTokenWh) / 1000;
  const modelledS = outputTokens * (LATENCY.alpha * activeParamsB + LATENCY.beta * BATCH + LATENCY.gamma);
  const latencyS = Math.min(modelledS, tokens.latencyS ?? modelledS);
  const serverKwh = ((latencyS / 3600) * SERVER_KW * gpus) / SERVER_GPUS / BATCH;
  const itKwh = serverKwh + gpus * gpuKwh;
  const assumed = [`batch ${BATCH}`, `${BITS} bit weights`, `${gpus} × H100 80 GB`];
  if (input.pue === undefined) assumed.push(`PUE ${PUE_DEFAULT}`);
  const energyKwh = itKwh * (input.pue ?? PUE_DEFAULT) * input.multiplier;
  return {
    applies: true,
    figures: {
      energyKwh,
      co2eG: energyKwh * input.gridGPerKwh,
      also: { gpu_kwh: gpuKwh, server_kwh: serverKwh, gpus, latency_s: latencyS },
      assumed,
    },
  };
}

/** EcoLogits 0.9.3. Golden: 7.3e9 parameters, 200 tokens, 5 s, PUE 1.26 give 1.536243521642994e-5 kWh. */
export const ecologits: Method = {
  id: "ecologits",
  name: "EcoLogits",
  version: "0.9.3",
  citation: {
    title: "EcoLogits 0.9.3, LLM inference methodology",
    url: "https://ecologits.ai/latest/methodology/llm_inference/",
    licence: "MPL-2.0 (facts only)",
  },
  counts: "GPU and server share of one request to a language model, × PUE; output tokens only",
  apply,
};
