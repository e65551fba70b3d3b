/** `gramme validate`: checks a gramme.yml, consequences.yml or project.yml without running anything. @module */
import { readFileSync } from "node:fs";
import { Command } from "commander";
import { loadConfig } from "../../config/load-config.ts";
import { statedIn } from "../../config/stated.ts";
import type { Stated } from "../../config/stated.ts";
import { statedText } from "../../report/stated-text.ts";

/** The command. */
export function validateCommand(): Command {
  return new Command("validate")
    .description(
      "check gramme.yml, consequences.yml or project.yml: form, keys, and what they say; runs nothing",
    )
    .argument("[file]", "what to check; what it is, its `schema:` says", "gramme.yml")
    .option("--json", "print what was checked as JSON")
    .action((file: string, options: { readonly json?: boolean }) => {
      const { value, text } = checked(file);
      process.stdout.write(
        options.json === true ? `${JSON.stringify(value, undefined, 2)}\n` : `${file} is right: ${text}\n`,
      );
    });
}

function checked(file: string): { readonly value: unknown; readonly text: string } {
  const stated = statedOf(file);
  if (stated !== undefined) return { value: stated.value, text: statedText(stated) };
  const { config } = loadConfig(file);
  const { length } = config.workloads;
  return { value: config, text: `${length} workload${length === 1 ? "" : "s"}` };
}

/** A file that cannot be read is told of as a configuration that cannot be. */
function statedOf(file: string): Stated | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
  return statedIn(text, file);
}
