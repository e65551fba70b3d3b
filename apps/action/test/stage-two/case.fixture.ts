/**
 * One case of stage 2: the bundle, a stand-in of GitHub for each test, and what must be true at the end of every one.
 * @module
 */
import { afterEach, beforeEach } from "vitest";
import type { MeasuredCheck } from "../../src/check.ts";
import { compared, measured, resultOf, SERVICE } from "../../src/report/report.fixture.ts";
import type { GitHubStandIn } from "../github-stand-in/index.ts";
import { startGitHub } from "../github-stand-in/index.ts";
import { COMMENT_FILE } from "./bundle.ts";
import { REPOSITORY, runStage } from "./stage.ts";
import type { Ended, Started } from "./stage.ts";

const { digits, superResolution, classify } = SERVICE;

function checkWith(work: number): MeasuredCheck {
  return measured(
    resultOf([
      compared(digits, { seed: 11, quality: 0.97 }),
      compared(superResolution, { work, seed: 3, noise: 0.02 }),
      compared(classify, { seed: 13 }),
    ]),
  );
}

/** Nothing changed. */
export const QUIET: MeasuredCheck = checkWith(0);
/** One workload emits more. */
export const WORSE: MeasuredCheck = checkWith(0.2);

/** What a test has at hand. */
export interface Case {
  /** Anew for each test. */
  readonly gitHub: GitHubStandIn;
  /** Runs stage 2. Throws where the working folder is not as empty as it was, or the token is in the log. */
  readonly run: (started?: Omit<Started, "bundle" | "gitHub">) => Promise<Ended>;
  /** Text of the one comment that a job wrote. Throws for none, and for more. */
  readonly comment: () => string;
}

/** Sets the tests of a file up. A request that GitHub's own description does not know fails the test that made it. */
export function stageTwo(): Case {
  let current: GitHubStandIn | undefined;
  const gitHub = (): GitHubStandIn => {
    if (current === undefined) throw new Error("there is a stand-in only in a test");
    return current;
  };
  beforeEach(async () => {
    current = await startGitHub({ repository: REPOSITORY });
  });
  afterEach(async () => {
    const { violations, close } = gitHub();
    await close();
    if (violations.length > 0) throw new Error(violations.join("\n"));
  });
  return {
    get gitHub() {
      return gitHub();
    },
    run: async (started = {}) => {
      const ended = await runStage({ bundle: COMMENT_FILE, gitHub: gitHub(), ...started });
      const { token } = gitHub();
      if (ended.files.length > 0) throw new Error(`it wrote ${ended.files.join(", ")}`);
      // once it stands there, for the runner to hide it
      if (ended.log.replace(`::add-mask::${token}\n`, "").includes(token))
        throw new Error("the log has the token");
      return ended;
    },
    comment: () => {
      const [only, ...others] = gitHub().state.comments;
      if (only?.author !== "github-actions[bot]" || others.length > 0) {
        throw new Error(
          `there are ${gitHub().state.comments.length} comments; one of the job's would be right`,
        );
      }
      return only.body;
    },
  };
}
