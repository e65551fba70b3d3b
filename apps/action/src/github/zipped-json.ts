/**
 * One JSON file out of an artifact.
 * @module
 */
import { crc32, inflateRawSync } from "node:zlib";
import { HostileArtifact } from "./hostile-artifact.ts";
import type { ZipEntry } from "./zip-directory.ts";
import { zipEntries } from "./zip-directory.ts";

/** A job of ours uploads one file. */
const MOST_ENTRIES = 16;

/**
 * Reads the entry `name`, of at most `maxBytes` when unpacked. What it holds is still a stranger's: check its form.
 * @throws HostileArtifact when it is not there, not JSON, too large, or in an archive that is not to be trusted.
 */
export function readZippedJson(
  zip: Uint8Array,
  { name, maxBytes }: { readonly name: string; readonly maxBytes: number },
): unknown {
  const entries = zipEntries(zip, { maxEntries: MOST_ENTRIES });
  const entry = entries.find((one) => one.name === name);
  if (entry === undefined) {
    throw new HostileArtifact(`the artifact has no file ${name}, but ${entries.length} of other names`);
  }
  const bytes = unpack(entry, maxBytes);
  if (bytes.byteLength !== entry.size || crc32(bytes) !== entry.crc) {
    throw new HostileArtifact(`${name} in the artifact is not what the archive's directory says`);
  }
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new HostileArtifact(`${name} in the artifact is no JSON in UTF-8`);
  }
}

function unpack({ name, method, packed }: ZipEntry, maxBytes: number): Uint8Array {
  const tooLarge = new HostileArtifact(
    `${name} in the artifact has more than ${maxBytes} bytes, the most that is read`,
  );
  if (method === "stored") {
    if (packed.byteLength > maxBytes) throw tooLarge;
    return packed;
  }
  try {
    // stops as soon as there is more, whatever size the archive claims
    return inflateRawSync(packed, { maxOutputLength: maxBytes });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge;
    throw new HostileArtifact(`${name} in the artifact cannot be unpacked`);
  }
}
