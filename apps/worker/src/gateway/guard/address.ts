/**
 * Which IP addresses are of the public internet. Everything that IANA's special-purpose registries keep back is not.
 * @module
 */

/** IPv4 blocks that no upstream may stand in: IANA's special-purpose registry, multicast, and clouds' metadata. */
const CLOSED_IPV4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  // Azure's platform address, though it lies in public space
  "168.63.129.16/32",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
].map((block) => {
  const [base = "", bits = ""] = block.split("/");
  return { base: ipv4Number(base) ?? 0, size: 2 ** (32 - Number(bits)) };
});

/** IPv6 blocks within global unicast (2000::/3) that reach somewhere else: Teredo and its like, 6to4, documentation. */
const CLOSED_IPV6 = [
  { start: [0x2001, 0x0000], bits: 23 },
  { start: [0x2001, 0x0db8], bits: 32 },
  { start: [0x2002, 0x0000], bits: 16 },
  { start: [0x3fff, 0x0000], bits: 20 },
] as const;

/** What a host of a parsed URL is. */
export type HostKind = "name" | "public-address" | "closed-address";

/**
 * What the host of a parsed URL is. The URL parser has brought every spelling of an IPv4 address (decimal, octal, hex,
 * short, full-width) into four decimals by then, and refused zone ids.
 * @param hostname `URL.hostname`, without a trailing dot
 */
export function hostKind(hostname: string): HostKind {
  if (hostname.startsWith("["))
    return isPublicIpv6(hostname.slice(1, -1)) ? "public-address" : "closed-address";
  const ipv4 = ipv4Number(hostname);
  if (ipv4 === undefined) return "name";
  return CLOSED_IPV4.some(({ base, size }) => ipv4 >= base && ipv4 < base + size)
    ? "closed-address"
    : "public-address";
}

function ipv4Number(text: string): number | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/u.exec(text)?.slice(1).map(Number);
  return parts?.reduce((number, part) => number * 256 + part, 0);
}

/** Whether an IPv6 address, as the URL parser writes it, is global unicast and carries no other address inside. */
function isPublicIpv6(text: string): boolean {
  const [head = "", tail] = text.split("::");
  const first = head === "" ? [] : head.split(":");
  const last = tail === undefined || tail === "" ? [] : tail.split(":");
  const words = [...first, ...Array.from({ length: 8 - first.length - last.length }, () => "0"), ...last].map(
    (word) => Number.parseInt(word, 16),
  );
  if (words.length !== 8 || words.some(Number.isNaN)) return false;
  const upper = (words[0] ?? 0) * 65_536 + (words[1] ?? 0);
  // 2000::/3; so mapped, translated, loopback, unique local, link local and multicast are out without being named
  if (upper < 0x2000_0000 || upper > 0x3fff_ffff) return false;
  return !CLOSED_IPV6.some(({ start, bits }) => {
    const low = start[0] * 65_536 + start[1];
    return upper >= low && upper < low + 2 ** (32 - bits);
  });
}
