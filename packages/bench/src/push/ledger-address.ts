/**
 * Which addresses a ledger may have: keys and tokens are sent there.
 * @module
 */

/** Whether a host is this machine itself: `localhost`, `127.0.0.0/8` or `[::1]`, as a `URL` spells them. */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/u.test(hostname);
}

/**
 * What is wrong with an address as a ledger's, or undefined when nothing is. Right is https (http on loopback only) and
 * no credentials, query or fragment: what is secret does not stand in an address, and `/v1/runs` is put behind it.
 */
export function ledgerAddressFault(text: string): string | undefined {
  const url = URL.parse(text);
  if (url === null) return "that is no address";
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) {
    return "it is not https, and what opens the ledger is sent there";
  }
  if (url.username !== "" || url.password !== "") return "it holds credentials, and none are needed";
  if (url.search !== "" || url.hash !== "") return "it has a query or a fragment";
  return undefined;
}

/** Address of one of a ledger's doors: `/v1/runs` behind `https://ledger.example/gramme/`. */
export function ledgerDoor(ledger: string, path: string): string {
  return `${new URL(ledger).href.replace(/\/+$/u, "")}${path}`;
}
