/**
 * `owner/name`, as GITHUB_REPOSITORY gives it.
 * @module
 */

const OWNER_AND_NAME = /^([A-Za-z0-9][A-Za-z0-9_-]{0,99})\/([A-Za-z0-9._-]{1,100})$/u;

/** A repository as routes take it. */
export interface RepositoryName {
  readonly owner: string;
  readonly repo: string;
}

/**
 * Splits `owner/name`.
 * @throws TypeError for anything else, and for a name that would lead elsewhere (`..`).
 */
export function repositoryName(repository: string): RepositoryName {
  const [, owner, repo] = OWNER_AND_NAME.exec(repository) ?? [];
  if (owner === undefined || repo === undefined || repo === "." || repo === "..") {
    throw new TypeError(`repository is ${JSON.stringify(repository)}; owner/name would be right`);
  }
  return { owner, repo };
}
