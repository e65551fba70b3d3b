import { zipSync } from "fflate";
import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { HostileArtifact } from "./hostile-artifact.ts";
import { readZippedJson } from "./zipped-json.ts";

const WANTED = { name: "check.json", maxBytes: 10_000 };
const GOOD = '{"kind":"failed"}';

function zipped(entries: Readonly<Record<string, string>>, level: 0 | 6 = 6): Uint8Array {
  const bytes = Object.entries(entries).map(
    ([name, text]) => [name, new TextEncoder().encode(text)] as const,
  );
  return zipSync(Object.fromEntries(bytes), { level });
}

/** Writes a little-endian number over what follows a signature, counted from its last place. */
function forged(zip: Uint8Array, signature: number, offset: number, value: number, bytes: 2 | 4): Uint8Array {
  const copy = Buffer.from(zip);
  const mark = Buffer.alloc(4);
  mark.writeUInt32LE(signature);
  copy.writeUIntLE(value, copy.lastIndexOf(mark) + offset, bytes);
  return copy;
}

const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END = 0x06054b50;

describe("readZippedJson", () => {
  it.each([0, 6] as const)("reads the file at level %i", (level) => {
    expect(readZippedJson(zipped({ "check.json": GOOD, "other.txt": "x" }, level), WANTED)).toEqual({
      kind: "failed",
    });
  });

  it("reads what upload-artifact streams: sizes after the entry, and a note at the end", () => {
    expect(readZippedJson(streamed(GOOD), WANTED)).toEqual({ kind: "failed" });
  });

  it("reads a view into a larger buffer", () => {
    const zip = zipped({ "check.json": GOOD });
    const larger = new Uint8Array(zip.byteLength + 20);
    larger.set(zip, 10);
    expect(readZippedJson(larger.subarray(10, 10 + zip.byteLength), WANTED)).toEqual({ kind: "failed" });
  });

  it("takes __proto__ for a name like any other", () => {
    const read = readZippedJson(zipped({ "check.json": '{"__proto__":{"a":1}}' }), WANTED);
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
  });

  const bomb = zipped({ "check.json": JSON.stringify("x".repeat(50_000_000)) });
  it.each([
    ["nothing", new Uint8Array(), "no zip"],
    ["no zip", new TextEncoder().encode("<html>".repeat(100)), "no zip"],
    ["half a zip", zipped({ "check.json": GOOD }).subarray(0, 60), "no zip"],
    ["a zip of nothing", zipped({}), "has no file check.json, but 0 of other names"],
    ["a zip of other names", zipped({ "checks.json": GOOD, "a/check.json": GOOD }), "but 2 of other names"],
    ["a bomb", bomb, "more than 10000 bytes"],
    ["a bomb that claims to be small", forged(bomb, ENTRY, 24, 17, 4), "more than 10000 bytes"],
    ["a large file, stored", zipped({ "check.json": `"${"x".repeat(10_000)}"` }, 0), "more than 10000 bytes"],
    [
      "too many entries",
      zipped(Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`${i}`, ""]))),
      "17 entries",
    ],
    ["a name that climbs", zipped({ "check.json": GOOD, "../x": "" }), "leads out of it"],
    ["a name that climbs inside", zipped({ "check.json": GOOD, "a/../../x": "" }), "leads out of it"],
    ["an absolute name", zipped({ "check.json": GOOD, "/x": "" }), "leads out of it"],
    ["a name with a backslash", zipped({ "check.json": GOOD, "..\\x": "" }), "leads out of it"],
    ["a name of a drive", zipped({ "check.json": GOOD, "C:x": "" }), "leads out of it"],
    [
      "a name with a control character",
      zipped({ "check.json": GOOD, "x\n::error::": "" }),
      "leads out of it",
    ],
    ["two files of one name", twice(), "two entries of one name"],
    ["no JSON", zipped({ "check.json": "{" }), "no JSON"],
    ["no UTF-8", zipSync({ "check.json": Uint8Array.of(0x22, 0xff, 0x22) }), "no JSON in UTF-8"],
    ["encryption", forged(zipped({ "check.json": GOOD }), ENTRY, 8, 1, 2), "encrypted"],
    ["an unusual packing", forged(zipped({ "check.json": GOOD }), ENTRY, 10, 12, 2), "unusual way"],
    [
      "a wrong checksum",
      forged(zipped({ "check.json": GOOD }), ENTRY, 16, 1, 4),
      "not what the archive's directory",
    ],
    [
      "a wrong size",
      forged(zipped({ "check.json": GOOD }), ENTRY, 24, 5, 4),
      "not what the archive's directory",
    ],
    [
      "a packed size past the end",
      forged(zipped({ "check.json": GOOD }), ENTRY, 20, 9999, 4),
      "an entry is not where",
    ],
    [
      "an entry past the end",
      forged(zipped({ "check.json": GOOD }), ENTRY, 42, 9999, 4),
      "an entry is not where",
    ],
    [
      "no entry at its place",
      forged(zipped({ "check.json": GOOD }), LOCAL, 0, 0, 4),
      "an entry is not where",
    ],
    [
      "a directory past the end",
      forged(zipped({ "check.json": GOOD }), END, 16, 9999, 4),
      "an entry of its directory",
    ],
    ["zip64", forged(zipped({ "check.json": GOOD }), END, 16, 0xffffffff, 4), "an entry of its directory"],
    ["several disks", forged(zipped({ "check.json": GOOD }), END, 4, 1, 2), "the end of its directory"],
    [
      "a longer name than there is",
      forged(zipped({ "check.json": GOOD }), ENTRY, 28, 9999, 2),
      "an entry of its directory",
    ],
    [
      "what cannot be unpacked",
      forged(zipped({ "check.json": GOOD }), LOCAL, 40, 0xffffffff, 4),
      "cannot be unpacked",
    ],
  ])("refuses %s", (_, zip, message) => {
    const read = (): unknown => readZippedJson(zip, WANTED);
    expect(read).toThrow(HostileArtifact);
    expect(read).toThrow(message);
  });

  it("repeats nothing that the archive says", () => {
    const zip = zipped({ "::error::own-goal": "", "check.jso": "" });
    expect(() => readZippedJson(zip, WANTED)).toThrow(/^(?!.*own-goal)/u);
  });
});

