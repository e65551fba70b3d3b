/**
 * Reads and checks `gramme.yml`.
 * @module
 */
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { GrammeError, taskOrThrow } from "@gramme/core";
import { check, Config, pathText } from "@gramme/core/wire";
import type { WireConfig } from "@gramme/core/wire";
import { statedCpu } from "../machine/stated-cpu.ts";
import { readYaml } from "./read-yaml.ts";
import { siteOf } from "./site-of.ts";
import { UserError } from "./user-error.ts";

/** A checked configuration, and where it stands. */
export interface LoadedConfig {
  /** As the user named it. */
  readonly file: string;
  /** Absolute folder that its paths are relative to. */
  readonly folder: string;
  readonly config: WireConfig;
}

/** Reads `file`; throws {@link UserError} that names file, line, column, what was found and what would be right. */
export function loadConfig(file: string): LoadedConfig {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    throw new UserError(
      missing
        ? `${file}: there is no such file. \`gramme init\` writes a first one from what it finds here.`
        : `${file}: cannot be read (${(error as Error).message})`,
      undefined,
      { cause: error },
    );
  }
  return { file, folder: dirname(resolve(file)), config: parseConfig(text, file) };
}

/** Checks the text of a `gramme.yml`: its form, then every zone, region and task that it names. */
export function parseConfig(text: string, file: string): WireConfig {
  const yaml = readYaml(text, file);
  const checked = check(Config, yaml.value);
  const complaints: string[] = [];
  const complain = (path: readonly (string | number)[], message: string): void => {
    complaints.push(`${file}:${yaml.at(path)}: ${pathText(path)}: ${message}`);
  };
  if (!checked.ok) {
    for (const { path, message } of checked.issues) complain(path, message);
    throw new UserError(complaints.join("\n"));
  }
  const config = checked.value;
  tell(
    () => siteOf(config.site),
    (message, field) => complain(field ?? ["site"], message),
  );
  tell(
    () => statedCpu(config.machine?.cpu),
    (message) => complain(["machine", "cpu"], message),
  );
  for (const [index, { task }] of config.workloads.entries()) {
    if (task !== undefined && task !== "unknown") {
      tell(
        () => taskOrThrow(task, "task"),
        (message) => complain(["workloads", index, "task"], message),
      );
    }
  }
  if (complaints.length > 0) throw new UserError(complaints.join("\n"));
  return config;
}

/** Core names a field by its path, with the wire's underscores; the file has dashes. */
function tell(
  act: () => unknown,
  complain: (message: string, path: readonly string[] | undefined) => void,
): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof GrammeError)) throw error;
    const { field } = error.details;
    // the field is said with its line; core says it too
    const message = error.message.replace(`${field ?? ""}: `, "");
    complain(message, field?.replaceAll("_", "-").split("."));
  }
}
