/**
 * Where a picture or a sheet of paper is from.
 * @module
 */

/** The page's address as it may be passed on: of a public link without its token, which would pass the link on with it. */
export function addressToShow(): string {
  return location.pathname.startsWith("/share/") ? location.origin : location.href;
}
