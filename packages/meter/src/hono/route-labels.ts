/**
 * Labels of a request by the route that answered it.
 * @module
 */
import type { Context } from "hono";
import { routePath } from "hono/route";
import { type Labels } from "../call/labels.ts";
import { labelsOf } from "../call/meter-setting.ts";

/**
 * The labels of a request: those of the setting, and the pattern of the route that answered where the setting names no
 * route. The same object for each request of a route.
 */
export function routeLabels(setting: Labels): (c: Context | undefined) => Labels {
  const plain = labelsOf(setting);
  if (setting.route !== undefined) return () => plain;
  // as many as the app has routes
  const byPattern = new Map<string, Labels>();
  return (c) => {
    if (c === undefined) return plain;
    const pattern = routePath(c);
    const known = byPattern.get(pattern);
    if (known !== undefined) return known;
    const labels = { ...plain, route: routeName(pattern) };
    byPattern.set(pattern, labels);
    return labels;
  };
}

/** A pattern as a route's name: without the expressions that a parameter must match, and without `?`. */
export function routeName(pattern: string): string | undefined {
  const name = pattern.replaceAll(/\{[^/]*\}|\?/gu, "");
  return name === "" ? undefined : name;
}
