import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { privateOrigins, upstreamVerdict } from "./upstream.ts";

const RULES = { privateOrigins: new Set<string>(), ownHosts: ["ledger.acme.dev", "127.0.0.1:8787"] };
const taken = (text: string): boolean => upstreamVerdict(text, RULES).ok;

describe("an upstream of the public internet", () => {
  test.each([
    "https://api.openai.com/v1",
    "https://api.openai.com/v1/",
    "https://api.openai.com",
    "https://api.openai.com:443/v1",
    "https://llm.acme.dev:8443/openai/deployments/gpt-4o",
    "https://xn--bcher-kva.ch/v1",
    "https://bücher.ch/v1",
    "https://8.8.8.8/v1",
    "https://[2606:4700:4700::1111]/v1",
    "https://notlocalhost.com",
    "https://local.acme.dev",
    "https://internal.acme.dev",
    "https://10.acme.dev",
    "https://my-service.run.app",
  ])("%s passes", (text) => {
    expect(taken(text)).toBe(true);
  });
});

describe("what is not an upstream", () => {
  test.each([
    // no TLS, or another scheme
    "http://api.openai.com/v1",
    "HTTP://api.openai.com",
    "ftp://api.openai.com",
    "file:///etc/passwd",
    "data:text/plain,x",
    "gopher://api.openai.com:70/",
    "ws://api.openai.com",
    "blob:https://api.openai.com/1",
    "//api.openai.com",
    "api.openai.com/v1",
    "",
    // spellings that the parser mends
    "https:api.openai.com",
    "https:/api.openai.com",
    "https:\\\\api.openai.com",
    "https://api.openai.com\\@10.0.0.1",
    " https://api.openai.com",
    "https://api.openai.com ",
    "https://api.open\tai.com",
    "https://api.openai.com\n",
    "https:///api.openai.com",
    // credentials
    "https://user:password@api.openai.com",
    "https://user@api.openai.com",
    "https://@api.openai.com",
    "https://api.openai.com@10.0.0.1",
    "https://api.openai.com%40evil.com",
    // query and fragment
    "https://api.openai.com/v1?key=1",
    "https://api.openai.com/v1?",
    "https://api.openai.com/v1#x",
    "https://api.openai.com/v1#",
    // paths with two meanings
    "https://api.openai.com//v1",
    "https://api.openai.com/v1%2f..",
    "https://api.openai.com/v1%5c",
    "https://api.openai.com/v1%252e",
    // ports
    "https://api.acme.dev:22",
    "https://api.acme.dev:25",
    "https://api.acme.dev:6379",
    "https://api.acme.dev:10250",
    "https://api.acme.dev:0",
    "https://api.acme.dev:65536",
    // this machine, this network
    "https://localhost",
    "https://localhost:8443",
    "https://LOCALHOST",
    "https://localhost.",
    "https://api.localhost",
    "https://printer.local",
    "https://metadata.google.internal/computeMetadata/v1",
    "https://metadata",
    "https://kubernetes",
    "https://kubernetes.default.svc.cluster.local",
    "https://router.lan",
    "https://nas.home.arpa",
    "https://intranet.corp",
    "https://1.0.0.127.in-addr.arpa",
    "https://api.openai.com.",
    // homographs of closed names: the parser maps them first
    "https://ｌocalhost",
    "https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
    "https://local\u00ADhost",
    "https://api。localhost",
    "https://printer．local",
    "https://１２７.0.0.1",
    "https://127。0。0。1",
    // IPv4, in every spelling
    "https://0.0.0.0",
    "https://0",
    "https://127.0.0.1",
    "https://127.0.0.1.",
    "https://127.1",
    "https://127.0.1",
    "https://2130706433",
    "https://0x7f000001",
    "https://0x7f.1",
    "https://0x7f.0x0.0x0.0x1",
    "https://0177.0.0.1",
    "https://017700000001",
    "https://127.0.0.1:8443",
    "https://10.0.0.1",
    "https://10.255.255.255",
    "https://100.64.0.1",
    "https://100.100.100.200",
    "https://168.63.129.16",
    "https://169.254.169.254/latest/meta-data",
    "https://2852039166",
    "https://0xa9fea9fe",
    "https://0251.0376.0251.0376",
    "https://172.16.0.1",
    "https://172.31.255.255",
    "https://192.0.0.192",
    "https://192.168.1.1",
    "https://192.168.257",
    "https://198.18.0.1",
    "https://203.0.113.7",
    "https://224.0.0.1",
    "https://255.255.255.255",
    "https://999.1.1.1",
    "https://1.2.3.4.5",
    // IPv6, in every spelling
    "https://[::]",
    "https://[::1]",
    "https://[0:0:0:0:0:0:0:1]",
    "https://[::ffff:127.0.0.1]",
    "https://[::ffff:7f00:1]",
    "https://[::ffff:8.8.8.8]",
    "https://[::127.0.0.1]",
    "https://[64:ff9b::7f00:1]",
    "https://[64:ff9b:1::1]",
    "https://[100::1]",
    "https://[2001::1]",
    "https://[2001:db8::1]",
    "https://[2002:7f00:1::]",
    "https://[3fff::1]",
    "https://[5f00::1]",
    "https://[fc00::1]",
    "https://[fd00:ec2::254]",
    "https://[fe80::1]",
    "https://[fe80::1%25eth0]",
    "https://[fe80::1%eth0]",
    "https://[fec0::1]",
    "https://[ff02::1]",
    "https://[::1]:8443",
    "https://[::1",
    // the ledger itself
    "https://ledger.acme.dev/proxy/openai",
    "https://LEDGER.acme.dev",
  ])("%j is refused", (text) => {
    expect(upstreamVerdict(text, RULES)).toMatchObject({ ok: false, why: expect.any(String) });
  });

  test("no address of a closed block passes, however it is spelt", () => {
    const closed = fc.oneof(
      fc.tuple(fc.constantFrom(0, 10, 127), fc.nat(255), fc.nat(255), fc.nat(255)),
      fc.tuple(fc.constant(192), fc.constant(168), fc.nat(255), fc.nat(255)),
      fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), fc.nat(255), fc.nat(255)),
      fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), fc.nat(255), fc.nat(255)),
      fc.tuple(fc.constant(169), fc.constant(254), fc.nat(255), fc.nat(255)),
      fc.tuple(fc.integer({ min: 224, max: 255 }), fc.nat(255), fc.nat(255), fc.nat(255)),
    );
    const radix = fc.array(fc.constantFrom(8, 10, 16), { minLength: 4, maxLength: 4 });
    const spelt = (part: number, base: number): string =>
      base === 16 ? `0x${part.toString(16)}` : base === 8 ? `0${part.toString(8)}` : String(part);
    fc.assert(
      fc.property(closed, radix, fc.integer({ min: 1, max: 4 }), (parts, bases, pieces) => {
        // the last piece may hold all the bytes that are left
        const tail = parts.slice(pieces - 1).reduce((number, part) => number * 256 + part, 0);
        const host = [...parts.slice(0, pieces - 1), tail]
          .map((part, index) => spelt(part, bases[index] ?? 10))
          .join(".");
        const [a, b, c, d] = parts;
        const mapped = `[::ffff:${a}.${b}.${c}.${d}]`;
        expect(taken(`https://${host}/v1`)).toBe(false);
        expect(taken(`https://${host}./v1`)).toBe(false);
        expect(taken(`https://${mapped}/v1`)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("origins that the keeper lists", () => {
  const rules = {
    privateOrigins: privateOrigins(
      "http://127.0.0.1:11434, https://gpu.lan ,nonsense,ftp://x, http://[::1]:8000",
    ),
    ownHosts: ["127.0.0.1:8787"],
  };

  test.each([
    ["http://127.0.0.1:11434/v1", true],
    ["http://127.1:11434", true],
    ["https://gpu.lan/v1", true],
    ["https://gpu.lan:443", true],
    ["http://[::1]:8000", true],
    // scheme, host and port are all of it
    ["https://127.0.0.1:11434", false],
    ["http://127.0.0.1:11435", false],
    ["http://127.0.0.1", false],
    ["http://127.0.0.2:11434", false],
    ["http://localhost:11434", false],
    ["http://gpu.lan", false],
    ["https://x.gpu.lan", false],
    ["http://127.0.0.1:11434@10.0.0.1", false],
    ["http://user@127.0.0.1:11434", false],
    ["http://127.0.0.1:8787", false],
  ])("%s: %s", (text, ok) => {
    expect(upstreamVerdict(text, rules).ok).toBe(ok);
  });

  test("the ledger itself is none, listed or not", () => {
    const own = privateOrigins("http://127.0.0.1:8787");
    expect(upstreamVerdict("http://127.0.0.1:8787/proxy/a", { ...rules, privateOrigins: own }).ok).toBe(
      false,
    );
  });

  test("no list is an empty one", () => {
    expect(privateOrigins(undefined).size).toBe(0);
    expect(privateOrigins("").size).toBe(0);
  });
});
