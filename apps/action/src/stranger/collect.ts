/**
 * The artifacts of a run as checks: fetched within bounds, refused where they are not ours, built anew.
 * @module
 */
import { PART_NAME } from "../check.ts";
import type { Check } from "../check.ts";
import { downloadArtifact, HostileArtifact, readZippedJson } from "../github/artifacts.ts";
import type { Artifact } from "../github/artifacts.ts";
import type { GitHub } from "../github/client.ts";
import { GitHubError } from "../github/github-error.ts";
import { CHECK_FILE } from "../saved-check.ts";
import { failedCheck, fromStranger } from "./from-stranger.ts";
import type { Received } from "./from-stranger.ts";
import { readCheck } from "./read-check.ts";
import type { Trusted } from "./trusted.ts";

/** A part of a matrix, and the artifact that holds what it found. */
export interface Part {
  /** Undefined for a job that is no part of a matrix. */
  readonly name: string | undefined;
  readonly artifact: Artifact;
}

/** Parts of one comment. */
export const MOST_PARTS = 64;
const MOST_ZIPPED = 4_000_000;
const MOST_JSON = 16_000_000;

/** The artifacts that are ours by their names, in the order of their parts; of one name the newest counts: the run was started again. */
export function partsOf(artifacts: readonly Artifact[], prefix: string): readonly Part[] {
  const newest = new Map<string, Part>();
  for (const artifact of artifacts.toSorted((a, b) => a.id - b.id)) {
    const part = artifact.name.startsWith(`${prefix}-`) ? artifact.name.slice(prefix.length + 1) : undefined;
    const isOurs = part === undefined ? artifact.name === prefix : PART_NAME.test(part);
    if (isOurs) newest.set(artifact.name, { name: part, artifact });
  }
  return [...newest.values()].toSorted((a, b) => ((a.name ?? "") < (b.name ?? "") ? -1 : 1));
}

/** What a part is told with. */
export interface Collecting {
  readonly github: GitHub;
  readonly repository: string;
  readonly trusted: Trusted;
  /** Says what is under way; nothing of a stranger's is given to it. */
  readonly say: (text: string) => void;
}

/** One part's check. What cannot be fetched or read is a check that says so in our words; never throws for it. */
export async function collected({ name, artifact }: Part, collecting: Collecting): Promise<Received> {
  const { say } = collecting;
  const of = name === undefined ? "the run" : `part ${name}`;
  const refuse = (why: string, reason: string): Received => {
    say(`the artifact of ${of} is refused: ${reason}`);
    return named(name, {
      check: failedCheck(`The artifact of ${of} ${why}.`),
      leftOut: new Map(),
      missing: [],
    });
  };
  if (artifact.expired) return refuse("has expired: GitHub has deleted it", "expired");
  if (artifact.sizeBytes > MOST_ZIPPED) {
    return refuse(
      "cannot be read: it is larger than any that Gramme writes",
      `${artifact.sizeBytes} bytes; at most ${MOST_ZIPPED} would be right`,
    );
  }
  try {
    const zip = await downloadArtifact(collecting.github, collecting.repository, artifact.id, {
      maxBytes: MOST_ZIPPED,
    });
    const read = readCheck(readZippedJson(zip, { name: CHECK_FILE, maxBytes: MOST_JSON }));
    if (read.refused !== undefined) return refuse(NOT_OURS, read.refused);
    say(`the artifact of ${of}: ${zip.byteLength} bytes`);
    return named(name, fromStranger(read.check, collecting.trusted));
  } catch (error) {
    if (error instanceof HostileArtifact) return refuse(NOT_OURS, error.message);
    if (error instanceof GitHubError) {
      return refuse("could not be fetched from GitHub: start this job again", error.message);
    }
    throw error;
  }
}

const NOT_OURS = "cannot be read: it is not what this version of Gramme writes";

/** The name of a part is that of its artifact, whatever is in it. */
function named(name: string | undefined, received: Received): Received {
  if (name === undefined) return received;
  const check: Check = { ...received.check, part: name };
  return { ...received, check };
}
