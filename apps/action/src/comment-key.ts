/**
 * Which comment of a pull request is the Action's.
 * @module
 */

/** One comment for each gramme.yml of a repository: `emissions`, `emissions/examples/service`. */
export function commentKey(config: string): string {
  const folder = config
    .split("/")
    .slice(0, -1)
    .join("/")
    .replaceAll(/[^A-Za-z0-9._/-]/gu, "-");
  return folder === "" ? "emissions" : `emissions/${folder.slice(0, 80)}`;
}
