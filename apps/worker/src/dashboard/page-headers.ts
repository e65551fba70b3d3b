/**
 * Headers of the pages. The shell holds no data, so it is public; what it may load, and from where, is said here.
 * @module
 */

/** Nothing from elsewhere, nothing inline, in nobody's frame. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Of the shell: asked for anew each time, and answered by 304 where it is the same. */
export const SHELL_HEADERS: Readonly<Record<string, string>> = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": POLICY,
  "x-content-type-options": "nosniff",
  // tokens of public links stand in paths
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cache-control": "no-cache",
};

/** Of files whose names change with what is in them. */
export const HASHED_HEADERS: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "public, max-age=31536000, immutable",
};

/** Of files that keep their names. */
export const NAMED_HEADERS: Readonly<Record<string, string>> = {
  ...HASHED_HEADERS,
  "cache-control": "public, max-age=3600",
};