function twice(): Uint8Array {
  const zip = Buffer.from(zipped({ "check.json": GOOD, "check.jsoX": GOOD }));
  for (let at = zip.indexOf("jsoX"); at >= 0; at = zip.indexOf("jsoX")) zip.write("json", at);
  return zip;
}

/** As archiver writes it: bit 3 set, no sizes before the data, a descriptor behind it. */
function streamed(text: string): Uint8Array {
  const plain = zipped({ "check.json": text });
  const packed = deflateRawSync(text);
  const name = Buffer.from("check.json");
  const directory = Buffer.from(plain.subarray(Buffer.from(plain).lastIndexOf(Buffer.of(0x50, 0x4b, 1, 2))));
  const local = Buffer.alloc(30);
  local.writeUInt32LE(LOCAL, 0);
  local.writeUInt16LE(8, 6);
  local.writeUInt16LE(8, 8);
  local.writeUInt16LE(name.byteLength, 26);
  const descriptor = Buffer.alloc(16);
  descriptor.writeUInt32LE(0x08074b50, 0);
  directory.writeUInt16LE(8, 8);
  directory.writeUInt32LE(packed.byteLength, 20);
  const end = directory.lastIndexOf(Buffer.of(0x50, 0x4b, 5, 6));
  directory.writeUInt32LE(
    local.byteLength + name.byteLength + packed.byteLength + descriptor.byteLength,
    end + 16,
  );
  directory.writeUInt16LE(4, end + 20);
  return Buffer.concat([local, name, packed, descriptor, directory, Buffer.from("note")]);
}
