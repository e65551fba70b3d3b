/**
 * `gramme methods`: what published tools would have said of a described run.
 * @module
 */
import { METHODS } from "../methods/index.ts";
import type { MethodInput } from "../methods/index.ts";
import { resolveSite } from "../site/index.ts";
import { SECONDS_PER_HOUR } from "../units.ts";
import type { WireEstimateRequest } from "../wire/estimate-request.ts";
import type { WireMethodsResult } from "../wire/estimate-result.ts";
import { namedCpu, namedGpu } from "./chips.ts";
import { durationOf } from "./work-of-request.ts";

/** Every method's answer, those that do not apply with the reason why. Throws like `estimateOf`. */
export function methodsOf(request: WireEstimateRequest): WireMethodsResult {
  const input = methodInput(request);
  return METHODS.map((method) => {
    const answer = method.apply(input);
    const frame = {
      method: method.id,
      name: method.name,
      version: method.version,
      counts: method.counts,
      source: method.citation.title,
      url: method.citation.url,
    };
    if (!answer.applies) {
      return {
        ...frame,
        applies: false,
        why_not: answer.whyNot,
        energy_kwh: null,
        co2e_g: null,
        assumed: [],
      };
    }
    const { energyKwh, co2eG, also, assumed } = answer.figures;
    return {
      ...frame,
      applies: true,
      energy_kwh: energyKwh,
      co2e_g: co2eG,
      ...(also === undefined ? {} : { also: { ...also } }),
      assumed: [...assumed],
    };
  });
}

function methodInput(request: WireEstimateRequest): MethodInput {
  const { cpu, gpu, tokens, site } = request;
  const place = resolveSite(site ?? {});
  const chip = cpu === undefined ? undefined : namedCpu(cpu.model, cpu.tdp_per_core_w !== undefined);
  const card = gpu === undefined ? undefined : namedGpu(gpu.model, gpu.tdp_w !== undefined);
  // a region's published PUE and WUE are known, a default is each method's own business
  const pue = site?.pue ?? (place.region?.pue === undefined ? undefined : place.pue.value);
  const wue = site?.wue_l_per_kwh ?? (place.region?.wue === undefined ? undefined : place.wue.value);
  return {
    durationH: durationOf(request) / SECONDS_PER_HOUR,
    memoryGb: request.memory_gb,
    multiplier: request.multiplier ?? 1,
    gridGPerKwh: place.grid.value,
    ...(pue === undefined ? {} : { pue }),
    ...(wue === undefined ? {} : { wueLPerKwh: wue }),
    ...(cpu === undefined
      ? {}
      : {
          cpu: {
            cores: cpu.cores,
            usage: cpu.usage ?? 1,
            ...(chip === undefined ? {} : { model: chip }),
            ...(cpu.tdp_per_core_w === undefined ? {} : { tdpPerCoreW: cpu.tdp_per_core_w }),
          },
        }),
    ...(gpu === undefined
      ? {}
      : {
          gpu: {
            count: gpu.count,
            usage: gpu.usage ?? 1,
            ...(card === undefined ? {} : { model: card }),
            ...(gpu.tdp_w === undefined ? {} : { tdpW: gpu.tdp_w }),
          },
        }),
    ...(tokens === undefined
      ? {}
      : {
          tokens: {
            outputTokens: tokens.output_tokens,
            activeParamsB: tokens.active_params_b,
            totalParamsB: tokens.total_params_b,
            ...(tokens.latency_s === undefined ? {} : { latencyS: tokens.latency_s }),
          },
        }),
  };
}
