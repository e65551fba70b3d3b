/**
 * What of a stranger's check is not told, counted by why.
 * @module
 */

/** Why a workload is left out. */
export type Reason = "unnamed" | "twice" | "unbelievable" | "too-many";

/** How many workloads are left out, by why. */
export type LeftOut = ReadonlyMap<Reason, number>;

/** Whether a workload may be told, each asked once. */
export class Admission {
  readonly leftOut = new Map<Reason, number>();
  readonly #most: number;
  readonly #isNamed: (name: string) => boolean;
  readonly #seen = new Set<string>();
  #told = 0;

  constructor(most: number, isNamed: (name: string) => boolean) {
    this.#most = most;
    this.#isNamed = isNamed;
  }

  /** What `build` makes of a workload; undefined where it is left out. */
  admit<Told>(name: string, build: () => Told | undefined): Told | undefined {
    const told = this.#decide(name, build);
    if (typeof told !== "string") {
      this.#told += 1;
      return told.value;
    }
    this.leftOut.set(told, (this.leftOut.get(told) ?? 0) + 1);
    return undefined;
  }

  #decide<Told>(name: string, build: () => Told | undefined): { readonly value: Told } | Reason {
    if (!this.#isNamed(name)) return "unnamed";
    if (this.#seen.has(name)) return "twice";
    this.#seen.add(name);
    if (this.#told === this.#most) return "too-many";
    const value = build();
    return value === undefined ? "unbelievable" : { value };
  }
}
