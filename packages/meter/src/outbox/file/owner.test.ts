/** Who lives: this process does, and one that has its number again does not. */
import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { ownerOf, ownerText, ownersHere } from "./owner.ts";

const owners = ownersHere();

it("knows itself", () => {
  expect(owners.lifeOf(owners.me)).toBe("alive");
  expect(ownerOf(ownerText(owners.me))).toEqual(owners.me);
});

it("does not take a later process for an earlier one with the same number", () => {
  expect(owners.lifeOf({ ...owners.me, start: owners.me.start - 1 })).toBe("dead");
});

it("knows that a process ended", () => {
  const { pid } = spawnSync(process.execPath, ["--version"]);
  expect(owners.lifeOf({ ...owners.me, pid })).toBe("dead");
});

it("does not judge processes of another machine, boot or container", () => {
  expect(owners.lifeOf({ ...owners.me, place: "000000000000" })).toBe("unknown");
});

it("does not take other names for owners", () => {
  expect(ownerOf("free")).toBeUndefined();
  expect(ownerOf("of somebody")).toBeUndefined();
});
