/**
 * Finding a region of a public cloud by its provider's own name.
 * @module
 */
import { GrammeError } from "../error.ts";
import type { Source } from "../factor.ts";
import { CLOUD_REGIONS } from "./cloud-region.rows.ts";
import type { CloudRegion, Provider } from "./cloud-region.rows.ts";
import { nearest } from "./name-match.ts";

/** Where the PUE and WUE of cloud regions were read. The dataset asks for attribution. */
export const CLOUD_REGION_SOURCE: Source = {
  title:
    "figures published by the cloud provider, read in Green Software Foundation, Real Time Cloud: Cloud Region Metadata (2026-03)",
  url: "https://github.com/Green-Software-Foundation/real-time-cloud",
};

/** Provider → its name for people. */
export const PROVIDER_NAMES: Readonly<Record<Provider, string>> = {
  aws: "Amazon Web Services",
  azure: "Microsoft Azure",
  gcp: "Google Cloud",
};

const PROVIDERS: Readonly<Record<string, Provider>> = {
  amazon: "aws",
  aws: "aws",
  azure: "azure",
  gcp: "gcp",
  google: "gcp",
  microsoft: "azure",
};

// Hyphens stay: us-east-1 is Amazon's and us-east1 Google's. Spaces go: Azure shows westeurope as "West Europe".
function regionKey(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_]+/gu, "");
}

function split(text: string): { readonly provider: Provider | undefined; readonly name: string } {
  const [prefix = "", ...rest] = text.split(/[:/]/u);
  const provider = rest.length === 0 ? undefined : PROVIDERS[regionKey(prefix)];
  return { provider, name: provider === undefined ? text : rest.join(":") };
}

/**
 * The region of that name: `us-east-1`, `europe-west1`, `westeurope` or `West Europe`, in any case, with or without its
 * provider in front (`aws:us-east-1`). Undefined when no provider, or not the one asked for, has it.
 * @param provider the only provider to look at
 */
export function findCloudRegion(name: string, provider?: Provider): CloudRegion | undefined {
  const asked = split(name);
  const only = provider ?? asked.provider;
  if (asked.provider !== undefined && asked.provider !== only) return undefined;
  const key = regionKey(asked.name);
  return CLOUD_REGIONS.find(
    (region) => region.name === key && (only === undefined || region.provider === only),
  );
}

/** Regions whose name is near a text that names none, best first, at most three. */
export function suggestCloudRegions(text: string): readonly CloudRegion[] {
  const { provider, name } = split(text);
  const likely = CLOUD_REGIONS.filter((region) => provider === undefined || region.provider === provider);
  return nearest(
    name,
    likely.map((region) => [region.name.replaceAll("-", ""), region] as const),
  );
}

/**
 * The region that a text names. Throws `unknown-region`, with near misses, when none does.
 * @param field dotted path of the input, for the error: `site.cloud_region`
 */
export function cloudRegionOrThrow(text: string, field: string): CloudRegion {
  const region = findCloudRegion(text);
  if (region !== undefined) return region;
  const suggestions = suggestCloudRegions(text).map((near) => `${near.provider}:${near.name}`);
  const expected = "a region by its provider's own name, such as us-east-1, europe-west1 or westeurope";
  const hint =
    suggestions.length === 0 ? `expected ${expected}` : `did you mean ${suggestions.join(" or ")}?`;
  throw new GrammeError("unknown-region", `${field}: unknown cloud region "${text}", ${hint}`, {
    field,
    found: text,
    expected,
    suggestions,
  });
}
