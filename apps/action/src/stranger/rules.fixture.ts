/**
 * What base says of the workloads that tests send.
 * @module
 */
import { trustedOf } from "./trusted.ts";
import type { Trusted } from "./trusted.ts";

/** Commits, by the API. */
export const COMMITS = { base: "b".repeat(40), head: "a".repeat(40) } as const;

/** Base's gramme.yml. */
export const BASE_YML = `version: 1
site: { zone: FR }
gate: { threshold: 5%, max-pairs: 40 }
workloads:
  - name: train-digits
    phase: training
    task: image-classification
    run: node train.ts
    per: step
    units: 150
    full-run: 2500
    quality: { file: metrics.jsonl, metric: accuracy, better: higher }
  - name: super-resolution
    phase: inference
    task: image-to-image
    run: node infer.ts
    inferences: 25
  - name: digits
    phase: inference
    task: image-classification
    run: node classify.ts
    inferences: 12000
`;

/** What is known where both sides have that file. */
export function trusted(head: string | undefined = BASE_YML, base: string | undefined = BASE_YML): Trusted {
  return trustedOf({ base, head }, COMMITS);
}

/** What is known where base has none. */
export const UNRULED: Trusted = trustedOf({ base: undefined, head: BASE_YML }, COMMITS);
