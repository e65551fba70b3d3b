/**
 * Any request that the wire accepts, for property tests.
 * @module
 */
import * as fc from "fast-check";
import { BOUNDARY_RUNGS } from "../energy/boundary.ts";
import { CPUS, GPUS } from "../hardware/index.ts";
import { CLOUD_REGIONS, ZONES } from "../site/index.ts";
import { EstimateRequest } from "../wire/index.ts";
import type { WireEstimateRequest } from "../wire/index.ts";

/** Numbers that people write: 0 where it is allowed, and none so small that its products lose their digits. */
function between(min: number, max: number): fc.Arbitrary<number> {
  return fc.double({ min, max, noNaN: true }).map((value) => (value < 1e-9 ? 0 : value));
}

const usage = between(0, 1);
const cpu = fc.record(
  {
    model: fc.oneof(fc.constantFrom(...CPUS.map(({ name }) => name)), fc.constant("unknown")),
    cores: between(0.1, 5000),
    usage,
    tdp_per_core_w: between(0.1, 100),
  },
  { requiredKeys: ["cores"] },
);
const gpu = fc.record(
  {
    model: fc.oneof(fc.constantFrom(...GPUS.map(({ name }) => name)), fc.constant("unknown")),
    count: between(0.1, 10_000),
    usage,
    tdp_w: between(1, 2000),
  },
  { requiredKeys: ["count"] },
);
const numbers = {
  pue: between(1, 3),
  wue_l_per_kwh: between(0, 10),
  grid_g_per_kwh: between(0, 1500),
};
const site = fc.oneof(
  fc.record(
    { zone: fc.constantFrom("unknown", ...ZONES.map(({ code }) => code)), ...numbers },
    { requiredKeys: [] },
  ),
  fc.record(
    {
      cloud_region: fc.constantFrom(...CLOUD_REGIONS.map((row) => `${row.provider}:${row.name}`)),
      ...numbers,
    },
    { requiredKeys: ["cloud_region"] },
  ),
);
const tokens = fc.record(
  {
    output_tokens: between(1, 1e6),
    active_params_b: between(0.01, 2000),
    total_params_b: between(0.01, 2000),
    latency_s: between(0.01, 1000),
  },
  { requiredKeys: ["output_tokens", "active_params_b", "total_params_b"] },
);
const duration = fc.oneof(
  fc.record({ duration_h: between(1e-4, 1e5) }),
  fc.record({ duration_s: between(1e-4, 1e8) }),
);
const chips = fc.oneof(fc.record({ cpu }), fc.record({ gpu }), fc.record({ cpu, gpu }));
const rest = fc.record(
  {
    memory_gb: between(0, 1e5),
    multiplier: between(0.01, 1e4),
    tokens,
    site,
    boundary: fc.constantFrom(...BOUNDARY_RUNGS),
  },
  { requiredKeys: ["memory_gb"] },
);

/** A valid request, parsed by the schema itself. */
export const validRequest: fc.Arbitrary<WireEstimateRequest> = fc
  .tuple(duration, chips, rest)
  .map((parts) => EstimateRequest.parse(Object.assign({}, ...parts)));
