/** `gramme init`: writes a first gramme.yml from what it finds. @module */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { parseConfig } from "../../config/load-config.ts";
import { UserError } from "../../config/user-error.ts";
import { firstConfig } from "../../config/first-config.ts";
import { writeWhole } from "../write-whole.ts";

/** The command. */
export function initCommand(): Command {
  return new Command("init")
    .description("write a first gramme.yml from what is found here")
    .argument("[folder]", "where", ".")
    .option("--print", "print it instead of writing it")
    .action((folder: string, options: { readonly print?: boolean }) => {
      if (!existsSync(folder)) throw new UserError(`${folder}: there is no such folder`);
      const file = join(folder, "gramme.yml");
      const text = firstConfig(folder);
      // what we write must be what we take
      parseConfig(text, file);
      if (options.print === true) {
        process.stdout.write(text);
        return;
      }
      if (existsSync(file))
        throw new UserError(`${file} is there already; \`gramme init --print\` shows a new one`);
      writeWhole(file, text);
      process.stdout.write(
        `${file} written. Look it over, then: gramme validate ${file} && gramme bench -c ${file}\n`,
      );
    });
}
