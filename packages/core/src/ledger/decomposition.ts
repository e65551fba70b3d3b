/**
 * Why a total changed: total = Σ volume · mix · intensity, and the change between two periods split into the three by
 * the additive logarithmic mean Divisia index (M26; LMDI-I; Ang, Energy Policy 32, 2004, and 86, 2015). The parts add
 * up to the change exactly, and swapping the periods flips their signs.
 *
 * With Q the volume of all parts, Sᵢ = qᵢ ÷ Q, Iᵢ = eᵢ ÷ qᵢ, and L(a, b) = (a − b) ÷ ln(a ÷ b):
 * Δvolume = Σ L(eᵢ′, eᵢ) ln(Q′ ÷ Q), Δstructure = Σ L ln(Sᵢ′ ÷ Sᵢ), Δintensity = Σ L ln(Iᵢ′ ÷ Iᵢ).
 *
 * Zeros take their analytical limits (Ang & Liu, Energy Policy 35, 2007), never a small number in their place: a part
 * that appears or goes is structure, or volume when all is new or all is gone; an intensity from or to 0 is intensity.
 * @module
 */
import { GrammeError } from "../error.ts";

/** One part (a model, a modality, a task) in one period. */
export interface PeriodPart {
  /** What the part is; the two periods are matched by it. */
  readonly part: string;
  /** Units of work: inferences, tokens. >= 0. */
  readonly volume: number;
  /** What they took, in one unit for all parts: J, g, L. >= 0. */
  readonly total: number;
}

/** A change split in three, signed, in the unit of the totals. */
export interface Effects {
  /** More or less work, at the old mix and intensity. */
  readonly volume: number;
  /** Work that moved between parts: heavier or lighter mix. */
  readonly structure: number;
  /** More or less per unit of work, part by part. */
  readonly intensity: number;
}

/** The effects of one part. */
export interface PartEffects extends Effects {
  readonly part: string;
}

/** The whole split, and that of each part. */
export interface Decomposition extends Effects {
  /** Total of the first period. */
  readonly from: number;
  /** Total of the second period. */
  readonly to: number;
  /** `to` − `from` = volume + structure + intensity. */
  readonly change: number;
  readonly parts: readonly PartEffects[];
}

interface Cell {
  readonly volume: number;
  readonly total: number;
}
interface Period {
  readonly cells: ReadonlyMap<string, Cell>;
  readonly volume: number;
  readonly total: number;
}

const NOTHING: Cell = { volume: 0, total: 0 };

function checked(parts: readonly PeriodPart[], period: string): Period {
  const cells = new Map<string, Cell>();
  let volume = 0;
  let total = 0;
  for (const row of parts) {
    const field = `${period}.${row.part}`;
    for (const [name, value] of [
      ["volume", row.volume],
      ["total", row.total],
    ] as const) {
      if (!Number.isFinite(value) || value < 0) {
        throw new GrammeError(
          "invalid-number",
          `${field}.${name} must be a finite number >= 0, found ${value}`,
          {
            field: `${field}.${name}`,
            found: String(value),
            expected: "a finite number >= 0",
          },
        );
      }
    }
    if (row.volume === 0 && row.total > 0) {
      throw new GrammeError("zero-units", `${field} has a total of ${row.total} over 0 units of work`, {
        field: `${field}.volume`,
        found: "0",
        expected: "work for what was spent; keep idle time apart, it has no intensity",
      });
    }
    if (cells.has(row.part)) {
      throw new GrammeError("malformed-input", `${field} stands twice in the same period`, {
        field,
        found: row.part,
        expected: "each part once per period",
      });
    }
    cells.set(row.part, { volume: row.volume, total: row.total });
    volume += row.volume;
    total += row.total;
  }
  return { cells, volume, total };
}

/** L(a, b) for a, b > 0; near a = b by log1p, as the quotient of two small differences would lose its digits. */
export function logarithmicMean(a: number, b: number): number {
  const growth = (a - b) / b;
  if (growth === 0) return b;
  return (a - b) / (Math.abs(growth) < 0.5 ? Math.log1p(growth) : Math.log(a / b));
}

function partEffects(was: Cell, is: Cell, before: Period, after: Period): Effects {
  if (was.total > 0 && is.total > 0) {
    const weight = logarithmicMean(is.total, was.total);
    const volume = Math.log(after.volume / before.volume);
    const work = Math.log(is.volume / was.volume);
    return {
      volume: weight * volume,
      structure: weight * (work - volume),
      intensity: weight * (Math.log(is.total / was.total) - work),
    };
  }
  const change = is.total - was.total;
  const none = { volume: 0, structure: 0, intensity: 0 };
  if (change === 0) return none;
  if (before.volume === 0 || after.volume === 0) return { ...none, volume: change };
  if (was.volume === 0 || is.volume === 0) return { ...none, structure: change };
  return { ...none, intensity: change };
}

/**
 * The change between two periods, split into volume, structure and intensity (additive LMDI-I). A part that is
 * missing in one period had no work in it. With a single part there is no structure effect.
 * @throws GrammeError `zero-units` when a part spent something on no work, `invalid-number` when a figure is negative
 * or not finite, `malformed-input` when a part stands twice in a period
 */
export function decomposition(from: readonly PeriodPart[], to: readonly PeriodPart[]): Decomposition {
  const before = checked(from, "from");
  const after = checked(to, "to");
  const names = [...new Set([...before.cells.keys(), ...after.cells.keys()])];
  const parts = names.map((part): PartEffects => {
    const was = before.cells.get(part) ?? NOTHING;
    const is = after.cells.get(part) ?? NOTHING;
    const { volume, structure, intensity } = partEffects(was, is, before, after);
    return { part, volume, structure, intensity };
  });
  const over = (effect: keyof Effects): number => parts.reduce((acc, row) => acc + row[effect], 0);
  return {
    from: before.total,
    to: after.total,
    change: after.total - before.total,
    volume: over("volume"),
    structure: over("structure"),
    intensity: over("intensity"),
    parts,
  };
}
