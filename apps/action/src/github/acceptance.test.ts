import { describe, expect, test } from "vitest";
import { Acceptance } from "@gramme/core/wire";
import { STAND_IN } from "../../test/github-stand-in/with-stand-in.fixture.ts";
import type { WithStandIn } from "../../test/github-stand-in/with-stand-in.fixture.ts";
import { ACCEPTED_LABEL, findAcceptance } from "./acceptance.ts";
import type { FoundAcceptance } from "./acceptance.ts";
import type { GitHub } from "./client.ts";
import { readPullRequest } from "./pull-request.ts";

const it = test.extend<WithStandIn>(STAND_IN);

const REPOSITORY = "gramme/example";
const REASON = "Emissions accepted: quality matters more here";

async function find(github: GitHub, label?: string): Promise<FoundAcceptance> {
  const pull = await readPullRequest(github, REPOSITORY, 7);
  return await findAcceptance(github, REPOSITORY, pull, label === undefined ? {} : { label });
}

describe("findAcceptance", () => {
  it("tells who set the label when, and why", async ({ hub, github }) => {
    hub.state.openPull({ number: 7, body: `Faster.\r\n\r\n${REASON}\r\nMore.` });
    const { at } = hub.state.label(7, ACCEPTED_LABEL, "grace");
    const found = await find(github);
    expect(found).toEqual({
      acceptance: { label: ACCEPTED_LABEL, by: "grace", at, reason: "quality matters more here" },
    });
    expect(Acceptance.parse(found.acceptance)).toEqual(found.acceptance);
  });

  it("tells nothing without the label, and asks for nothing more", async ({ hub, github }) => {
    hub.state.openPull({ number: 7, body: REASON, labels: ["other"] });
    expect(await find(github)).toEqual({});
    expect(hub.requests).toHaveLength(1);
  });

  it("tells nothing when the label was taken away", async ({ hub, github }) => {
    hub.state.openPull({ number: 7, body: REASON });
    hub.state.label(7, ACCEPTED_LABEL);
    hub.state.unlabel(7, ACCEPTED_LABEL);
    expect(await find(github)).toEqual({});
  });

  it("goes by the last time that this label was set, over all pages", async ({ hub, github }) => {
    hub.state.openPull({ number: 7, body: REASON });
    hub.state.label(7, ACCEPTED_LABEL, "early");
    for (let index = 0; index < 70; index++) {
      hub.state.label(7, `other-${index % 3}`, "noise");
      hub.state.unlabel(7, `other-${index % 3}`, "noise");
    }
    hub.state.unlabel(7, ACCEPTED_LABEL, "noise");
    const { at } = hub.state.label(7, ACCEPTED_LABEL, "late");
    hub.state.label(7, "other", "noise");
    expect(await find(github)).toMatchObject({ acceptance: { by: "late", at } });
  });

  it("takes another label, in any case", async ({ hub, github }) => {
    hub.state.openPull({ number: 7, body: REASON });
    hub.state.label(7, "Carbon OK", "grace");
    expect(await find(github, "carbon ok")).toMatchObject({
      acceptance: { label: "Carbon OK", by: "grace" },
    });
    expect(await find(github)).toEqual({});
  });

  it("says when nobody is known to have set it", async ({ hub, github }) => {
    hub.state.openPull({ number: 7, body: REASON, labels: [ACCEPTED_LABEL] });
    expect(await find(github)).toEqual({
      missing: `the label "${ACCEPTED_LABEL}" is set, but no event of the pull request says who set it`,
    });
  });

  it.for([
    ["plain", "Emissions accepted: because", "because"],
    ["small", "emissions ACCEPTED:because", "because"],
    ["in a list", "- Emissions accepted: because", "because"],
    ["in a list with stars, indented", "  * Emissions accepted : because", "because"],
    ["bold", "**Emissions accepted:** because", "because"],
    ["bold before the colon", "**Emissions accepted**: because", "because"],
    ["bold altogether", "__Emissions accepted: because__", "because"],
    ["the first of two", "Emissions accepted: one\nEmissions accepted: two", undefined],
    [
      "beside a template's comment",
      "<!-- Emissions accepted: why? -->\nEmissions accepted: because",
      "because",
    ],
    ["with spaces and a tab", "Emissions accepted: \t be\tcause  ", "be cause"],
    ["of 300 characters", `Emissions accepted: ${"x".repeat(300)}`, "x".repeat(300)],
  ] as const)("reads a reason %s", async ([, body, reason], { hub, github }) => {
    hub.state.openPull({ number: 7, body });
    hub.state.label(7, ACCEPTED_LABEL);
    expect((await find(github)).acceptance?.reason).toBe(reason ?? "one");
  });

  it.for([
    ["no description", null],
    ["another word", "Emissions accepted because"],
    ["the middle of a line", "Are emissions accepted: yes"],
    ["a quotation", "> Emissions accepted: because"],
    ["a comment", "<!-- \nEmissions accepted: because\n-->"],
    ["a comment that never ends", "<!-- \nEmissions accepted: because"],
    ["the next line", "Emissions accepted\n: because"],
  ] as const)("reads no reason from %s", async ([, body], { hub, github }) => {
    hub.state.openPull({ number: 7, body });
    hub.state.label(7, ACCEPTED_LABEL);
    expect(await find(github)).toEqual({
      missing: `the label "${ACCEPTED_LABEL}" is set, but the description has no line "Emissions accepted: <reason>"`,
    });
  });

  it.for([
    ["Emissions accepted:", 0],
    ["Emissions accepted:\nbecause", 0],
    ["Emissions accepted: <!-- why -->", 0],
    ["**Emissions accepted:** ok", 2],
    [`Emissions accepted: ${"x".repeat(301)}`, 301],
  ] as const)("refuses a reason that is none or too long: %s", async ([body, length], { hub, github }) => {
    hub.state.openPull({ number: 7, body });
    hub.state.label(7, ACCEPTED_LABEL);
    expect((await find(github)).missing).toContain(`has ${length} characters; 3 to 300 would be right`);
  });
});
