/**
 * Counts in words.
 * @module
 */

/** `1,234,567`. By hand: the browser's own formats take longer to make than a chart to draw. */
export function counted(count: number): string {
  const [whole = "", part] = String(Number(count.toFixed(3))).split(".");
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/gu, ",");
  return part === undefined ? grouped : `${grouped}.${part}`;
}
