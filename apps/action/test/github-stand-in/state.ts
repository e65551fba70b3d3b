/**
 * What a stand-in knows: one repository, in memory. A test seeds it, and reads what became of it.
 * @module
 */

/** A pull request. Everything may be changed while the stand-in runs. */
export interface Pull {
  readonly number: number;
  title: string;
  body: string | null;
  labels: string[];
  head: {
    owner: string;
    /** Null for a deleted fork. */ repository: string | null;
    branch: string;
    sha: string;
  };
  base: { branch: string; sha: string };
  state: "open" | "closed";
  draft: boolean;
  author: string;
}

/** A comment under a pull request. */
export interface Comment {
  readonly id: number;
  readonly number: number;
  /** Login; one that ends in `[bot]` is an app's. */
  readonly author: string;
  body: string;
  readonly createdAt: string;
  updatedAt: string;
}

/** Something that happened to a pull request. */
export interface Event {
  readonly id: number;
  readonly number: number;
  readonly event: "labeled" | "unlabeled" | "closed";
  readonly label: string;
  /** Login; null for an account that was deleted. */
  readonly actor: string | null;
  readonly at: string;
}

/** An artifact of a run. */
export interface Artifact {
  readonly id: number;
  readonly runId: number;
  readonly name: string;
  /** `endless`: a host that never stops sending. */
  readonly zip: Uint8Array | "endless";
  expired: boolean;
  readonly headSha: string;
}

/** What lies at a path of a revision. */
export interface Content {
  readonly path: string;
  readonly ref: string;
  readonly kind: "file" | "directory" | "symlink" | "submodule";
  /** Of a file; the target of a symlink. */
  readonly bytes: Uint8Array;
}

/** A check beside a commit. */
export interface Check {
  readonly id: number;
  /** Slug of the app that made it. */
  readonly app: string;
  readonly headSha: string;
  name: string;
  externalId: string | null;
  status: string;
  conclusion: string | null;
  title: string | null;
  summary: string | null;
  detailsUrl: string | null;
}

const FIRST_SECOND = Date.UTC(2026, 10, 23, 9, 0, 0);

/** The repository. */
export class GitHubState {
  /** `owner/name`. */
  readonly repository: string;
  readonly pulls: Pull[] = [];
  /** In the order of their creation. */
  readonly comments: Comment[] = [];
  readonly events: Event[] = [];
  readonly artifacts: Artifact[] = [];
  readonly contents: Content[] = [];
  readonly checks: Check[] = [];
  #lastId = 1000;
  #seconds = 0;

  constructor(repository: string) {
    this.repository = repository;
  }

  /** The next id: later is larger, as on GitHub. */
  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  /** A second later at each call. */
  now(): string {
    this.#seconds += 1;
    return new Date(FIRST_SECOND + this.#seconds * 1000).toISOString().replace(/\.\d+Z$/u, "Z");
  }

  /** Opens a pull request; by default one of the repository's own branch, without body or labels. */
  openPull(pull: Partial<Pull> & { readonly number: number }): Pull {
    const [owner = ""] = this.repository.split("/");
    const opened: Pull = {
      title: "Make it faster",
      body: null,
      labels: [],
      head: { owner, repository: this.repository, branch: "faster", sha: "a".repeat(40) },
      base: { branch: "main", sha: "b".repeat(40) },
      state: "open",
      draft: false,
      author: "ada",
      ...pull,
    };
    this.pulls.push(opened);
    return opened;
  }

  /** Writes a comment, as a person does by default. */
  comment(number: number, body: string, author = "ada"): Comment {
    const at = this.now();
    const comment: Comment = { id: this.nextId(), number, author, body, createdAt: at, updatedAt: at };
    this.comments.push(comment);
    return comment;
  }

  /** Comments of a pull request, as they stand now. */
  commentsOf(number: number): readonly Comment[] {
    return this.comments.filter((comment) => comment.number === number);
  }

  /** Deletes a comment; false when there is none. */
  deleteComment(id: number): boolean {
    const at = this.comments.findIndex((comment) => comment.id === id);
    if (at >= 0) this.comments.splice(at, 1);
    return at >= 0;
  }

  /** Sets a label, with its event. */
  label(number: number, label: string, actor: string | null = "grace"): Event {
    const pull = this.pulls.find((one) => one.number === number);
    if (pull !== undefined && !pull.labels.includes(label)) pull.labels.push(label);
    return this.#happened({ number, event: "labeled", label, actor });
  }

  /** Takes a label away, with its event. */
  unlabel(number: number, label: string, actor: string | null = "grace"): Event {
    const pull = this.pulls.find((one) => one.number === number);
    if (pull !== undefined) pull.labels = pull.labels.filter((one) => one !== label);
    return this.#happened({ number, event: "unlabeled", label, actor });
  }

  /** Uploads an artifact of a run. */
  upload(artifact: Pick<Artifact, "runId" | "name" | "zip"> & Partial<Artifact>): Artifact {
    const uploaded: Artifact = { id: this.nextId(), expired: false, headSha: "a".repeat(40), ...artifact };
    this.artifacts.push(uploaded);
    return uploaded;
  }

  /** Puts a text file, or something else, at a path of a revision. */
  put(path: string, ref: string, text: string | Uint8Array, kind: Content["kind"] = "file"): Content {
    const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
    const content: Content = { path, ref, kind, bytes };
    this.contents.push(content);
    return content;
  }

  /** Puts a check beside a commit, as a job has one by default. */
  check(check: Pick<Check, "headSha" | "name"> & Partial<Check>): Check {
    const put: Check = {
      id: this.nextId(),
      app: "github-actions",
      externalId: null,
      status: "completed",
      conclusion: "success",
      title: null,
      summary: null,
      detailsUrl: null,
      ...check,
    };
    this.checks.push(put);
    return put;
  }

  #happened(event: Omit<Event, "id" | "at">): Event {
    const happened: Event = { id: this.nextId(), at: this.now(), ...event };
    this.events.push(happened);
    return happened;
  }
}
