/**
 * What the workspace's clone knows of its history, and filling in what it lacks.
 * @module
 */
import { EXIT, git, UserError } from "@gramme/bench";
import { fetchCommits, remoteTip } from "./fetch-commits.ts";
import type { Remote } from "./fetch-commits.ts";

/** How much history is fetched, step by step, in search of a common ancestor: 10,912 commits in all. */
const DEEPENINGS = [32, 128, 512, 2048, 8192] as const;

/** A clone that may be shallow. */
export class Clone {
  private readonly remote: Remote;
  /** What was fetched, for people. */
  readonly notes: string[] = [];

  constructor(remote: Remote) {
    this.remote = remote;
  }

  /** Whether a commit is here, with its files. */
  has(commit: string): boolean {
    return this.asks(["cat-file", "-e", `${commit}^{commit}`]);
  }

  /** Parents as the commit itself names them: a shallow clone hides them from every other command. */
  parents(commit: string): readonly string[] {
    const [header = ""] = git(this.remote.folder, ["cat-file", "commit", commit]).split("\n\n");
    return header
      .split("\n")
      .filter((line) => line.startsWith("parent "))
      .map((line) => line.slice("parent ".length));
  }

  get isShallow(): boolean {
    return git(this.remote.folder, ["rev-parse", "--is-shallow-repository"]) === "true";
  }

  /** Whether one commit is among the ancestors of another that are here. */
  isAncestor(old: string, young: string): boolean {
    return this.asks(["merge-base", "--is-ancestor", old, young]);
  }

  /**
   * Makes a commit be here; throws {@link UserError} with git's words if it cannot.
   * @param depth commits of its history, where the clone is shallow
   */
  async bring(commit: string, what: string, depth = 1): Promise<void> {
    await fetchCommits(this.remote, [commit], this.isShallow ? `--depth=${depth}` : undefined);
    this.notes.push(`fetched ${what}`);
  }

  /** Makes the first parent of a commit be here. Throws {@link UserError} that names `fetch-depth` if it cannot. */
  async bringParent(commit: string, parent: string): Promise<void> {
    if (this.has(parent)) return;
    try {
      await this.bring(commit, "one commit more of history: the clone held a single one", 2);
      if (this.has(parent)) return;
    } catch {
      // GitHub forgets a merge commit that a newer one replaced; its parent is on a branch
    }
    try {
      await this.bring(parent, "the parent of the checked-out commit");
    } catch (error) {
      throw lacking(`the parent ${short(parent)} of ${short(commit)}`, "2", error);
    }
  }

  /** Id of the tip of a branch or tag of the remote, fetched. Undefined if there is none. */
  async bringRef(ref: string): Promise<string | undefined> {
    const tip = await remoteTip(this.remote, ref);
    if (tip !== undefined && !this.has(tip)) await this.bring(tip, `${ref} (${short(tip)})`);
    return tip;
  }

  /**
   * The best common ancestor of two commits, history being fetched in growing steps until there is one. Throws
   * {@link UserError} if there is none, or it is too far away.
   *
   * In a shallow clone a nearer one could lie behind a hidden edge; the one that is found is a common ancestor all
   * the same.
   */
  async mergeBase(one: string, other: string): Promise<string> {
    let fetched = 0;
    for (const step of [0, ...DEEPENINGS]) {
      if (step > 0) {
        if (!this.isShallow) break;
        await this.deepen([one, other], step);
        fetched += step;
      }
      const found = this.mergeBaseHere(one, other);
      if (found === undefined) continue;
      if (fetched > 0) this.notes.push(`fetched up to ${fetched} commits more of history`);
      return found;
    }
    const pair = `a common ancestor of ${short(one)} and ${short(other)}`;
    if (this.isShallow) throw lacking(`${pair} (looked ${fetched} commits back)`, "0");
    throw new UserError(`${pair}: there is none, their histories are unrelated`, EXIT.revision);
  }

  private async deepen(commits: readonly string[], step: number): Promise<void> {
    try {
      await fetchCommits(this.remote, commits, `--deepen=${step}`);
    } catch (error) {
      throw lacking("the history behind the checked-out commit", "0", error);
    }
  }

  private mergeBaseHere(one: string, other: string): string | undefined {
    try {
      return git(this.remote.folder, ["merge-base", one, other]) || undefined;
    } catch {
      return undefined;
    }
  }

  private asks(args: readonly string[]): boolean {
    try {
      git(this.remote.folder, args);
      return true;
    } catch {
      return false;
    }
  }
}

/** The start of an id, as people read it. */
export function short(commit: string): string {
  return commit.slice(0, 12);
}

/** The error for a commit that is not here and cannot be fetched: what it is, and what to change. */
export function lacking(what: string, fetchDepth: "0" | "2", cause?: unknown): UserError {
  const words = cause instanceof Error ? ` (${cause.message})` : "";
  return new UserError(
    `the clone lacks ${what}${words}; set \`fetch-depth: ${fetchDepth}\` at actions/checkout, or give this action a token that can read the repository`,
    EXIT.revision,
    { cause },
  );
}
