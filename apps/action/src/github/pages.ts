/**
 * Lists that come in pages.
 *
 * Octokit's own pagination is not used: it takes a 409 for the end of a list, and asks whatever address a Link header
 * names, token included.
 * @module
 */

/** Rows on a page: the most that GitHub gives. */
export const PER_PAGE = 100;

/** One page, as it is answered. */
interface Page<T> {
  readonly headers: { readonly link?: string };
  readonly data: T;
}

/**
 * Every page of a list, first to last.
 * @throws RangeError after so many pages: a list that has no end.
 */
export async function* pages<T>(
  ask: (page: number) => Promise<Page<T>>,
  mostPages = 100,
): AsyncGenerator<T, void, void> {
  for (let page = 1; page <= mostPages; page++) {
    const { data, headers } = await ask(page);
    yield data;
    if (!/;\s*rel="?next\b/u.test(headers.link ?? "")) return;
  }
  throw new RangeError(`a list of GitHub has more than ${mostPages} pages of ${PER_PAGE}`);
}
