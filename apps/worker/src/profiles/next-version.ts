/**
 * The next version of a profile: what was sent, with what the ledger knows of it.
 * @module
 */
import { calibrationOf } from "@gramme/core";
import type { WireCalibration, WireProfile, WireProfileInput } from "@gramme/core/wire";
import type { Env } from "../env.ts";
import { Refusal } from "../problem/problem.ts";
import { runByKey } from "../runs/runs.ts";
import { versionsOf, writeVersion } from "./book.ts";
import { malformed } from "./profile-body.ts";

/** Times that a version is tried again where another was written in between. */
const TRIES = 5;

/** What became of a profile that was put. */
export interface PutProfile {
  readonly profile: WireProfile;
  /** Whether a version was made; else the newest says the same already. */
  readonly isNew: boolean;
}

/**
 * Writes a profile's next version, unless the newest says the same. Throws `malformed-body` where it corrects what is not
 * there or is calibrated by what is not there.
 */
export async function putProfile(
  env: Env,
  tenant: string,
  id: string,
  input: WireProfileInput,
  nowMs: number,
): Promise<PutProfile> {
  const said = JSON.stringify(input);
  const calibration = input.kind === "calibrated" ? await calibratedBy(env, tenant, input) : undefined;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const versions = await versionsOf(env, tenant, id);
    const newest = versions.at(-1);
    if (newest !== undefined && JSON.stringify(newest.input) === said)
      return { profile: newest, isNew: false };
    checkCorrects(id, input, versions);
    const profile: WireProfile = {
      id,
      version: (newest?.version ?? 0) + 1,
      created_at: new Date(nowMs).toISOString(),
      input,
      ...(calibration === undefined ? {} : { calibration }),
    };
    if (await writeVersion(env, tenant, profile)) return { profile, isNew: true };
  }
  throw new Refusal("conflict", `others write versions of profile ${id} at the same time; try again`);
}

function checkCorrects(id: string, { corrects }: WireProfileInput, versions: readonly WireProfile[]): void {
  if (corrects === undefined || versions.some(({ version }) => version === corrects)) return;
  const there = versions.map(({ version }) => version).join(", ");
  throw malformed(
    "corrects",
    there === ""
      ? `${id} has no version yet to correct`
      : `${id} has no version ${corrects}; it has ${there}`,
  );
}

async function calibratedBy(
  env: Env,
  tenant: string,
  { run: key, workload: name }: Extract<WireProfileInput, { kind: "calibrated" }>,
): Promise<WireCalibration> {
  const booked = await runByKey(env, tenant, key);
  if (booked === undefined) {
    throw malformed("run", "the ledger has no run of that key; send it first: POST /v1/runs");
  }
  const { run, source } = booked;
  const workload = run.workloads.find((candidate) => candidate.name === name);
  if (workload === undefined) {
    const names = run.workloads.map((candidate) => candidate.name).join(", ");
    throw malformed("workload", `the run has none of that name; it has ${names}`);
  }
  if (workload.phase !== "inference") {
    throw malformed("workload", `it is of phase ${workload.phase}; a profile is calibrated by inferences`);
  }
  if (workload.figures.ladder_kwh.device.value === 0) {
    throw malformed("workload", "the run found no energy in it: too small to be told from nothing");
  }
  return calibrationOf(workload, { started_at: run.started_at, commit: source.sha });
}
