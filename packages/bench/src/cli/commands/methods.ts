/** `gramme methods`: what published tools would have said of the same run. @module */
import { Command } from "commander";
import { methodsOf } from "@gramme/core";
import { amount } from "@gramme/core/words";
import { readRequest } from "../read-input.ts";
import { plainTable } from "../table.ts";

/** The command. */
export function methodsCommand(): Command {
  return new Command("methods")
    .description("what published tools would have said of the same run, and what each counts")
    .argument("<file>", "JSON or YAML that describes a run; - for standard input")
    .option("--json", "print JSON")
    .action(async (file: string, options: { readonly json?: boolean }) => {
      const results = methodsOf(await readRequest(file));
      if (options.json === true) {
        process.stdout.write(`${JSON.stringify(results, undefined, 2)}\n`);
        return;
      }
      const rows = results.map((row) => [
        `${row.name} ${row.version}`,
        row.energy_kwh === null ? "–" : amount(row.energy_kwh, "kwh"),
        row.co2e_g === null ? "–" : amount(row.co2e_g, "g"),
        row.why_not === undefined ? row.counts : `does not apply: ${row.why_not}`,
      ]);
      const notes = results
        .filter((row) => row.assumed.length > 0)
        .map((row) => `  ${row.name} assumed: ${row.assumed.join("; ")}`);
      process.stdout.write(
        [
          plainTable([["method", "energy", "CO2e", "counts"], ...rows], [1, 2]),
          ...(notes.length === 0 ? [] : ["", ...notes]),
          "",
          "  Each is reproduced as published, at the same grid intensity. None gives an interval; `gramme estimate` does.",
          "",
        ].join("\n"),
      );
    });
}
