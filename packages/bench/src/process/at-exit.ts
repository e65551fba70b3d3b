/**
 * What must be undone however this process ends: cgroups, worktrees, children. Undone last in, first out.
 * @module
 */
import { constants } from "node:os";

const undo: (() => void)[] = [];
let watching = false;
let holder: ((signal: NodeJS.Signals) => void) | undefined;

const ENDING = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"] as const;

/**
 * Has `act` run when the process ends: normally, by an error, by Ctrl-C or a kill that can be caught.
 * @returns a function that forgets it, for when it was undone in good time
 */
export function atExit(act: () => void): () => void {
  watch();
  undo.push(act);
  return () => {
    const index = undo.indexOf(act);
    if (index >= 0) undo.splice(index, 1);
  };
}

/**
 * Has signals go to `hold` instead of ending this process: as `time` does, so that the command decides what Ctrl-C
 * means and is still reported on.
 * @returns a function that gives them back
 */
export function holdSignals(hold: (signal: NodeJS.Signals) => void): () => void {
  watch();
  holder = hold;
  return () => {
    holder = undefined;
  };
}

function undoAll(): void {
  for (let act = undo.pop(); act !== undefined; act = undo.pop()) {
    try {
      act();
    } catch (error) {
      process.stderr.write(`gramme: left behind: ${String(error)}\n`);
    }
  }
}

function watch(): void {
  if (watching) return;
  watching = true;
  process.on("exit", undoAll);
  for (const signal of ENDING) {
    process.on(signal, () => {
      if (holder !== undefined) {
        holder(signal);
        return;
      }
      undoAll();
      process.exit(128 + constants.signals[signal]);
    });
  }
}
