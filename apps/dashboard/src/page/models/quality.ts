/**
 * Quality against what it took: which models nothing beats, which are beaten and by what, and what the last of a training
 * bought. Only models of one task and one metric are set beside each other.
 * @module
 */
import type { WireModelsAnswer, WireQuantity } from "@gramme/core/wire/api";
import { withInterval } from "@gramme/core/words";
import { SHOWN } from "../../state/measure.ts";
import type { Cost } from "../../state/url-state.ts";
import { many } from "../../words/many.ts";
import { named } from "../../words/named.ts";
import { scoreInterval } from "./score-interval.ts";

type Model = WireModelsAnswer["models"][number];
type Quality = NonNullable<NonNullable<Model["training"]>["quality"]>;

/** What is shown, and its dimension. */
export interface Shown {
  readonly of: "co2e" | "energy";
  readonly cost: Cost;
}

/** A model with its quality and what that took. */
export interface RatedModel {
  readonly name: string;
  readonly quality: Quality;
  readonly cost: WireQuantity;
  /** Whether its training really took place. */
  readonly trained: boolean;
}

/** Models that can be set beside each other. */
export interface QualityGroup {
  /** Fit to name a chart in a URL. */
  readonly id: string;
  readonly task: string;
  readonly metric: string;
  readonly better: "higher" | "lower";
  /** Cheapest first. */
  readonly models: readonly RatedModel[];
  /** Those that none of the others beats, cheapest first. */
  readonly front: readonly RatedModel[];
  readonly beaten: readonly Beaten[];
}

/** A model that another is at least as good as, for less. */
export interface Beaten {
  readonly model: RatedModel;
  readonly by: RatedModel;
  /** Whether their intervals are apart. */
  readonly sure: boolean;
}

/** What a model took, in what is shown; undefined where that is not known. */
export function costOf({ training, inference }: Model, { of, cost }: Shown): WireQuantity | undefined {
  const figures = cost === "training" ? training : inference?.per_1000;
  return (of === "energy" ? figures?.energy_kwh : figures?.co2e_g) ?? undefined;
}

/** Groups, largest first, and models that have no place in any, with the reason. */
export function qualityGroups(
  models: readonly Model[],
  shown: Shown,
): { readonly groups: readonly QualityGroup[]; readonly without: readonly string[] } {
  const without: string[] = [];
  const rated = models.flatMap((model) => {
    const quality = model.training?.quality;
    const cost = costOf(model, shown);
    if (quality === undefined) without.push(`${named(model.model)} (no quality told)`);
    else if (cost === undefined || cost.low <= 0) {
      without.push(
        `${named(model.model)} (what ${shown.cost === "training" ? "its training took" : "its inferences take"} is not known)`,
      );
    } else {
      const { trained = false } = model.training ?? {};
      return [{ task: model.tasks.join(", "), rated: { name: model.model, quality, cost, trained } }];
    }
    return [];
  });
  const groups = Map.groupBy(rated, ({ task, rated: { quality } }) =>
    JSON.stringify([task, quality.metric, quality.better]),
  );
  return {
    without,
    groups: [...groups.values()]
      .toSorted((a, b) => b.length - a.length)
      .flatMap((own, index) => {
        const [first] = own;
        return first === undefined
          ? []
          : [
              groupOf(
                `quality-${index}`,
                first.task,
                own.map((one) => one.rated),
              ),
            ];
      }),
  };
}

function groupOf(id: string, task: string, unsorted: readonly RatedModel[]): QualityGroup {
  const models = unsorted.toSorted((a, b) => a.cost.value - b.cost.value || score(b) - score(a));
  const front: RatedModel[] = [];
  const beaten: Beaten[] = [];
  for (const model of models) {
    // cheapest first: only what came before can be cheaper, and its best is the last of the front
    const best = front.at(-1);
    const same = best?.cost.value === model.cost.value && score(best) === score(model);
    if (best === undefined || same || score(model) > score(best)) front.push(model);
    else {
      const by = front.find((one) => score(one) >= score(model)) ?? best;
      beaten.push({ model, by, sure: by.cost.high < model.cost.low });
    }
  }
  const { metric = "", better = "higher" } = models[0]?.quality ?? {};
  return { id, task, metric, better, models, front, beaten };
}

/** Quality such that more is better. */
function score({ quality: { better, value } }: RatedModel): number {
  return better === "higher" ? value : -value;
}

