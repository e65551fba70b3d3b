/**
 * Factors, profiles and grids as tables.
 * @module
 */
import type { WireFactorsAnswer, WireGridAnswer, WireProfilesInUseAnswer } from "@gramme/core/wire/api";
import { digits } from "@gramme/core/words";
import type { Cell, ChartTable } from "../../chart/chart-table.ts";
import { day, moment } from "../../words/time.ts";
import { sourceKind } from "./sources.ts";

/** A factor in use, with values that were used before. */
export type UsedFactor = WireFactorsAnswer["factors"][number];

/** Factors of what was served, and of runs what those do not have; least sure first. */
export function factorRows(
  served: readonly UsedFactor[],
  ofRuns: readonly Omit<UsedFactor, "earlier">[],
): readonly UsedFactor[] {
  const key = ({ id, value }: Omit<UsedFactor, "earlier">): string => `${id} ${value}`;
  const known = new Set(served.map(key));
  return [
    ...served,
    ...ofRuns.filter((one) => !known.has(key(one))).map((one) => ({ ...one, earlier: [] })),
  ].toSorted((a, b) => b.spread - a.spread);
}

/** A value, and the interval that its spread makes: `1.56 (1.20 to 2.03)`. */
export function factorText({ value, spread }: Pick<UsedFactor, "value" | "spread">): string {
  return spread === 1
    ? `${digits(value)}, as stated`
    : `${digits(value)} (${digits(value / spread)} to ${digits(value * spread)})`;
}

/** When a factor is applied, in words. */
function usedText(usedBy: UsedFactor["used_by"] = ["reading"]): string {
  return usedBy.map((by) => (by === "runs" ? "in runs, as measured" : "on reading")).join("; ");
}

/** Every factor. */
export function factorTable(rows: readonly UsedFactor[]): ChartTable {
  return {
    columns: [
      { kind: "text", name: "about", head: "What" },
      { kind: "text", name: "used_by", head: "Used" },
      { kind: "number", name: "value", head: "Value" },
      { kind: "text", name: "unit", head: "Unit" },
      { kind: "number", name: "spread", head: "× and ÷" },
      { kind: "number", name: "year", head: "Year" },
      { kind: "text", name: "source", head: "Source" },
      { kind: "text", name: "licence", head: "Licence" },
      { kind: "text", name: "earlier", head: "Before" },
      { kind: "text", name: "id", head: "Id" },
    ],
    rows: rows.map(
      ({ id, name, used_by, value, unit, spread, year, source, licence, earlier }): readonly Cell[] => [
        name ?? sourceKind(id).about,
        usedText(used_by),
        value,
        unit === "1" ? "" : unit,
        spread,
        year,
        source,
        licence,
        earlier
          .map((one) => `${digits(one.value)} from ${day(one.used_from)} (${one.source}, ${one.year})`)
          .join("; "),
        id,
      ],
    ),
  };
}

type Stands = NonNullable<WireProfilesInUseAnswer["profiles"][number]["stands"]>;

/** How the energy of a profile is known, in words. */
export function knownBy({ input }: Stands): string {
  switch (input.kind) {
    case "per-inference":
      return `stated: ${digits(input.energy_j)} J per inference, at ${input.rung}`;
    case "calibrated":
      return `as measured before, not while serving: workload ${input.workload} of run ${input.run}`;
    case "power":
      return `${digits(input.power_w)} W × fair share of time, at ${input.rung}`;
    case "tokens":
      return `${digits(input.j_per_input_token)} J per token in, ${digits(input.j_per_output_token)} J per token out, at ${input.rung}`;
    case "reference-rate":
      return "the published rate of its task";
    case "metered":
      return `metered where it is served, by ${input.meter}`;
  }
}

/** Profiles behind a time; last what stands on none. */
export function profileTable({ profiles, without_profile }: WireProfilesInUseAnswer): ChartTable {
  const none = without_profile.inferences + without_profile.failed > 0;
  return {
    columns: [
      { kind: "text", name: "profile", head: "Profile" },
      { kind: "number", name: "inferences", head: "Inferences" },
      { kind: "number", name: "failed", head: "Failed" },
      { kind: "text", name: "version", head: "Version" },
      { kind: "text", name: "known_by", head: "How its energy is known" },
      { kind: "text", name: "note", head: "Note" },
    ],
    rows: [
      ...profiles.map(({ id, counted, inferences, failed, stands }): readonly Cell[] => [
        id,
        inferences,
        failed,
        stands === undefined || stands.version === counted
          ? String(counted)
          : `${counted}, put right by ${stands.version} on ${day(stands.created_at)}`,
        stands === undefined ? "not known: the ledger has no profile of that name" : knownBy(stands),
        stands?.input.note ?? "",
      ]),
      ...(none
        ? [
            [
              "(none)",
              without_profile.inferences,
              without_profile.failed,
              "",
              "the published rate of their task, or nothing",
              "",
            ],
          ]
        : []),
    ],
  };
}

/** What is known of a grid, in one sentence. */
export function gridText({ zone, name, annual, live }: WireGridAnswer["zones"][number]): string {
  return [
    `${name} (${zone}): ${factorText(annual)} g/kWh, mean of ${annual.year}, ${annual.source}`,
    ...live.map(
      ({ provider, hour, g_per_kwh, spread, used }) =>
        `${factorText({ value: g_per_kwh, spread })} at ${moment(hour)} by ${provider}, ${used ? "used where hours are asked for" : "shown only: without what building the stations took"}`,
    ),
  ].join("; ");
}
