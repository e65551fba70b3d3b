/**
 * What is said of a figure of more units than were run.
 * @module
 */
import type { WireExtrapolation, WireWorkloadFigures } from "@gramme/core/wire";
import { amount } from "@gramme/core/words";

/** Follows what the figure is of: `extrapolated from 150 of 2500; …`. */
export function extrapolationWords(
  { from_units, to_units, how, short_units, start_up }: WireExtrapolation,
  phase: WireWorkloadFigures["phase"],
): string {
  const from = `extrapolated from ${from_units} of ${to_units}`;
  if (how === "two-lengths") {
    const took =
      start_up === undefined || start_up.wall_s <= 0
        ? "start-up"
        : `start-up, ${amount(start_up.wall_s, "s")},`;
    return `${from}; ${took} was told apart by a run of ${short_units ?? 0}, and counts once`;
  }
  const way = phase === "inference" ? "" : " (short-run in gramme.yml tells it apart)";
  return from_units > to_units
    ? `taken as ${to_units} of ${from_units}: start-up of the command is divided with the rest`
    : `${from}: start-up of the command is multiplied too, so that the figure is rather too high than too low${way}`;
}

/** In a table: `train-digits (from 150 of 2500)`. */
export function nameWithReach({ name, extrapolation }: WireWorkloadFigures): string {
  return extrapolation === undefined
    ? name
    : `${name} (from ${extrapolation.from_units} of ${extrapolation.to_units})`;
}
