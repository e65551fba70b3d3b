/** `gramme estimate`: the footprint of a described run. @module */
import { Command } from "commander";
import { estimateOf } from "@gramme/core";
import { estimateText } from "../../report/estimate-text.ts";
import { readRequest } from "../read-input.ts";

/** The command. */
export function estimateCommand(): Command {
  return new Command("estimate")
    .description("the footprint of a run that nobody measured, from its description")
    .argument("<file>", "JSON or YAML that describes a run; - for standard input")
    .option("--json", "print JSON (form: estimate in @gramme/core/wire)")
    .action(async (file: string, options: { readonly json?: boolean }) => {
      const result = estimateOf(await readRequest(file));
      process.stdout.write(
        options.json === true ? `${JSON.stringify(result, undefined, 2)}\n` : estimateText(result),
      );
    });
}
