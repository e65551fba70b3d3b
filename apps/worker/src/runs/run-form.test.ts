import { beforeEach, describe, expect, it } from "vitest";
import { MOST_RUN_BYTES } from "./book-run.ts";
import { largeRun } from "./large-run.fixture.ts";
import { envelope, runResult, SOURCE, workload } from "./run.fixture.ts";
import { allRuns, type Sender, senderOf } from "./runs-door.fixture.ts";

let acme: Sender;
beforeEach(async () => {
  acme = await senderOf();
});

describe("a run that is none", () => {
  it("is told what is wrong, and little of it is repeated", async () => {
    const bad = { ...envelope(), source: { ...SOURCE, sha: "x".repeat(5000) } };
    const { status, body } = await acme.send(bad);
    expect([status, body.errors?.[0]?.field]).toEqual([422, "source.sha"]);
    expect(JSON.stringify(body).length).toBeLessThan(600);
  });

  it("is looked at no further than it is told", async () => {
    const many = Array.from({ length: 1000 }, () => ({}));
    const of = (workloads: readonly unknown[]) => ({
      ...envelope(),
      run: { ...runResult(), workloads: workloads as never },
    });
    const one = await acme.send(of([workload(), ...many]));
    expect([one.status, one.body.code]).toEqual([422, "malformed-body"]);
    const flood = await acme.send(of(Array.from({ length: 190_000 }, () => ({}))));
    expect(flood.body.errors?.map(({ detail }) => detail)).toEqual([
      "wants lists and objects of at most 1000 entries",
    ]);
    const first = await acme.send(of([workload(), ...many.slice(1)]));
    expect(new Set(first.body.errors?.map(({ field }) => field?.split(".")[1]))).toEqual(
      new Set(["workloads[1]"]),
    );
    const unknown = { ...envelope(), ["x".repeat(100_000)]: 1 };
    expect(JSON.stringify((await acme.send(unknown)).body).length).toBeLessThan(1000);
  });

  it("has a figure that would make a sum infinite", async () => {
    const huge = runResult({ workloads: [{ ...workload(), units_in_one: 1e300 }] });
    const { status, body } = await acme.send(envelope({ run: huge }));
    expect([status, body.code]).toEqual([422, "malformed-body"]);
  });
});

describe("what a run may weigh", () => {
  it("is more than the largest bench has, with room", () => {
    const largest = JSON.stringify(envelope({ run: largeRun({ workloads: 9, pairs: 200 }) }));
    expect(largest.length).toBeGreaterThan(1_000_000);
    expect(largest.length).toBeLessThan(0.8 * MOST_RUN_BYTES);
  });

  it("is not more than a row of the book can hold", async () => {
    const filled = (letter: string, bytes: number) =>
      envelope({ run: runResult({ gramme: letter.repeat(bytes) }) });
    const rest = new TextEncoder().encode(JSON.stringify(filled("", 0))).byteLength;
    expect((await acme.send(filled("x", MOST_RUN_BYTES - rest + 1))).body.code).toBe("too-large");
    const wide = await acme.send(filled("é", MOST_RUN_BYTES / 2));
    expect([wide.status, wide.body.code]).toEqual([413, "too-large"]);
    expect(await acme.send(filled("x", MOST_RUN_BYTES - rest))).toMatchObject({ status: 201 });
  });

  it("can be sent by eight at once", async () => {
    const sent = Array.from({ length: 8 }, (_, n) =>
      envelope({
        run: largeRun({ workloads: 9, pairs: 200, seed: n + 1 }),
        source: { ...SOURCE, run_id: n + 1 },
        trained: ["workload-0"],
      }),
    );
    const answers = await Promise.all(sent.map((one) => acme.send(one)));
    expect(answers.map(({ status, body }) => [status, body.errors])).toEqual(
      sent.map(() => [201, undefined]),
    );
    expect(await allRuns()).toHaveLength(8);
  });
});
