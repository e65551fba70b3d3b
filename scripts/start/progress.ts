/**
 * What a start is at, on standard error, a line each: the same in a terminal and in a log.
 * @module
 */

/** Tells what is under way. */
export interface Steps {
  /** Says what comes, does it, and says how long it took. */
  readonly step: <T>(what: string, work: () => Promise<T>) => Promise<T>;
  /** Says something more of the step. */
  readonly note: (text: string) => void;
}

/** Steps out of `total`. */
export function steps(total: number, write: (text: string) => void): Steps {
  let n = 0;
  return {
    step: async (what, work) => {
      n += 1;
      write(`[${n}/${total}] ${what}\n`);
      const from = performance.now();
      const result = await work();
      write(`      done in ${((performance.now() - from) / 1000).toFixed(0)} s\n`);
      return result;
    },
    note: (text) => write(`      ${text}\n`),
  };
}
