/**
 * Who lends the machine that this job runs on, and where it stands, as far as it tells.
 * @module
 */
import { findCloudRegion } from "@gramme/core";
import type { WireConfig, WireRunner } from "@gramme/core/wire";
import { askAt, regionOfMetadata } from "./metadata-service.ts";
import type { Ask } from "./metadata-service.ts";

/** What is known of the runner before it is asked, and how to ask. */
export interface RunnerQuestion {
  readonly env?: NodeJS.ProcessEnv;
  /** `site` of gramme.yml: where it says where the work runs, nobody else is asked. */
  readonly configured: WireConfig["site"];
  readonly ask?: Ask;
  /** Ends all questions; after 400 ms when not said, since a machine outside the clouds answers nothing. */
  readonly deadline?: () => AbortSignal;
}

const ALL_TOGETHER_MS = 400;

/**
 * Recognises the runner. Never throws: what it does not tell stays unknown, and a region that core has no figures for
 * is one that it does not tell.
 */
export async function recogniseRunner(question: RunnerQuestion): Promise<WireRunner> {
  const { env = process.env, configured } = question;
  const image = imageOf(env);
  return {
    hosting: hostingOf(env["RUNNER_ENVIRONMENT"]),
    ...(image === undefined ? {} : { image }),
    ...(configured === undefined || !saysWhere(configured)
      ? await told(question)
      : ofConfiguration(configured)),
  };
}

type Region = Pick<WireRunner, "region" | "region_from">;

async function told({ ask, deadline }: RunnerQuestion): Promise<Region> {
  const signal = deadline?.() ?? AbortSignal.timeout(ALL_TOGETHER_MS);
  const region = await regionOfMetadata(ask ?? askAt(), signal);
  return region === undefined ? {} : { region: region.name, region_from: "metadata-service" };
}

/** `zone: unknown` says that it is not known, which leaves the question open. */
function saysWhere(site: NonNullable<WireConfig["site"]>): boolean {
  const zone = site.zone?.trim().toLowerCase();
  return (
    site["cloud-region"] !== undefined ||
    site["grid-g-per-kwh"] !== undefined ||
    (zone !== undefined && zone !== "unknown")
  );
}

function ofConfiguration(site: NonNullable<WireConfig["site"]>): Region {
  const said = site["cloud-region"];
  if (said === undefined) return {};
  return { region: findCloudRegion(said)?.name ?? said, region_from: "configured" };
}

function hostingOf(environment: string | undefined): WireRunner["hosting"] {
  return environment === "github-hosted" || environment === "self-hosted" ? environment : "unknown";
}

/** `ubuntu24 20261115.1.0`: of the images that GitHub builds, which name themselves. */
function imageOf(env: NodeJS.ProcessEnv): string | undefined {
  const parts = [env["ImageOS"], env["ImageVersion"]].filter((part) => part !== undefined && part !== "");
  const image = parts.join(" ");
  return /^[\w.+-]{1,40}( [\w.+-]{1,40})?$/u.test(image) ? image : undefined;
}
