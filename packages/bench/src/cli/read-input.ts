/**
 * What commands read: a file, or standard input.
 * @module
 */
import { readFileSync } from "node:fs";
import { check, EstimateRequest, pathText } from "@gramme/core/wire";
import type { WireEstimateRequest } from "@gramme/core/wire";
import { readYaml } from "../config/read-yaml.ts";
import { UserError } from "../config/user-error.ts";

/** The described run of `estimate` and `methods`: reads JSON or YAML from `file` (`-` is standard input); throws {@link UserError} with line and column. */
export async function readRequest(file: string): Promise<WireEstimateRequest> {
  const { name, text } = await readText(file);
  const yaml = readYaml(text, name);
  const checked = check(EstimateRequest, yaml.value);
  if (checked.ok) return checked.value;
  throw new UserError(
    checked.issues
      .map(({ path, message }) => `${name}:${yaml.at(path)}: ${pathText(path)}: ${message}`)
      .join("\n"),
  );
}

/** The text of `file`, and its name for messages (`-` is standard input); throws {@link UserError} where it cannot be read. */
export async function readText(file: string): Promise<{ readonly name: string; readonly text: string }> {
  const name = file === "-" ? "(standard input)" : file;
  try {
    return { name, text: file === "-" ? await readStandardInput() : readFileSync(file, "utf8") };
  } catch (error) {
    throw new UserError(`${name}: cannot be read: ${(error as Error).message}`, undefined, { cause: error });
  }
}

/** All of standard input; as a stream, since a descriptor may be one that does not block. */
async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
