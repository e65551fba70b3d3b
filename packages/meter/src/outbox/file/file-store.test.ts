/** The outbox in a folder: what it keeps over the end of its process, and who takes it over. */
import { readFile, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { standIn } from "../ledger-stand-in.fixture.ts";
import { fill } from "../scene.fixture.ts";
import { type Machine, machine } from "./processes.fixture.ts";

async function fileOf(here: Machine, ending: string): Promise<string> {
  const found = (await here.files()).filter((name) => name.endsWith(ending));
  expect(found, `one file that ends on ${ending}`).toHaveLength(1);
  return join(here.folder, found[0] ?? "");
}

describe("over the end of a process", () => {
  it("sends what an earlier process kept, once", async () => {
    const here = await machine();
    const ledger = standIn();
    const first = here.start(ledger);
    fill(first.outbox, 5);
    expect(await first.outbox.kept()).toBe(true);
    await first.kill();
    const second = here.start(ledger);
    await second.outbox.kept();
    expect(second.outbox.state()).toMatchObject({ added: 0, found: 5, waiting: 5 });
    // nobody adds and nobody flushes
    await second.time.advance(5000);
    await second.outbox.flush();
    expect(second.outbox.state()).toMatchObject({ acked: 5, waiting: 0 });
    expect([...ledger.counts.values()]).toEqual([1, 1, 1, 1, 1]);
    expect(ledger.faults).toEqual([]);
  });

  it("sends the same bytes under the same number, where the answer was lost", async () => {
    const here = await machine();
    const ledger = standIn({ mood: (n) => (n === 0 ? "take-then-cut" : "take") });
    const first = here.start(ledger);
    fill(first.outbox, 3);
    await first.outbox.flush();
    await first.kill();
    const second = here.start(ledger);
    await second.outbox.flush();
    expect(second.outbox.state()).toMatchObject({ duplicates: 3, waiting: 0 });
    expect(new Set(ledger.asked.map(({ body }) => body)).size).toBe(1);
    expect(ledger.faults).toEqual([]);
  });

  it("goes on with the producer and its numbers, and uses none twice", async () => {
    const here = await machine();
    const ledger = standIn();
    for (let n = 0; n < 4; n += 1) {
      const process = here.start(ledger);
      fill(process.outbox, 2, `p${n}-`);
      await process.outbox.flush();
      expect(process.outbox.state()).toMatchObject({ acked: 2, waiting: 0 });
      await (n % 2 === 0 ? process.kill() : process.outbox.close());
    }
    expect(new Set(ledger.asked.map(({ producer }) => producer)).size).toBe(1);
    expect(ledger.asked.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(ledger.faults).toEqual([]);
  });

  it("leaves out a last line that was never whole", async () => {
    const here = await machine();
    const ledger = standIn();
    const first = here.start(ledger);
    fill(first.outbox, 3);
    await first.kill();
    const journal = await fileOf(here, ".journal");
    await truncate(journal, (await stat(journal)).size - 4);
    const second = here.start(ledger);
    await second.outbox.flush();
    expect(second.outbox.state()).toMatchObject({ found: 2, acked: 2, lost: 0 });
    expect([...ledger.counts.keys()]).toEqual(["m0", "m1"]);
  });

  it("counts lines that a loss of power has spoilt, and sends the others", async () => {
    const here = await machine();
    const ledger = standIn({ mood: (n) => (n === 0 ? "cut" : "take") });
    const first = here.start(ledger);
    fill(first.outbox, 3);
    await first.outbox.flush();
    await first.kill();
    const sent = await fileOf(here, ".3.sent");
    await writeFile(sent, (await readFile(sent, "utf8")).replace(/^.*"m1".*$/mu, "\0\0\0\0"));
    const second = here.start(ledger);
    await second.outbox.flush();
    expect(second.outbox.state()).toMatchObject({ found: 3, acked: 2, lost: 1, waiting: 0 });
    expect([...ledger.counts.keys()]).toEqual(["m0", "m2"]);
  });

  it("remembers that a batch was split, so that no event goes under two numbers", async () => {
    const here = await machine();
    let cut = false;
    const small = standIn({ mostBytes: 700 });
    const ledger: typeof small = {
      ...small,
      fetch: (url, request) => {
        // the first half comes through, then the process dies
        if (cut && small.counts.size > 0) throw new TypeError("fetch failed");
        return small.fetch(url, request);
      },
    };
    cut = true;
    const first = here.start(ledger);
    fill(first.outbox, 10);
    await first.outbox.flush();
    expect(first.outbox.state().waiting).toBeGreaterThan(0);
    await first.kill();
    cut = false;
    const second = here.start(ledger);
    await second.outbox.flush();
    fill(second.outbox, 1, "next");
    await second.outbox.flush();
    const state = second.outbox.state();
    expect(state).toMatchObject({ waiting: 0, lost: 0, refused: 0 });
    expect(small.counts.size).toBe(11);
    expect(small.faults).toEqual([]);
  });

  it("never sends under other numbers what may have counted under theirs, in an earlier process", async () => {
    const here = await machine();
    const ledger = standIn({
      mood: (n) => (n === 0 ? "take-then-cut" : "take"),
      mostBytes: (n) => (n === 0 ? 10_000 : 300),
    });
    const first = here.start(ledger);
    fill(first.outbox, 4);
    await first.outbox.flush();
    await first.kill();
    const second = here.start(ledger);
    await second.outbox.flush();
    expect(second.outbox.state()).toMatchObject({ refused: 4, waiting: 0 });
    expect(ledger.faults).toEqual([]);
    const letters = (await readFile(join(here.folder, "refused.jsonl"), "utf8")).trimEnd().split("\n");
    expect(letters.map((line) => JSON.parse(line).maybe_counted)).toEqual([true, true, true, true]);
  });

  it("keeps events over a close without a ledger, and tells of none lost", async () => {
    const here = await machine();
    const away = standIn({ mood: () => "cut" });
    const first = here.start(away);
    fill(first.outbox, 4);
    expect(await first.outbox.close()).toMatchObject({ waiting: 4, lost: 0 });
    expect(first.time.timers).toBe(0);
    const ledger = standIn();
    const second = here.start(ledger);
    await second.outbox.flush();
    expect(second.outbox.state()).toMatchObject({ found: 4, acked: 4 });
  });
});

describe("several processes", () => {
  it("write apart, and the living take over from the dead", async () => {
    const here = await machine();
    const away = standIn({ mood: () => "cut" });
    const ledger = standIn();
    const one = here.start(away);
    const other = here.start(ledger);
    fill(one.outbox, 2, "one");
    fill(other.outbox, 2, "other");
    await one.outbox.kept();
    await other.outbox.flush();
    await other.time.advance(20_000);
    await other.outbox.flush();
    expect([...ledger.counts.keys()]).toEqual(["other0", "other1"]);
    await one.kill();
    await other.time.advance(20_000);
    await other.outbox.flush();
    expect(ledger.counts.size).toBe(4);
    expect(new Set(ledger.asked.map(({ producer }) => producer)).size).toBe(2);
    // what is empty is cleared away
    await other.time.advance(20_000);
    await other.outbox.kept();
    expect(await here.files()).toHaveLength(1);
    expect(ledger.faults).toEqual([]);
  });

  it("race for what the dead left, and each file has one heir", async () => {
    const here = await machine();
    const away = standIn({ mood: () => "cut" });
    const dead = Array.from({ length: 4 }, () => here.start(away));
    for (const [index, { outbox }] of dead.entries()) {
      fill(outbox, 3, `p${index}-`);
      await outbox.kept();
    }
    for (const process of dead) await process.kill();
    const ledger = standIn();
    const heirs = Array.from({ length: 6 }, () => here.start(ledger));
    await Promise.all(heirs.map(({ outbox }) => outbox.flush()));
    expect(heirs.reduce((sum, { outbox }) => sum + outbox.state().acked, 0)).toBe(12);
    expect(ledger.counts.size).toBe(12);
    expect(ledger.faults).toEqual([]);
  });

  it("wait for signs of life where nothing else tells, and take over when there are none", async () => {
    const here = await machine();
    here.life = "unknown";
    const away = standIn({ mood: () => "cut" });
    const ledger = standIn();
    const gone = here.start(away);
    const alive = here.start(away);
    const watcher = here.start(ledger);
    fill(gone.outbox, 1, "gone");
    fill(alive.outbox, 1, "alive");
    await gone.outbox.kept();
    await alive.outbox.kept();
    await watcher.outbox.kept();
    for (let minute = 0; minute < 4; minute += 0.25) {
      for (const { time, outbox } of [watcher, alive]) {
        await time.advance(15_000);
        await outbox.kept();
      }
    }
    await watcher.outbox.flush();
    expect([...ledger.counts.keys()]).toEqual(["gone0"]);
    // it comes back, finds that it was taken for dead, and goes on in a new folder
    await gone.time.advance(15_000);
    fill(gone.outbox, 1, "back");
    expect(await gone.outbox.kept()).toBe(true);
    expect(gone.outbox.state()).toMatchObject({ waiting: 1, lost: 0 });
    expect(gone.problems.map(({ words }) => words).join()).toContain("1 events of ours were taken over");
  });
});

it("takes over at once from processes elsewhere that have been silent for very long", async () => {
  const here = await machine();
  here.life = "unknown";
  const gone = here.start(standIn({ mood: () => "cut" }));
  fill(gone.outbox, 2);
  await gone.kill();
  here.startMs = Date.now() + 1_000_000;
  const ledger = standIn();
  const job = here.start(ledger);
  fill(job.outbox, 1, "job");
  expect(await job.outbox.close()).toMatchObject({ found: 2, acked: 3, waiting: 0 });
  expect(ledger.faults).toEqual([]);
});
