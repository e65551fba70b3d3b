import { beforeEach, describe, expect, it } from "vitest";
import { forgetProfileVersions } from "../profiles/registry.ts";
import { bindings, rowsOf } from "../shard/shard.fixture.ts";
import { eventNow, LOCAL, numberedBatch, send } from "./door.fixture.ts";

const put = (id: string, version: number) =>
  bindings.BOOK.prepare("INSERT INTO profiles VALUES (?, ?, ?, 0, NULL, '{}')")
    .bind(LOCAL, id, version)
    .run();
const counted = async (): Promise<number> =>
  (await rowsOf<{ n: number }>("SELECT coalesce(sum(count), 0) AS n FROM cells", LOCAL))[0]?.n ?? Number.NaN;
const codes = (answer: Awaited<ReturnType<typeof send>>) =>
  answer.body.rejected.map(({ index, code }) => [index, code]);

beforeEach(() => forgetProfileVersions());

describe("the replay of a batch that counted in part", () => {
  it("is told of an event that was refused then, though it would be taken now", async () => {
    const batch = numberedBatch(1, eventNow(), eventNow({ profile: "gpu", id: "late" }), eventNow());
    const first = await send(batch);
    expect(first.body).toMatchObject({ accepted: 2, duplicates: 0 });
    expect(codes(first)).toEqual([[1, "unknown-profile"]]);
    // the answer is lost; somebody makes the profile; the same batch comes again
    await put("gpu", 1);
    const again = await send(batch);
    expect(again.body).toMatchObject({ accepted: 0, duplicates: 2 });
    expect(codes(again)).toEqual([[1, "unknown-profile"]]);
    expect(again.body.rejected[0]).toMatchObject({ id: "late" });
    expect(await counted()).toBe(2);
  });

  it("is told of what its shard refused, whatever version of the profile holds by now", async () => {
    await put("gpu", 1);
    const most = { profile: "gpu", energy_uj: 1e15 };
    const many = Array.from({ length: 10 }, () => eventNow(most));
    const batch = numberedBatch(1, eventNow(), ...many);
    const refused = many.map((_, n) => [n + 1, "counter-overflow"]);
    expect(codes(await send(batch))).toEqual(refused);
    await put("gpu", 2);
    forgetProfileVersions();
    const again = await send(batch);
    expect(codes(again)).toEqual(refused);
    expect(again.body).toMatchObject({ accepted: 0, duplicates: 1 });
  });
});
