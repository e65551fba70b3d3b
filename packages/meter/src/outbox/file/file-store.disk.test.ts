/** The outbox in a folder: disks that fail, fill and lose files, and what else stands in the folder. */
import { appendFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { eventNamed, standIn } from "../ledger-stand-in.fixture.ts";
import { fill } from "../scene.fixture.ts";
import { machine } from "./processes.fixture.ts";

describe("a disk that fails", () => {
  it("is told of; events go from memory meanwhile, and to the folder again when it is back", async () => {
    const here = await machine();
    await writeFile(here.folder, "in the way");
    const ledger = standIn();
    const { outbox, time, problems } = here.start(ledger);
    fill(outbox, 2);
    expect(await outbox.kept()).toBe(false);
    expect(problems).toMatchObject([{ kind: "disk" }]);
    await outbox.flush();
    expect(outbox.state()).toMatchObject({ acked: 2, waiting: 0, lost: 0 });
    await rm(here.folder);
    time.skip(60_000);
    fill(outbox, 2, "again");
    expect(await outbox.kept()).toBe(true);
    expect(await here.files()).toHaveLength(1);
    await outbox.flush();
    expect(ledger.counts.size).toBe(4);
    expect(ledger.faults).toEqual([]);
  });

  it("loses files to whoever deletes them, and counts their events", async () => {
    const here = await machine();
    const away = standIn({ mood: () => "cut" });
    const first = here.start(away, { batch: { events: 2 } });
    fill(first.outbox, 6);
    await first.kill();
    const oldest = (await here.files()).find((name) => name.includes(".2.batch"));
    await rm(join(here.folder, oldest ?? ""));
    const ledger = standIn();
    const second = here.start(ledger);
    await second.outbox.flush();
    const { acked, found, lost, waiting } = second.outbox.state();
    expect(acked + lost + waiting).toBe(found);
    expect(acked).toBe(4);
    expect(ledger.faults).toEqual([]);
  });

  it("is tried again soon though the clock was set back by years", async () => {
    const here = await machine();
    await writeFile(here.folder, "in the way");
    const { outbox, time } = here.start(standIn());
    fill(outbox, 1);
    expect(await outbox.kept()).toBe(false);
    await outbox.flush();
    await rm(here.folder);
    time.setBack(100_000_000_000);
    fill(outbox, 1, "back");
    expect(await outbox.kept()).toBe(true);
  });

  it("keeps no other file back for one that cannot be read", async () => {
    const here = await machine();
    const first = here.start(standIn({ mood: () => "cut" }), { batch: { events: 2 } });
    fill(first.outbox, 6);
    await first.kill();
    const name = (await here.files()).find((file) => file.includes(".2.batch")) ?? "";
    const spoilt = join(here.folder, name);
    await rm(spoilt);
    // as a bad sector: it is there, and cannot be read
    await mkdir(spoilt);
    const ledger = standIn();
    const second = here.start(ledger);
    await second.outbox.kept();
    for (let n = 0; n < 4; n += 1) await second.time.advance(60_000);
    expect(ledger.counts.size).toBe(4);
    expect(second.outbox.state()).toMatchObject({ acked: 4, waiting: 2, lost: 0 });
    expect(second.problems.map(({ kind }) => kind)).toContain("disk");
    expect(ledger.faults).toEqual([]);
  });

  it("is not filled beyond its bytes: the oldest that were never sent go, counted and told", async () => {
    const here = await machine();
    const ledger = standIn({ mood: (n) => (n === 0 ? "cut" : "take") });
    const { outbox, time, problems } = here.start(ledger, { batch: { events: 10 } }, { mostBytes: 5000 });
    fill(outbox, 10);
    await outbox.flush();
    fill(outbox, 200, "more");
    await outbox.kept();
    expect(outbox.state().lost).toBeGreaterThan(0);
    expect(problems.map(({ kind }) => kind)).toContain("lost");
    time.skip(60_000);
    await outbox.flush();
    const { acked, lost, waiting, added } = outbox.state();
    expect([waiting, acked + lost]).toEqual([0, added]);
    // the batch that may have counted was not given up
    expect(ledger.counts.get("m0")).toBe(1);
    fill(outbox, 1, "last");
    await outbox.flush();
    expect(ledger.lost).toBe(lost);
    expect(ledger.faults).toEqual([]);
  });
});

describe("dead letters", () => {
  it("are kept with their reason, as far as there is room", async () => {
    const here = await machine();
    const ledger = standIn({ refuses: ({ model }) => model.startsWith("bad") });
    const { outbox, problems, time } = here.start(ledger, {}, { mostRefusedBytes: 400 });
    outbox.add(eventNamed("bad-first"));
    outbox.add(eventNamed("good"));
    await outbox.flush();
    fill(outbox, 5, "bad");
    time.skip(120_000);
    await outbox.flush();
    const lines = (await readFile(join(here.folder, "refused.jsonl"), "utf8")).trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { seq: 1, code: "malformed-event", field: "task", event: eventNamed("bad-first") },
    ]);
    expect(outbox.state()).toMatchObject({ acked: 1, refused: 6, waiting: 0 });
    expect(problems.map(({ words }) => words).join()).toContain("refused.jsonl is full");
  });
});

describe("what stands in the folder", () => {
  it("is left alone where it is none of ours", async () => {
    const here = await machine();
    const ledger = standIn();
    const first = here.start(ledger);
    await first.outbox.close();
    await writeFile(join(here.folder, "notes~of somebody"), "x");
    await appendFile(join(here.folder, "README"), "x");
    const second = here.start(ledger);
    fill(second.outbox, 1);
    await second.outbox.flush();
    await second.outbox.close();
    expect(await readdir(here.folder)).toEqual(expect.arrayContaining(["README", "notes~of somebody"]));
    expect(ledger.counts.size).toBe(1);
  });

  it("is written and sent alike where each write is to outlive a loss of power", async () => {
    const here = await machine();
    const ledger = standIn();
    const { outbox } = here.start(ledger, { batch: { events: 2 } }, { durability: "power" });
    fill(outbox, 5);
    expect(await outbox.kept()).toBe(true);
    await outbox.flush();
    expect(outbox.state()).toMatchObject({ acked: 5, waiting: 0 });
  });
});
