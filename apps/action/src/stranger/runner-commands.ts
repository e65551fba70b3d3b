/**
 * Talking to the runner: commands on the log, outputs, the summary (docs.github.com, "Workflow commands for GitHub
 * Actions"). Not by `@actions/core`, which can start processes: what starts none should hold no way to.
 * @module
 */
import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
import { plainLine } from "../report/markdown.ts";
import { quoted } from "../world/quoted.ts";

/** What stage 2 tells the runner. */
export interface Runner {
  /** Says something in the log. Whatever stands in it stays text. */
  readonly say: (text: string) => void;
  /** A note beside the run. */
  readonly note: (level: "error" | "warning" | "notice", title: string, message: string) => void;
  readonly setOutput: (name: string, value: string) => void;
  /** Adds Markdown to the summary of the job. */
  readonly addSummary: (markdown: string) => void;
  /** Keeps a value out of the log. */
  readonly mask: (secret: string) => void;
}

const LONGEST_LINE = 2000;

/** The runner that this process runs under. */
export function runnerOf(env: NodeJS.ProcessEnv, write: (text: string) => void): Runner {
  const append = (variable: string, text: string): void => {
    const file = env[variable];
    if (file !== undefined && file !== "") appendFileSync(file, text);
  };
  return {
    say: (text) => {
      const line = plainLine(text, LONGEST_LINE);
      write(/::|##\[/u.test(line) ? quoted(line) : `${line}\n`);
    },
    note: (level, title, message) => {
      write(`::${level} title=${property(title)}::${data(message)}\n`);
    },
    setOutput: (name, value) => {
      const end = `end-${randomUUID()}`;
      append("GITHUB_OUTPUT", `${name}<<${end}\n${value}\n${end}\n`);
    },
    addSummary: (markdown) => append("GITHUB_STEP_SUMMARY", `${markdown}\n`),
    mask: (secret) => {
      write(`::add-mask::${data(secret)}\n`);
    },
  };
}

/** As the runner reads the message of a command. */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** As it reads a property of one. */
function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
