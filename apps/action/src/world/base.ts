/**
 * What a change is compared with: decided by the event and by what is checked out, never by what a branch is today.
 * @module
 */
import { commitOf, EXIT, git, UserError } from "@gramme/bench";
import { Clone, lacking, short } from "./clone.ts";
import type { Event, MergeGroupEvent, PullRequestEvent, PushEvent } from "./event.ts";
import type { Inputs } from "./inputs.ts";

/** How a base was found. */
export type BaseHow =
  /** First parent of the merge commit that GitHub made of a pull request. */
  | "merge-parent"
  /** Where the pull request's branch left its base. */
  | "merge-base"
  /** What a merge queue puts the group on. */
  | "merge-group"
  /** Where the branch stood before a push. */
  | "before"
  /** The commit before this one. */
  | "parent"
  /** The input `base`. */
  | "input";

/** The two commits to compare, or the one to measure alone. */
export interface DecidedBase {
  /** Full id; undefined: there is nothing to compare with. */
  readonly base: string | undefined;
  /** Full id of what is checked out. */
  readonly head: string;
  readonly how: BaseHow | "none";
  /** What was fetched, and what is odd, for people. */
  readonly notes: readonly string[];
}

interface Decision {
  readonly base: string | undefined;
  readonly how: BaseHow | "none";
}

/**
 * Decides what to compare with, and fetches just as much as is lacking of it. Afterwards base and head are in the clone
 * with all their files.
 *
 * Throws {@link UserError} where there is no repository, no such revision, or where a shallow clone cannot be deepened:
 * then it names `fetch-depth`. The reason of `signal`, if that is aborted.
 */
export async function decideBase(
  event: Event,
  workspace: string,
  inputs: Pick<Inputs, "base" | "token">,
  signal?: AbortSignal,
): Promise<DecidedBase> {
  const head = headOf(workspace);
  const clone = new Clone({
    folder: workspace,
    name: remoteOf(workspace, event),
    serverUrl: event.serverUrl,
    token: inputs.token,
    signal,
  });
  try {
    const decision =
      inputs.base === undefined
        ? await ofEvent(event, clone, head)
        : { base: await ofInput(inputs.base, workspace, clone, head), how: "input" as const };
    return { ...decision, head, notes: clone.notes };
  } finally {
    // a fetch that was cut off is no fault of the clone's
    signal?.throwIfAborted();
  }
}

function headOf(workspace: string): string {
  try {
    return commitOf(workspace, "HEAD");
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new UserError(
      `there is no commit checked out in ${workspace} (${words}): is actions/checkout a step before this one?`,
      EXIT.revision,
      { cause: error },
    );
  }
}

function remoteOf(workspace: string, event: Event): string {
  const remotes = git(workspace, ["remote"]).split("\n");
  return remotes.includes("origin") ? "origin" : `${event.serverUrl}/${event.repository}`;
}

async function ofEvent(event: Event, clone: Clone, head: string): Promise<Decision> {
  switch (event.kind) {
    case "pull-request":
      return ofPullRequest(event, clone, head);
    case "push":
      return ofPush(event, clone, head);
    case "merge-group":
      return ofMergeGroup(event, clone, head);
    case "schedule":
    case "workflow-dispatch":
    case "other":
      clone.notes.push(`the event ${event.name} tells of no change: head is measured alone`);
      return { base: undefined, how: "none" };
  }
}

async function ofPullRequest(event: PullRequestEvent, clone: Clone, head: string): Promise<Decision> {
  const [first, second, ...more] = clone.parents(head);
  // the branch itself may end in a merge, and then that is no merge of GitHub's
  const merge = head !== event.head.sha && first !== undefined && second !== undefined && more.length === 0;
  if (merge && (second === event.head.sha || head === event.sha)) {
    await clone.bringParent(head, first);
    return { base: first, how: "merge-parent" };
  }
  if (head !== event.head.sha) {
    clone.notes.push(
      `${short(head)} is checked out: neither the merge commit of the pull request nor its head ${short(event.head.sha)}`,
    );
  }
  const tip = await baseTip(event, clone);
  return { base: await clone.mergeBase(tip, head), how: "merge-base" };
}

