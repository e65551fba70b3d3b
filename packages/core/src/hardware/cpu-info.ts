/**
 * What `/proc/cpuinfo` tells of the CPU. Text in, facts out: the file is read elsewhere.
 * @module
 */

/** What is known of a CPU from the outside. */
export interface CpuIdentity {
  /** "model name", or what a console calls it. */
  readonly name?: string;
  /** "vendor_id" as printed: GenuineIntel, AuthenticAMD. */
  readonly vendorId?: string;
  /** "cpu family", decimal. */
  readonly family?: number;
  /** "model", decimal. */
  readonly model?: number;
  readonly stepping?: number;
  /** Arm: "CPU implementer". */
  readonly implementer?: number;
  /** Arm: "CPU part" of the last core listed, which is a big one where cores differ. */
  readonly part?: number;
}

/** A CPU's identity and what the machine says of its size. What the text does not say is undefined. */
export interface CpuInfo extends CpuIdentity {
  /** Hardware threads that the machine or the container's host shows: the processors listed. */
  readonly threads?: number;
  readonly coresPerSocket?: number;
  readonly sockets?: number;
}

/** A whole number >= 0, decimal or 0x…; undefined when it is none. */
function count(text: string | undefined): number | undefined {
  if (text === undefined || !/^(?:0x[\da-f]+|\d+)$/i.test(text)) return undefined;
  return Number(text);
}

/** A name, unless the hypervisor wrote that it knows none. */
function known(text: string | undefined): string | undefined {
  return text === undefined || text === "" || /^(?:unknown|not specified|0)$/i.test(text) ? undefined : text;
}

/** The same object without its undefined fields. */
function stated<T extends object>(fields: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

/**
 * Reads the text of `/proc/cpuinfo`, in its x86 or Arm form. Lines that are no `key : value` are passed over; what is
 * not there stays undefined, and an empty text gives an empty answer.
 */
export function parseCpuInfo(text: string): CpuInfo {
  const last = new Map<string, string>();
  const packages = new Set<string>();
  let threads = 0;
  for (const line of text.split(/\r?\n/)) {
    const colon = line.indexOf(":");
    if (colon < 0) continue;
    const key = line.slice(0, colon).trim();
    const value = line.slice(colon + 1).trim();
    // "processor : 0"; 32-bit Arm also writes "Processor : ARMv7", which is a name.
    if (key === "processor" && count(value) !== undefined) threads += 1;
    if (key === "physical id") packages.add(value);
    last.set(key, value);
  }
  const read = (key: string): string | undefined => last.get(key);
  return stated<CpuInfo>({
    // Boards write their own name as "Model", and x86 its number as "model".
    name: known(read("model name")) ?? known(read("Model")),
    vendorId: known(read("vendor_id")),
    family: count(read("cpu family")),
    model: count(read("model")),
    stepping: count(read("stepping")),
    implementer: count(read("CPU implementer")),
    part: count(read("CPU part")),
    threads: threads === 0 ? undefined : threads,
    coresPerSocket: count(read("cpu cores")),
    sockets: packages.size === 0 ? undefined : packages.size,
  });
}
