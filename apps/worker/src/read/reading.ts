/**
 * One reading of the book: labels, the profiles that stand for them, factors as they are to be taken. Everything after it
 * is counters and arithmetic.
 * @module
 */
import type {
  BoundaryRung,
  Factor,
  FactorAt,
  ServedAssumption,
  ServedClass,
  ServedPlace,
  ServedProfile,
} from "@gramme/core";
import { servedClass, servedPlace, servedRate, standingVersion, today } from "@gramme/core";
import type { WireApiRestated, WireProfile } from "@gramme/core/wire";
import type { Env } from "../env.ts";
import { profileOf } from "../profiles/book.ts";
import { factorsToCome, profilesToCome } from "./as-of.ts";
import type { FactorValue } from "./factor-values.ts";
import { factorsAt, factorValues, restatedFactors, valuesById } from "./factor-values.ts";
import type { BookRow, LabelRow } from "./label-rows.ts";
import { labelRows } from "./label-rows.ts";

/** What is asked of the book, whichever requests it is about. */
export interface ReadingQuestion {
  readonly boundary: BoundaryRung;
  readonly nowMs: number;
  /** Profiles and factors as they were known then; as they are now, where absent. */
  readonly asOfMs?: number | undefined;
}

/** The book, read. */
export interface Reading extends ReadingQuestion {
  readonly tenant: string;
  /** Labels of every cell of the tenant. */
  readonly labels: readonly LabelRow[];
  /** Versions of every profile as they were known, oldest first, by id. */
  readonly profiles: ReadonlyMap<string, readonly WireProfile[]>;
  /** Values of factors as they are to be taken. */
  readonly at: FactorAt;
  /** The class of requests of a label: rate and place. The same object for the same class. */
  classOf(row: LabelRow): ServedClass;
  /** The version that stands for what was counted under a label's profile; `missing` where there is none of that name. */
  standing(row: Pick<LabelRow, "profile" | "profile_version">): WireProfile | "missing" | undefined;
  /** What is said otherwise than before, of these labels and factors. */
  restated(
    rows: readonly Pick<LabelRow, "profile" | "profile_version">[],
    factors: readonly Factor[],
  ): readonly WireApiRestated[];
  /** What was not known on the day whose knowledge was asked for, of these labels and factors. */
  toCome(
    rows: readonly Pick<LabelRow, "profile" | "profile_version">[],
    factors: readonly Factor[],
  ): readonly ServedAssumption[];
}

/** Reads the book for a tenant; one round trip. */
export async function openReading(
  env: Pick<Env, "BOOK">,
  tenant: string,
  question: ReadingQuestion,
): Promise<Reading> {
  const [labels, bodies, factors] = await env.BOOK.batch([
    labelRows(env.BOOK, tenant),
    env.BOOK.prepare("SELECT body FROM profiles WHERE tenant = ? ORDER BY id, version").bind(tenant),
    factorValues(env.BOOK),
  ]);
  // as of now is now: a factor that a release just brought has not been used yet
  const past =
    question.asOfMs === undefined || question.asOfMs >= question.nowMs ? undefined : question.asOfMs;
  const asOf = past ?? Number.POSITIVE_INFINITY;
  const known = ((bodies?.results ?? []) as { body: string }[]).map(profileOf);
  const profiles = Map.groupBy(known, ({ id }) => id);
  const values = valuesById((factors?.results ?? []) as FactorValue[]);
  const at = past === undefined ? today : factorsAt(values, past);
  const places = new Map<string, ServedPlace>();
  const classes = new Map<string, ServedClass>();

  const standing: Reading["standing"] = ({ profile, profile_version }) => {
    if (profile === "") return undefined;
    const versions = profiles.get(profile) ?? [];
    const stands = standingVersion(
      profile_version,
      versions
        .filter(({ created_at }) => Date.parse(created_at) <= asOf)
        .map(({ version, input }) => ({ version, corrects: input.corrects })),
    );
    return versions.find(({ version }) => version === stands) ?? "missing";
  };
  const placeOf = (row: BookRow): ServedPlace => {
    const profile = standing(row);
    const site = profile === undefined || profile === "missing" ? undefined : profile.input.site;
    const where = JSON.stringify([site, row.zone]);
    const place = places.get(where) ?? servedPlace(site, row.zone, at);
    places.set(where, place);
    return place;
  };
  const placed = (row: BookRow): LabelRow => {
    const { zone } = placeOf(row).site;
    return { ...row, placed: zone === "unknown" ? zone : zone.code };
  };
  const classOf = (row: LabelRow): ServedClass => {
    const name = JSON.stringify([row.profile, row.profile_version, row.task, row.zone]);
    const made = classes.get(name);
    if (made !== undefined) return made;
    const profile = standing(row);
    const place = placeOf(row);
    const served: ServedProfile | "missing" | undefined = profile;
    const rate = servedRate({ profile: served, task: row.task, rung: question.boundary, place });
    const built = servedClass(rate, place);
    classes.set(name, built);
    return built;
  };
  return {
    ...question,
    tenant,
    labels: ((labels?.results ?? []) as BookRow[]).map((row) => placed(row)),
    profiles: Map.groupBy(
      known.filter(({ created_at }) => Date.parse(created_at) <= asOf),
      ({ id }) => id,
    ),
    at,
    classOf,
    standing,
    restated: (rows, used) => [
      ...restatedProfiles(rows, standing),
      ...restatedFactors(used, values, past ?? question.nowMs),
    ],
    toCome: (rows, used) =>
      past === undefined
        ? []
        : [
            ...profilesToCome(
              rows.map(standing).filter((profile) => typeof profile === "object"),
              past,
            ),
            ...factorsToCome(used, values, past),
          ],
  };
}

function restatedProfiles(
  rows: readonly Pick<LabelRow, "profile" | "profile_version">[],
  standing: Reading["standing"],
): readonly WireApiRestated[] {
  const once = new Map<string, WireApiRestated>();
  for (const row of rows) {
    const stands = standing(row);
    if (stands === undefined || stands === "missing" || stands.version === row.profile_version) continue;
    once.set(`${row.profile} ${row.profile_version}`, {
      what: "profile",
      id: row.profile,
      counted: row.profile_version,
      stands: stands.version,
      at: stands.created_at,
    });
  }
  return [...once.values()];
}
