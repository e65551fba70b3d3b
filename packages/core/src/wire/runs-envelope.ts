/**
 * What a job sends to a ledger's `POST /v1/runs`: a result, and which commit and job it is of (form `gramme/runs/1`).
 * @module
 */
import { z } from "zod";
import { Commit, PART_NAME, RepositoryName, WORKLOAD_NAME } from "./names.ts";
import { RunResult } from "./run-result.ts";

const line = z
  .string()
  .min(1)
  .max(1000)
  .regex(/^\P{Cc}*$/u, "wants one line");

/** Where a result comes from. The job's OIDC token says most of it too, and the ledger believes the token. */
export const RunSource = z.strictObject({
  repository: RepositoryName,
  /** Commit that was measured as head. */
  sha: Commit,
  /** Full name: `refs/heads/main`. */
  ref: line,
  run_id: z.int().positive(),
  run_attempt: z.int().positive(),
  workflow: line.optional(),
  /** Name of the event, as GitHub has it. */
  event: z.string().regex(/^[a-z_]{1,60}$/u),
  /** Which job of a matrix. */
  part: z.string().regex(PART_NAME).optional(),
  pull_request: z.int().positive().optional(),
});

/** A result on its way to a ledger. */
export const RunsEnvelope = z
  .strictObject({
    schema: z.literal("gramme/runs/1"),
    run: RunResult,
    source: RunSource,
    /**
     * Workloads of the run whose full training really took place at this commit. Each books one full training to the phase
     * training; what was merely measured books its own cost to development.
     */
    trained: z.array(z.string().regex(WORKLOAD_NAME)).max(1000).optional(),
  })
  .superRefine((envelope, context) => {
    const names = new Set<string>();
    for (const [index, name] of (envelope.trained ?? []).entries()) {
      const workload = envelope.run.workloads.find((candidate) => candidate.name === name);
      const fault =
        workload === undefined
          ? `there is no workload "${name}" in the run`
          : workload.phase !== "training"
            ? `"${name}" is of phase ${workload.phase}, not training`
            : names.has(name)
              ? `"${name}" stands here twice; a full training counts once`
              : undefined;
      if (fault !== undefined) context.addIssue({ code: "custom", path: ["trained", index], message: fault });
      names.add(name);
    }
  });

/** Where a result comes from, on the wire. */
export type WireRunSource = z.output<typeof RunSource>;
/** A result on its way to a ledger, on the wire. */
export type WireRunsEnvelope = z.output<typeof RunsEnvelope>;

/**
 * Names one sending of one job, so that a ledger takes it once however often it comes: `owner/name/7/1/linux`; a dash
 * stands for the part of a job that is none of a matrix.
 */
export function idempotencyKey(source: WireRunSource): string {
  return [source.repository, source.run_id, source.run_attempt, source.part ?? "-"].join("/");
}
