/**
 * From a figure at one rung to the same work at a wider one (methodology M53), by M6 and M7 alone: what a narrower rung
 * leaves out of idle time and memory nobody can add afterwards, and nothing is ever lowered.
 * @module
 */
import type { Assumption } from "../assumption.ts";
import type { Estimate } from "../estimate/estimate.ts";
import { exact, product } from "../estimate/estimate.ts";
import type { Factor } from "../factor.ts";
import { factorEstimate } from "../factor.ts";
import type { Ratio } from "../units.ts";
import { ratio } from "../units.ts";
import type { BoundaryRung } from "./boundary.ts";
import { NODE_OVERHEAD } from "./factors.ts";

/** What a figure is multiplied by to stand at another rung, and what that rests on. */
export interface Raise {
  readonly by: Estimate<Ratio>;
  readonly factors: readonly Factor[];
  readonly assumptions: readonly Assumption[];
}

/** What the way up needs: the facility's PUE, and the node's overhead where another value than ours holds. */
export interface RaiseBy {
  readonly pue: Factor<"1">;
  readonly overhead?: Factor<"1">;
}

const NOTHING: Raise = { by: exact(ratio(1)), factors: [], assumptions: [] };

/**
 * share → node × 1.37 (M6); node → facility × PUE (M7); facility → lifecycle × 1 (M8: production is no electricity).
 * `undefined` where there is no way: from `device`, which holds neither idle time nor memory, and downwards.
 */
export function raise(from: BoundaryRung, to: BoundaryRung, { pue, overhead }: RaiseBy): Raise | undefined {
  const node = overhead ?? NODE_OVERHEAD;
  const steps: Readonly<Partial<Record<BoundaryRung, readonly [BoundaryRung, Raise]>>> = {
    share: [
      "node",
      {
        by: factorEstimate(ratio, node),
        factors: [node],
        assumptions: [
          {
            code: "node-overhead-default",
            text: `power supply, fans and board taken as ×${node.value} of what chips and memory draw`,
          },
        ],
      },
    ],
    node: ["facility", { by: factorEstimate(ratio, pue), factors: [pue], assumptions: [] }],
    facility: ["lifecycle", NOTHING],
  };
  let here = from;
  let raised = NOTHING;
  while (here !== to) {
    const step = steps[here];
    if (step === undefined) return undefined;
    const [next, more] = step;
    raised = {
      by: product(ratio, [raised.by, more.by]),
      factors: [...raised.factors, ...more.factors],
      assumptions: [...raised.assumptions, ...more.assumptions],
    };
    here = next;
  }
  return raised;
}
