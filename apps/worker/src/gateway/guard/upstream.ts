/**
 * Which upstreams a route may have: public ones over TLS, and what the ledger's keeper lists by hand. A name can point
 * anywhere once it is resolved, so this is one of two walls: deployed Workers have no private network to reach, and
 * `gramme serve` refuses private addresses again when it connects.
 * @module
 */
import { hostKind } from "./address.ts";

/** Outcome of looking at an upstream. `why` is for the one who wrote it. */
export type UpstreamVerdict =
  | { readonly ok: true; readonly url: URL }
  | { readonly ok: false; readonly why: string };

/** What is not the same everywhere. */
export interface UpstreamRules {
  /** Origins that may be plain or private. Exact: scheme, host and port. */
  readonly privateOrigins: ReadonlySet<string>;
  /** Hosts (with port) that are the ledger itself: a route to it would go round in circles. */
  readonly ownHosts: readonly string[];
}

/** Names that mean this machine or this network. */
const CLOSED_SUFFIXES = [
  "localhost",
  "localdomain",
  "local",
  "internal",
  "intranet",
  "private",
  "lan",
  "home",
  "corp",
  "arpa",
  "test",
  "example",
  "invalid",
  "onion",
  "alt",
];

// the ports that browsers refuse (WHATWG fetch, "bad port"), then data stores and control planes
const CLOSED_PORTS: ReadonlySet<number> = new Set([
  0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104,
  109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515,
  526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049,
  3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10_080, 445, 873, 1433,
  1521, 2181, 2375, 2376, 2377, 2379, 2380, 3306, 3389, 5432, 5672, 5900, 5984, 5985, 5986, 6379, 6380, 6443,
  7000, 7001, 8500, 9042, 9092, 9200, 9300, 10_250, 10_255, 11_211, 27_017, 27_018, 28_017,
]);

const LONGEST_UPSTREAM = 1000;

const no = (why: string): UpstreamVerdict => ({ ok: false, why });

/**
 * The upstream that `text` names, or why it may not be one. Pure: looked at when a route is written, and again at every
 * forward, since rules change.
 */
export function upstreamVerdict(text: string, rules: UpstreamRules): UpstreamVerdict {
  if (text.length > LONGEST_UPSTREAM) return no(`wants at most ${LONGEST_UPSTREAM} characters`);
  // the parser would drop what stands around and mend the slashes; what is stored should read as what is used
  if (!/^https?:\/\/[^/\s\\][^\s\\]*$/u.test(text))
    return no("wants a URL that begins with https:// and has no spaces");
  const url = URL.parse(text);
  if (url === null) return no("wants a URL, and this is none");
  if (url.username !== "" || url.password !== "" || /^https?:\/\/[^/?#]*@/u.test(text)) {
    return no("wants no user and no password in the URL; name a secret of the ledger instead");
  }
  if (text.includes("?") || text.includes("#")) return no("wants no query and no fragment");
  if (/\/\/|%2f|%5c|%2e|%25/iu.test(url.pathname)) {
    return no("wants a plain path: no empty segments, no encoded dots or slashes");
  }
  // a trailing dot names the same host, and would slip past a comparison
  if (url.hostname.endsWith(".")) return no("wants a host without a trailing dot");
  if (rules.ownHosts.includes(url.host)) return no("wants another host than the ledger's own");
  if (rules.privateOrigins.has(url.origin)) return { ok: true, url };
  if (url.protocol !== "https:")
    return no("wants https; a plain origin must stand in PRIVATE_UPSTREAMS (gramme serve --upstream ORIGIN)");
  if (url.port !== "" && CLOSED_PORTS.has(Number(url.port)))
    return no(`port ${url.port} is not one for this`);
  const kind = hostKind(url.hostname);
  if (kind === "closed-address") {
    return no(
      "wants an address of the public internet; a private origin must stand in PRIVATE_UPSTREAMS (gramme serve --upstream ORIGIN)",
    );
  }
  if (kind === "name") {
    const labels = url.hostname.split(".");
    if (labels.length === 1 || CLOSED_SUFFIXES.includes(labels.at(-1) ?? "")) {
      return no(
        "wants a name of the public internet; a private origin must stand in PRIVATE_UPSTREAMS (gramme serve --upstream ORIGIN)",
      );
    }
  }
  return { ok: true, url };
}

/** The origins that a comma-separated list names. What is no http(s) origin is left out, and so stays closed. */
export function privateOrigins(list: string | undefined): ReadonlySet<string> {
  const origins = (list ?? "").split(",").flatMap((text) => {
    const url = URL.parse(text.trim());
    return url !== null && (url.protocol === "http:" || url.protocol === "https:") ? [url.origin] : [];
  });
  return new Set(origins);
}
