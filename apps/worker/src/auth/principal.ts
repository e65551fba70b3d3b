/**
 * Who asks, and what they may.
 * @module
 */

/**
 * What a key can be allowed. `admin` is for keys, trusted repositories, profiles and routes of its own tenant: who has it
 * can make keys of every scope there.
 */
export const SCOPES = ["events:write", "traces:write", "runs:write", "proxy", "read", "admin"] as const;
/**
 * What a public link can be allowed, made by `POST /v1/shares` and by nothing else: figures, figures with runs and
 * commits, or pictures of single figures. No key has these, and a link has no other.
 */
export const LINK_SCOPES = ["shared", "shared:commits", "badge"] as const;

/** A right within one tenant. */
export type Scope = (typeof SCOPES)[number] | (typeof LINK_SCOPES)[number];

/** Scopes of doors that only tell: Cloudflare Access opens these, and a link that is followed. */
export const READING: readonly Scope[] = ["read", "shared", "shared:commits"];

/** Scopes that hold others: who may read may see what is shared, and who sees shared commits the figures too. */
const HOLDS: Readonly<Partial<Record<Scope, readonly Scope[]>>> = {
  read: ["shared", "shared:commits"],
  "shared:commits": ["shared"],
};

/** Whether scopes allow what wants one. */
export function allows(scopes: readonly Scope[], wanted: Scope): boolean {
  return scopes.some((scope) => scope === wanted || HOLDS[scope]?.includes(wanted) === true);
}

/** Whether somebody comes by a public link, which may be passed on. */
export function isLink({ scopes }: Pick<Principal, "scopes">): boolean {
  return scopes.some((scope) => LINK_SCOPES.some((link) => link === scope));
}

/** One who asks. The tenant follows from how they proved who they are, never from what they send. */
export interface Principal {
  readonly tenant: string;
  readonly scopes: readonly Scope[];
  /** How it is known: a key, a job of GitHub's, Cloudflare Access, or a loopback host. */
  readonly by: "key" | "github" | "access" | "loopback";
  /** Id of the key, repository of the job, mail of the reader. */
  readonly id: string;
  /** The ledger's own key, `ADMIN_KEY`: it makes tenants, and acts for any of them where it names one. */
  readonly root?: true;
  /** What GitHub's token says of the job. Its sha is the job's own: a merge commit where a pull request is checked. */
  readonly job?: {
    readonly repository: string;
    readonly sha: string;
    readonly ref: string;
    readonly run_id: number;
    readonly run_attempt: number;
    readonly event: string;
  };
}
