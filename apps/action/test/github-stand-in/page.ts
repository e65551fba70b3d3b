/**
 * Pages of a list, as GitHub cuts them and links them.
 * @module
 */

/** A page of rows, and its Link header. */
export interface Page<T> {
  readonly rows: readonly T[];
  readonly headers: Readonly<Record<string, string>>;
}

const PER_PAGE = 30;
const MOST_PER_PAGE = 100;

/** The page that a request asks for. */
export function pageOf<T>(all: readonly T[], asked: URL): Page<T> {
  const size = Math.min(Math.max(Number(asked.searchParams.get("per_page") ?? PER_PAGE), 1), MOST_PER_PAGE);
  const page = Math.max(Number(asked.searchParams.get("page") ?? 1), 1);
  const last = Math.max(Math.ceil(all.length / size), 1);
  const to = (number: number, rel: string): string => {
    const address = new URL(asked);
    address.searchParams.set("page", String(number));
    return `<${address.href}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [to(page - 1, "prev")] : []),
    ...(page < last ? [to(page + 1, "next"), to(last, "last")] : []),
    ...(page > 1 ? [to(1, "first")] : []),
  ];
  return {
    rows: all.slice((page - 1) * size, page * size),
    headers: links.length > 0 ? { link: links.join(", ") } : {},
  };
}
