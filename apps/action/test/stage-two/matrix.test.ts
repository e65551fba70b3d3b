import { describe, expect, it } from "vitest";
import { CANARY } from "../../src/stranger/hostile-texts.fixture.ts";
import { BASE_YML } from "../../src/stranger/rules.fixture.ts";
import { pullRequestPayload } from "../world/events.ts";
import { QUIET, stageTwo, WORSE } from "./case.fixture.ts";
import { BASE, HEAD, openFork, REPOSITORY, RUN_ID, upload } from "./stage.ts";
import type { Started } from "./stage.ts";

const at = stageTwo();

/** A `pull_request` whose run has the id that the artifacts are of. */
function ownRun(repository: string): Pick<Started, "event" | "payload" | "runId"> {
  const head = { sha: HEAD, ref: "faster", repo: { full_name: repository } };
  const base = { sha: BASE, ref: "main", repo: { full_name: REPOSITORY } };
  return { event: "pull_request", payload: pullRequestPayload({ head, base }), runId: RUN_ID };
}

describe("a matrix", () => {
  const PARTS = ["linux-arm64", "linux-x64", "macos"];

  it("has one comment for all its parts", async () => {
    openFork(at.gitHub);
    for (const part of PARTS.toReversed()) upload(at.gitHub, { ...QUIET, part: "forged" }, `gramme-${part}`);
    const ended = await at.run();
    expect(ended.outputs.get("verdict")).toBe("no-change");
    expect(
      [...at.comment().matchAll(/^### `(?<part>[^`]+)` ≈/gmu)].map((found) => found.groups?.["part"]),
    ).toEqual(PARTS);
    expect(at.comment()).not.toContain("forged");
  });

  it("tells the good parts where one is hostile", async () => {
    openFork(at.gitHub);
    upload(at.gitHub, QUIET, "gramme-linux-x64");
    upload(
      at.gitHub,
      { schema: "gramme/check/1", gramme: CANARY, kind: "failed", text: CANARY },
      "gramme-bad",
    );
    upload(at.gitHub, `{"schema":"${CANARY}`, "gramme-cut");
    upload(
      at.gitHub,
      { kind: "failed", schema: "gramme/check/1", gramme: "1", message: `@${CANARY}` },
      "gramme-rude",
    );
    at.gitHub.state.upload({ runId: RUN_ID, name: "gramme-endless", zip: "endless" });
    at.gitHub.state.upload({ runId: RUN_ID, name: "gramme-large", zip: new Uint8Array(4_000_001) });
    at.gitHub.state.upload({ runId: RUN_ID, name: "gramme-old", zip: new Uint8Array(), expired: true });
    upload(at.gitHub, QUIET, `gramme-@${CANARY}`);
    const ended = await at.run();
    expect(ended.code).toBe(0);
    expect(ended.outputs.get("verdict")).toBe("failed");
    const text = at.comment();
    expect(text).toContain("### `linux-x64` ≈ No change");
    for (const part of ["bad", "cut", "endless"]) {
      expect(text).toContain(
        `The artifact of part ${part} cannot be read: it is not what this version of Gramme writes.`,
      );
    }
    expect(text).toContain(
      "The artifact of part large cannot be read: it is larger than any that Gramme writes.",
    );
    expect(text).toContain("The artifact of part old has expired");
    expect(text).toContain("The job that measured says that it could not.");
    expect(text + ended.summary + ended.log).not.toContain(CANARY);
  });

  it("of a run that was started again has the newest of each part", async () => {
    openFork(at.gitHub);
    upload(at.gitHub, WORSE, "gramme-linux-x64");
    upload(at.gitHub, QUIET, "gramme-linux-x64");
    expect((await at.run()).outputs.get("verdict")).toBe("no-change");
  });

  it("has no more than 64 parts told", async () => {
    openFork(at.gitHub);
    for (let part = 0; part < 70; part++) upload(at.gitHub, "no", `gramme-p${part}`);
    await at.run();
    expect(at.comment()).toContain("6 parts more were sent, and are not told.");
    expect(at.gitHub.requests.filter(({ route }) => route.includes("archive_format"))).toHaveLength(64);
  });

  it("of the repository's own is told by the last job of the same run", async () => {
    at.gitHub.state.openPull({ number: 7, base: { branch: "main", sha: BASE } });
    at.gitHub.state.put("gramme.yml", BASE, BASE_YML);
    at.gitHub.state.put("gramme.yml", HEAD, BASE_YML);
    for (const part of PARTS) upload(at.gitHub, QUIET, `gramme-${part}`);
    const ended = await at.run(ownRun(REPOSITORY));
    expect(ended.outputs.get("verdict")).toBe("no-change");
    expect(at.comment()).not.toContain("From a fork");
  });

  it("of a fork is told in the summary by the last job of the same run, which may not comment", async () => {
    openFork(at.gitHub);
    upload(at.gitHub, QUIET, "gramme-linux");
    const ended = await at.run(ownRun("mallory/example"));
    expect(ended.code).toBe(0);
    expect(ended.summary).toContain("> **From a fork.**");
    expect(at.gitHub.state.comments).toEqual([]);
  });
});
