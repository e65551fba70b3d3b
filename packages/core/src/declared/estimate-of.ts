/**
 * `gramme estimate`: a described run to its footprint on the wire.
 * @module
 */
import { equivalents } from "../equivalent/index.ts";
import { footprint } from "../footprint.ts";
import { resolveSite } from "../site/index.ts";
import { wireFigures } from "../wire/figures.ts";
import type { WireEstimateRequest } from "../wire/estimate-request.ts";
import type { WireEstimateResult } from "../wire/estimate-result.ts";
import { workOfRequest } from "./work-of-request.ts";

/**
 * Footprint of a described run, at `facility` unless it says otherwise.
 * Throws `unknown-cpu`, `unknown-gpu`, `unknown-zone` or `unknown-region` with near misses.
 */
export function estimateOf(request: WireEstimateRequest): WireEstimateResult {
  const { work, allocation } = workOfRequest(request);
  const print = footprint(work, allocation, resolveSite(request.site ?? {}), request.boundary ?? "facility");
  return {
    ...wireFigures(print),
    equivalents: equivalents(print.co2e, print.adpe).map(({ id, text, value, unit, year, source }) => ({
      id,
      text,
      amount: { value: value.value, low: value.low, high: value.high },
      unit,
      year,
      source: source.title,
    })),
  };
}
