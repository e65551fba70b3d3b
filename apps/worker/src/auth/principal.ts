/**
 * Who asks, and what they may.
 * @module
 */

/**
 * What a key can be allowed. `admin` is for keys, trusted repositories, profiles and routes of its own tenant: who has it
 * can make keys of every scope there.
 */
export const SCOPES = ["events:write", "traces:write", "runs:write", "proxy", "read", "admin"] as const;
/** A right within one tenant. */
export type Scope = (typeof SCOPES)[number];

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
