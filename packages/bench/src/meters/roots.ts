/**
 * Where the machine is read from. Everything a meter touches hangs under these roots, so that a folder that looks
 * like somebody else's machine is a test of it.
 * @module
 */

/** Paths and programs that meters read. */
export interface Roots {
  /** `/proc` */
  readonly proc: string;
  /** `/sys` */
  readonly sys: string;
  /** The program `nvidia-smi`, by name or path. */
  readonly nvidiaSmi: string;
  /** The program `sudo`, by name or path; only ever called with `-n`, so that it never asks. */
  readonly sudo: string;
}

/** The machine that runs this. */
export const THIS_MACHINE: Roots = { proc: "/proc", sys: "/sys", nvidiaSmi: "nvidia-smi", sudo: "sudo" };