/** What the group says in one sentence. */
export function groupSentence({ task, metric, front, models, beaten }: QualityGroup, shown: Shown): string {
  const best = front.at(-1);
  const next = front.at(-2);
  if (best === undefined) return "";
  const what = shown.cost === "training" ? "of training" : "per 1000 inferences";
  const top = `${named(best.name)} reaches ${metric} ${scoreText(best.quality)} for ${costText(best, shown)} ${what}`;
  if (models.length === 1) return `${top}; nothing else of ${task} is here to set it against.`;
  if (next === undefined) {
    const least = beaten.every(({ sure }) => sure)
      ? "and takes least"
      : "and whether it takes least is not known";
    return `${top}: of ${models.length} models it is the best, ${least}.`;
  }
  return `${top}; ${named(next.name)} reaches ${scoreText(next.quality)} for ${costText(next, shown)}.`;
}

/** What is beaten, one sentence each. */
export function beatenText({ model, by, sure }: Beaten, shown: Shown): string {
  const chance = mayBeChance(by.quality, model.quality.value, model.quality.n);
  const even = by.quality.value === model.quality.value || chance ? "as good" : "better";
  return `${named(model.name)} is beaten: ${named(by.name)} is ${even}${chance ? " within what chance makes of their scores" : ""}, for ${costText(by, shown)} against ${costText(model, shown)}${sure ? "" : ", but their intervals overlap: which takes less is not known"}.`;
}

/** What the last tenth, and the second half, of a training bought; nothing where it told no course. */
export function lastPartText({ name, quality, cost }: RatedModel, shown: Shown): string | undefined {
  const { metric, better, value, at_90_percent: at90, at_50_percent: at50 } = quality;
  const [share, before] = at90 === undefined ? [0.5, at50] : [0.1, at90];
  if (before === undefined || shown.cost !== "training") return undefined;
  const part = scaled(cost, share);
  const gain = better === "higher" ? value - before : before - value;
  const bought =
    gain > 0
      ? `brought ${metric} from ${score4(before)} to ${score4(value)}${mayBeChance(quality, before, quality.n) ? `, which may be chance: it was read from ${many(quality.n ?? 0, "example")}` : ""}`
      : gain === 0
        ? `brought nothing: ${metric} stood at ${score4(before)}`
        : `brought nothing: ${metric} went from ${score4(before)} to ${score4(value)}`;
  const half = at90 === undefined || at50 === undefined ? "" : `; half of it had reached ${score4(at50)}`;
  return `${named(name)}: the last ${share * 100} % (${withInterval(part, dimensionOf(shown), SHOWN[shown.of].of)}) ${bought}${half}.`;
}

/** A score with its interval, where it has one. */
export function scoreText({ value, n }: Pick<Quality, "value" | "n">): string {
  const range = scoreInterval(value, n);
  return range === undefined
    ? score4(value)
    : `${score4(value)} (${score4(range.low)} to ${score4(range.high)})`;
}

/** Whether two scores have intervals, and these overlap. */
function mayBeChance(
  { value, n }: Pick<Quality, "value" | "n">,
  other: number,
  ofOther: number | undefined,
): boolean {
  const [a, b] = [scoreInterval(value, n), scoreInterval(other, ofOther)];
  return a !== undefined && b !== undefined && a.low <= b.high && b.low <= a.high;
}

/** Where a training stood at half and at nine tenths of what it took, at steady power. */
export function courseOf({ quality, cost }: RatedModel): readonly {
  readonly at: number;
  readonly x: number;
  readonly y: number;
}[] {
  return [
    { at: 0.5, y: quality.at_50_percent },
    { at: 0.9, y: quality.at_90_percent },
  ].flatMap(({ at, y }) => (y === undefined ? [] : [{ at, x: cost.value * at, y }]));
}

/** Dimension of what is shown. */
export function dimensionOf({ of }: Shown): "g" | "kwh" {
  return of === "energy" ? "kwh" : "g";
}

function costText({ cost }: RatedModel, shown: Shown): string {
  return withInterval(cost, dimensionOf(shown), SHOWN[shown.of].of);
}

/** A quality as people read it. */
export function score4(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function scaled({ value, low, high }: WireQuantity, by: number): WireQuantity {
  return { value: value * by, low: low * by, high: high * by };
}
