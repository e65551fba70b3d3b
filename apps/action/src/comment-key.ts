/**
 * Which comment of a pull request is the Action's.
 * @module
 */

/** One comment for each gramme.yml of a repository: `emissions`, `emissions/examples/service`, `emissions/gramme.gpu`. */
export function commentKey(config: string): string {
  const path = config
    .replace(/(?:^|\/)gramme\.ya?ml$/u, "")
    .replace(/\.ya?ml$/u, "")
    .replaceAll(/[^A-Za-z0-9._/-]/gu, "-");
  return path === "" ? "emissions" : `emissions/${path.slice(0, 80)}`;
}