/** The base as the event names it: a branch moves on, and holds the change itself once it is merged. */
async function baseTip({ base }: PullRequestEvent, clone: Clone): Promise<string> {
  if (clone.has(base.sha)) return base.sha;
  try {
    await clone.bring(base.sha, `the base of the pull request (${short(base.sha)})`);
    return base.sha;
  } catch (error) {
    // the clone may be of the fork, which need not have that commit
    const tip = await clone.bringRef(`refs/heads/${base.ref}`).catch(() => undefined);
    if (tip === undefined) throw lacking(`the base of the pull request, ${short(base.sha)}`, "0", error);
    return tip;
  }
}

async function ofPush(event: PushEvent, clone: Clone, head: string): Promise<Decision> {
  const why = await whyNotBefore(event, clone, head);
  if (why === undefined) return { base: event.before, how: "before" };
  const [parent] = clone.parents(head);
  if (parent === undefined) {
    clone.notes.push("the first commit has nothing before it: head is measured alone");
    return { base: undefined, how: "none" };
  }
  clone.notes.push(`${why}: compared with the commit before this one`);
  await clone.bringParent(head, parent);
  return { base: parent, how: "parent" };
}

async function whyNotBefore(event: PushEvent, clone: Clone, head: string): Promise<string | undefined> {
  const { before, after, forced } = event;
  if (before === undefined) return "the branch is new";
  if (forced === true) return "history was rewritten";
  // a push that is not forced only adds, and that is as good as walking the history that a shallow clone lacks
  const adds = forced === false && head === after;
  if (adds && !clone.has(before)) {
    try {
      await clone.bring(before, `the commit before the push (${short(before)})`);
    } catch {
      return `the commit before the push, ${short(before)}, cannot be fetched`;
    }
  }
  if (clone.has(before) && ((adds && clone.isShallow) || clone.isAncestor(before, head))) return undefined;
  return `${short(before)} is no ancestor that is here`;
}

async function ofMergeGroup(event: MergeGroupEvent, clone: Clone, head: string): Promise<Decision> {
  if (head !== event.head) {
    clone.notes.push(`${short(head)} is checked out, not the head ${short(event.head)} of the merge group`);
  }
  if (!clone.has(event.base)) {
    try {
      await clone.bring(event.base, `the base of the merge group (${short(event.base)})`);
    } catch (error) {
      throw lacking(`the base of the merge group, ${short(event.base)}`, "0", error);
    }
  }
  return { base: event.base, how: "merge-group" };
}

const FULL_ID = /^([0-9a-f]{40}|[0-9a-f]{64})$/u;

async function ofInput(asked: string, workspace: string, clone: Clone, head: string): Promise<string> {
  if (asked === "HEAD") {
    clone.notes.push("base is head itself: what is shown is the noise of this machine");
    return head;
  }
  try {
    return commitOf(workspace, asked);
  } catch (error) {
    const tip = await brought(asked, workspace, clone).catch((cause: unknown) => {
      throw lacking(`the revision "${asked}"`, "0", cause);
    });
    if (tip === undefined) {
      throw new UserError(
        `input base: ${error instanceof Error ? error.message : String(error)}; a branch, tag or full commit is fetched, for any other set \`fetch-depth: 0\` at actions/checkout`,
        EXIT.revision,
        { cause: error },
      );
    }
    return commitOf(workspace, tip);
  }
}

/** What the remote has by that name. Refs go by their full names, so that none is read as an option or a pattern. */
async function brought(asked: string, workspace: string, clone: Clone): Promise<string | undefined> {
  if (FULL_ID.test(asked)) {
    await clone.bring(asked, short(asked));
    return asked;
  }
  const name = asked.replace(/^origin\//u, "");
  const refs = asked.startsWith("refs/") ? [asked] : [`refs/heads/${name}`, `refs/tags/${name}`];
  for (const ref of refs) {
    if (!isRef(ref, workspace)) continue;
    const tip = await clone.bringRef(ref);
    if (tip !== undefined) return tip;
  }
  return undefined;
}

function isRef(ref: string, workspace: string): boolean {
  try {
    git(workspace, ["check-ref-format", ref]);
    return true;
  } catch {
    return false;
  }
}
