/** `gramme validate`: checks a gramme.yml without running anything. @module */
import { Command } from "commander";
import { loadConfig } from "../../config/load-config.ts";

/** The command. */
export function validateCommand(): Command {
  return new Command("validate")
    .description("check gramme.yml: form, keys, zones, tasks; runs nothing")
    .argument("[file]", "the configuration", "gramme.yml")
    .option("--json", "print the checked configuration as JSON")
    .action((file: string, options: { readonly json?: boolean }) => {
      const { config } = loadConfig(file);
      const { length } = config.workloads;
      process.stdout.write(
        options.json === true
          ? `${JSON.stringify(config, undefined, 2)}\n`
          : `${file} is right: ${length} workload${length === 1 ? "" : "s"}\n`,
      );
    });
}
