import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { ARCHIVE_ROUTE, SIGNATURE } from "../../test/github-stand-in/index.ts";
import type { Fault } from "../../test/github-stand-in/index.ts";
import { STAND_IN } from "../../test/github-stand-in/with-stand-in.fixture.ts";
import type { WithStandIn } from "../../test/github-stand-in/with-stand-in.fixture.ts";
import { downloadArtifact, HostileArtifact, listArtifacts, readZippedJson } from "./artifacts.ts";
import { openClient } from "./client.ts";

const it = test.extend<WithStandIn>(STAND_IN);

const REPOSITORY = "gramme/example";
const DOWNLOAD = "GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}";
const ZIP = zipSync({ "check.json": new TextEncoder().encode('{"kind":"failed"}') });
const MOST = { maxBytes: 1_000_000 };

describe("listArtifacts", () => {
  it("lists those of a run, over all pages", async ({ hub, github }) => {
    for (let index = 0; index < 150; index++) hub.state.upload({ runId: 5, name: `part-${index}`, zip: ZIP });
    hub.state.upload({ runId: 6, name: "other", zip: ZIP });
    const all = await listArtifacts(github, REPOSITORY, 5);
    expect(all).toHaveLength(150);
    expect(all[0]).toEqual({
      id: expect.any(Number),
      name: "part-0",
      sizeBytes: ZIP.byteLength,
      expired: false,
      headSha: "a".repeat(40),
    });
    expect(hub.requests).toHaveLength(2);
  });

  it("refuses a flood after its first page", async ({ hub, github }) => {
    for (let index = 0; index < 201; index++) hub.state.upload({ runId: 5, name: `part-${index}`, zip: ZIP });
    await expect(listArtifacts(github, REPOSITORY, 5)).rejects.toThrow(
      "run 5 has 201 artifacts; at most 200 would be right",
    );
    expect(hub.requests).toHaveLength(1);
  });

  it("names the permission that is missing", async ({ hub, github }) => {
    hub.fault("GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts", { kind: "forbidden" });
    await expect(listArtifacts(github, REPOSITORY, 5)).rejects.toMatchObject({ permission: "actions: read" });
  });
});

describe("downloadArtifact", () => {
  it("fetches the zip, and gives the token to GitHub alone", async ({ hub, github }) => {
    const { id } = hub.state.upload({ runId: 5, name: "gramme", zip: ZIP });
    const zip = await downloadArtifact(github, REPOSITORY, id, MOST);
    expect(readZippedJson(zip, { name: "check.json", maxBytes: 100 })).toEqual({ kind: "failed" });
    expect(hub.requests).toMatchObject([{ route: DOWNLOAD, status: 302 }]);
  });

  it("takes as many bytes as it may, and not one more", async ({ hub, github }) => {
    const { id } = hub.state.upload({ runId: 5, name: "gramme", zip: ZIP });
    const maxBytes = ZIP.byteLength;
    expect(await downloadArtifact(github, REPOSITORY, id, { maxBytes })).toEqual(Buffer.from(ZIP));
    await expect(downloadArtifact(github, REPOSITORY, id, { maxBytes: maxBytes - 1 })).rejects.toThrow(
      `the artifact has more than ${maxBytes - 1} bytes, the most that is read`,
    );
  });

  it("stops a host that never stops", async ({ hub, github }) => {
    const { id } = hub.state.upload({ runId: 5, name: "gramme", zip: "endless" });
    await expect(downloadArtifact(github, REPOSITORY, id, MOST)).rejects.toThrow(HostileArtifact);
  });

  it.for([
    { kind: "cut", effect: "before" },
    { kind: "truncated" },
    { kind: "broken", status: 503 },
  ] as const)("asks for the address anew when the host fails: %o", async (fault, { hub, github }) => {
    const { id } = hub.state.upload({ runId: 5, name: "gramme", zip: ZIP });
    hub.fault(ARCHIVE_ROUTE, { ...fault, times: 2 });
    expect(await downloadArtifact(github, REPOSITORY, id, MOST)).toEqual(Buffer.from(ZIP));
    expect(hub.requests.map(({ route }) => route)).toEqual([DOWNLOAD, DOWNLOAD, DOWNLOAD]);
  });

  it("does not wait for a host that never answers", async ({ hub, github, time }) => {
    const { id } = hub.state.upload({ runId: 5, name: "gramme", zip: ZIP });
    hub.fault(ARCHIVE_ROUTE, { kind: "slow", times: 3, held: () => time.limits.at(-1)?.abort() });
    await expect(downloadArtifact(github, REPOSITORY, id, MOST)).rejects.toThrow("nothing within 60 s");
  });

  const finals: readonly Fault[] = [
    { kind: "cut", effect: "before" },
    { kind: "broken" },
    { kind: "forbidden" },
    { kind: "missing" },
  ];
  it.for(finals)("says neither token nor signed address: %o", async (fault, { hub, github }) => {
    const { id } = hub.state.upload({ runId: 5, name: "gramme", zip: ZIP });
    hub.fault(ARCHIVE_ROUTE, { ...fault, times: Infinity });
    const error = await downloadArtifact(github, REPOSITORY, id, MOST).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    for (let at = error; at instanceof Error; at = at.cause) {
      expect(`${at.stack} ${JSON.stringify(at)}`).not.toContain(hub.token);
      expect(`${at.stack} ${JSON.stringify(at)}`).not.toContain(SIGNATURE);
    }
  });

  it("says when it has expired", async ({ hub, github }) => {
    const { id } = hub.state.upload({ runId: 5, name: "gramme", zip: ZIP, expired: true });
    await expect(downloadArtifact(github, REPOSITORY, id, MOST)).rejects.toThrow(/answered 410 .*expired/u);
  });

  it("refuses an unencrypted address of an encrypted API, before it asks there", async ({ hub, github }) => {
    const { id } = hub.state.upload({ runId: 5, name: "gramme", zip: ZIP });
    const encrypted = { ...github, apiUrl: "https://api.github.com" };
    await expect(downloadArtifact(encrypted, REPOSITORY, id, MOST)).rejects.toThrow("https: would be right");
  });

  it("ends when the job is cancelled", async ({ hub, time }) => {
    const job = new AbortController();
    const { id } = hub.state.upload({ runId: 5, name: "gramme", zip: ZIP });
    const github = openClient({ token: hub.token, apiUrl: hub.url, time, signal: job.signal });
    hub.fault(ARCHIVE_ROUTE, { kind: "slow", held: () => job.abort(new Error("cancelled")) });
    await expect(downloadArtifact(github, REPOSITORY, id, MOST)).rejects.toThrow("cancelled");
  });
});
