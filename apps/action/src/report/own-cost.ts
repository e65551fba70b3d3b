/**
 * What the check itself emitted (methodology M46): a check that weighs others is weighed too.
 * @module
 */
import { inOneUnit } from "@gramme/core/words";
import type { WireRunResult } from "@gramme/core/wire";
import { code, details, stacked, table } from "./markdown.ts";
import { duration } from "./quantity.ts";
import { listed } from "./room.ts";

/** One part's own cost. */
export interface OwnCost {
  readonly part: string | undefined;
  readonly result: WireRunResult;
}

/** What all parts took, in the summary line; each of them inside. */
export function ownCostDetails(parts: readonly OwnCost[], most: number): string {
  if (parts.length === 0) return "";
  const sum = (of: (result: WireRunResult) => number): number =>
    parts.reduce((total, { result }) => total + of(result), 0);
  const co2e = {
    value: sum(({ own_cost: cost }) => cost.co2e_g.value),
    // the parts share their doubt more than not, so that the ends are added
    low: sum(({ own_cost: cost }) => cost.co2e_g.low),
    high: sum(({ own_cost: cost }) => cost.co2e_g.high),
  };
  const [total] = inOneUnit([co2e], "g");
  const time = duration(sum(({ own_cost: cost }) => cost.wall_s));
  const [only] = parts;
  return details(
    `What this check itself emitted: ${total?.value ?? ""} CO2e (${total?.interval ?? ""})`,
    stacked([
      parts.length === 1 && only !== undefined
        ? listed(
            [
              `${inOneUnit([only.result.own_cost.energy_kwh], "kwh")[0]?.value ?? ""} in ${time}: every process of both arms, warm-ups included`,
            ],
            1,
          )
        : table(
            [
              ["part", "left"],
              ["CO2e", "right"],
              ["energy", "right"],
              ["time", "right"],
            ],
            parts
              .slice(0, most)
              .map(({ part, result: { own_cost: cost } }) => [
                code(part ?? ""),
                inOneUnit([cost.co2e_g], "g")[0]?.value ?? "",
                inOneUnit([cost.energy_kwh], "kwh")[0]?.value ?? "",
                duration(cost.wall_s),
              ]),
          ),
      "It stops as soon as the verdict is clear, to stay small. The rest of the job (checkout, set-up) is not in it.",
    ]),
  );
}
