import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { startArtifactService } from "../../test/world/artifact-stand-in.ts";
import type { ArtifactStandIn } from "../../test/world/artifact-stand-in.ts";
import { testFolder } from "../../test/world/folder.ts";
import { runResult } from "../../test/world/results.ts";
import { uploadCheck } from "./upload-artifact.ts";

async function onRunner(): Promise<ArtifactStandIn> {
  const service = await startArtifactService();
  // the client reads them from nowhere else
  for (const [name, value] of Object.entries(service.env)) vi.stubEnv(name, value);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  return service;
}

function checkFile(): string {
  const folder = testFolder();
  const check = { schema: "gramme/check/1", gramme: "0.1.0", kind: "measured", result: runResult() };
  writeFileSync(join(folder, "check.json"), JSON.stringify(check));
  return folder;
}

describe("uploadCheck", () => {
  beforeEach(() => {
    // the client tells the log of its progress
    const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    onTestFinished(() => write.mockRestore());
  });

  it("uploads the file as it is", async () => {
    const service = await onRunner();
    const folder = checkFile();
    const uploaded = await uploadCheck("gramme-linux", "check.json", folder);
    const [artifact] = service.artifacts;
    expect(uploaded).toEqual({
      uploaded: true,
      id: 1,
      bytes: artifact?.zip.length,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/u),
    });
    expect(artifact?.name).toBe("gramme-linux");
    const files = unzipSync(artifact?.zip ?? new Uint8Array());
    expect(Object.keys(files)).toEqual(["check.json"]);
    expect(JSON.parse(strFromU8(files["check.json"] ?? new Uint8Array()))).toMatchObject({
      schema: "gramme/check/1",
      result: runResult(),
    });
  });

  it("says what to do when the name is taken", async () => {
    await onRunner();
    const folder = checkFile();
    await uploadCheck("gramme", "check.json", folder);
    expect(await uploadCheck("gramme", "check.json", folder)).toEqual({
      uploaded: false,
      reason: expect.stringMatching(/its own part/u),
    });
  });

  it.each([
    ["a name that GitHub does not take", "a:b", "check.json", /a:b cannot be uploaded: /u],
    ["a file that is not there", "gramme", "other.json", /cannot be uploaded: .*other\.json/u],
  ])("says why it does not upload %s", async (_what, name, file, reason) => {
    const service = await onRunner();
    expect(await uploadCheck(name, file, checkFile())).toEqual({
      uploaded: false,
      reason: expect.stringMatching(reason),
    });
    expect(service.artifacts).toEqual([]);
  });

  it("says why there is nowhere to upload to, outside a runner", async () => {
    expect(await uploadCheck("gramme", "check.json", checkFile(), {})).toEqual({
      uploaded: false,
      reason: expect.stringContaining("ACTIONS_RUNTIME_TOKEN is not set"),
    });
  });
});
