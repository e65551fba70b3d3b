/**
 * The central directory of a zip, read with suspicion (PKWARE APPNOTE 6.3.10, 4.3 and 4.4). Only what upload-artifact
 * writes is taken: one disk, no zip64, no encryption, stored or deflated.
 *
 * fflate streams by local headers and guesses where an entry of unknown size ends; its other reader believes the sizes
 * that the archive states.
 * @module
 */
import { HostileArtifact } from "./hostile-artifact.ts";

/** An entry, as the directory states it. Sizes are claims. */
export interface ZipEntry {
  readonly name: string;
  readonly method: "stored" | "deflated";
  readonly crc: number;
  readonly size: number;
  /** As it lies in the archive. */
  readonly packed: Uint8Array;
}

const END = 0x06054b50;
const END_BYTES = 22;
const LONGEST_NOTE = 0xffff;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
const ENCRYPTED = 0x1;

/**
 * Every entry of a zip.
 * @throws HostileArtifact for more than `maxEntries`, a name that leads elsewhere or is there twice, and for what is
 * no such zip.
 */
export function zipEntries(zip: Uint8Array, { maxEntries }: { readonly maxEntries: number }): ZipEntry[] {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = endOfDirectory(view);
  const count = view.getUint16(end + 10, true);
  if (count > maxEntries) {
    throw new HostileArtifact(`the archive has ${count} entries; at most ${maxEntries} would be right`);
  }
  const entries: ZipEntry[] = [];
  const names = new Set<string>();
  let at = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index++) {
    if (at + ENTRY_BYTES > end || view.getUint32(at, true) !== ENTRY)
      throw broken("an entry of its directory");
    const nameBytes = view.getUint16(at + 28, true);
    const next = at + ENTRY_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > end) throw broken("an entry of its directory");
    const name = nameOf(zip.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes));
    if (names.has(name)) throw new HostileArtifact("the archive has two entries of one name");
    names.add(name);
    entries.push(entryAt(zip, view, at, name));
    at = next;
  }
  return entries;
}

function endOfDirectory(view: DataView): number {
  const first = Math.max(0, view.byteLength - END_BYTES - LONGEST_NOTE);
  for (let at = view.byteLength - END_BYTES; at >= first; at--) {
    if (
      view.getUint32(at, true) !== END ||
      at + END_BYTES + view.getUint16(at + 20, true) !== view.byteLength
    ) {
      continue;
    }
    const disks = view.getUint16(at + 4, true) + view.getUint16(at + 6, true);
    if (disks !== 0 || view.getUint16(at + 8, true) !== view.getUint16(at + 10, true)) break;
    return at;
  }
  throw broken("the end of its directory");
}

function entryAt(zip: Uint8Array, view: DataView, at: number, name: string): ZipEntry {
  const method = view.getUint16(at + 10, true);
  if ((view.getUint16(at + 8, true) & ENCRYPTED) !== 0 || (method !== 0 && method !== 8)) {
    throw new HostileArtifact(
      "an entry of the archive is encrypted or packed in an unusual way; deflate would be right",
    );
  }
  const packedBytes = view.getUint32(at + 20, true);
  const local = view.getUint32(at + 42, true);
  if (local + LOCAL_BYTES > view.byteLength || view.getUint32(local, true) !== LOCAL)
    throw broken("an entry");
  const start = local + LOCAL_BYTES + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (start + packedBytes > view.byteLength) throw broken("an entry");
  return {
    name,
    method: method === 0 ? "stored" : "deflated",
    crc: view.getUint32(at + 16, true),
    size: view.getUint32(at + 24, true),
    packed: zip.subarray(start, start + packedBytes),
  };
}

/** Nothing is ever written under such a name, but who sends one means no good. */
function nameOf(bytes: Uint8Array): string {
  let name: string;
  try {
    name = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new HostileArtifact("the name of an entry of the archive is no UTF-8");
  }
  const leads = name.split("/").includes("..") || /^\/|\\|^[A-Za-z]:|\p{Cc}/u.test(name);
  if (name === "" || leads) {
    throw new HostileArtifact(
      "the name of an entry of the archive leads out of it; a plain file name would be right",
    );
  }
  return name;
}

function broken(what: string): HostileArtifact {
  return new HostileArtifact(
    `the artifact is no zip as upload-artifact writes it: ${what} is not where it should be`,
  );
}
