/**
 * What a badge says, for tests.
 * @module
 */
import { expect } from "vitest";
import { ask } from "../dashboard/dashboard.fixture.ts";

/** Text of a badge: what it draws, and what it is read out as. */
export interface BadgeText {
  readonly drawn: readonly string[];
  readonly read: string;
}

/** The text of a badge by its link. */
export async function textOf(token: string, query = ""): Promise<BadgeText> {
  const answer = await ask(`/badge/${token}.svg${query}`);
  const svg = await answer.text();
  expect([answer.status, svg.match(/<(\w+)/gu)?.includes("<script")]).toEqual([200, false]);
  return {
    drawn: [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/gu)].map(([, text = ""]) => text),
    read: /<title>([^<]*)<\/title>/u.exec(svg)?.[1] ?? "",
  };
}
