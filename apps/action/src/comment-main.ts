/**
 * Stage 2 of the Action: tells what a job without the right to comment has measured, from its artifacts.
 * @module
 */
import { UserError } from "@gramme/bench";
import { readCommentInputs } from "./comment-inputs.ts";
import { openClient } from "./github/client.ts";
import { commentOn } from "./stranger/comment-on.ts";
import { readMeasuredRun } from "./stranger/measured-run.ts";
import { runnerOf } from "./stranger/runner-commands.ts";

const { env } = process;
const runner = runnerOf(env, (text) => {
  process.stdout.write(text);
});

try {
  const inputs = readCommentInputs(env);
  runner.mask(inputs.token);
  const run = readMeasuredRun(env);
  const github = openClient({
    token: inputs.token,
    apiUrl: env["GITHUB_API_URL"] ?? "https://api.github.com",
  });
  await commentOn({ inputs, run, github, runner });
} catch (error) {
  process.exitCode = 1;
  if (error instanceof UserError) {
    runner.note("error", "Gramme cannot use what it was given", error.message);
  } else {
    runner.note(
      "error",
      "Gramme failed",
      "This is a bug: please report it. What happened stands in the log.",
    );
    for (const line of String(error instanceof Error ? error.stack : error).split("\n")) runner.say(line);
  }
}
