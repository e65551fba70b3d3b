/**
 * What a team states of its project, in files of their own: `consequences.yml` and `project.yml`. Which of them a file
 * is, its `schema:` says.
 * @module
 */
import { checkConsequences } from "@gramme/core/consequences";
import { check, nearest, pathText, ProjectFile } from "@gramme/core/wire";
import type { Checked, WireConsequences, WireProjectInput } from "@gramme/core/wire";
import { readYaml } from "./read-yaml.ts";
import { UserError } from "./user-error.ts";

/** A statement, checked. */
export type Stated =
  | { readonly schema: "consequences/1"; readonly value: WireConsequences }
  | { readonly schema: "project/1"; readonly value: WireProjectInput };

const CHECKS: Readonly<Record<Stated["schema"], (value: unknown) => Checked<Stated>>> = {
  "consequences/1": (value) => {
    const checked = checkConsequences(value);
    return checked.ok ? { ok: true, value: { schema: "consequences/1", value: checked.value } } : checked;
  },
  "project/1": (value) => {
    const checked = check(ProjectFile, value);
    if (!checked.ok) return checked;
    const { schema, ...project } = checked.value;
    return { ok: true, value: { schema, value: project } };
  },
};

/** The schemas of statements. */
export const STATED_SCHEMAS: readonly string[] = Object.keys(CHECKS);

/**
 * The statement that a text makes; undefined where it has no `schema:`, as `gramme.yml` has none.
 * Throws {@link UserError} that names file, line, column, what was found and what would be right.
 */
export function statedIn(text: string, file: string): Stated | undefined {
  const yaml = readYaml(text, file);
  const schema = schemaOf(yaml.value);
  if (schema === undefined) return undefined;
  if (!isStatedSchema(schema)) {
    const near = typeof schema === "string" ? nearest(schema, STATED_SCHEMAS) : undefined;
    const hint = near === undefined ? `wants one of ${STATED_SCHEMAS.join(", ")}` : `did you mean "${near}"?`;
    throw new UserError(
      `${file}:${yaml.at(["schema"])}: schema: ${shown(schema)} is not known here; ${hint}`,
    );
  }
  const checked = CHECKS[schema](yaml.value);
  if (checked.ok) return checked.value;
  throw new UserError(
    checked.issues
      .map(({ path, message }) => `${file}:${yaml.at(path)}: ${pathText(path)}: ${message}`)
      .join("\n"),
  );
}

function schemaOf(value: unknown): unknown {
  return typeof value === "object" && value !== null && "schema" in value ? value.schema : undefined;
}

function isStatedSchema(schema: unknown): schema is Stated["schema"] {
  return typeof schema === "string" && STATED_SCHEMAS.includes(schema);
}

function shown(schema: unknown): string {
  return typeof schema === "string" ? JSON.stringify(schema.slice(0, 60)) : "what stands there";
}
