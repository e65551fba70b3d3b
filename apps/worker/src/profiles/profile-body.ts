/**
 * A profile as it is sent, checked: its form, its place, and that it says something.
 * @module
 */
import { GrammeError, resolveSite } from "@gramme/core";
import type { SiteInput } from "@gramme/core";
import type { WireProfileInput } from "@gramme/core/wire";
import { check, pathText, ProfileInput } from "@gramme/core/wire";
import { readJson } from "../intake/body.ts";
import { Refusal } from "../problem/problem.ts";

/** Most bytes of a profile: names, numbers and one note. */
export const MOST_PROFILE_BYTES = 16_384;

/**
 * The profile that a body holds. Throws what reading a body throws, and `malformed-body` or `unknown-zone` with the field
 * and what would be right.
 */
export async function sentProfile(request: Request): Promise<WireProfileInput> {
  const checked = check(ProfileInput, await readJson(request, MOST_PROFILE_BYTES));
  if (!checked.ok) {
    throw new Refusal("malformed-body", "the profile is not one", {
      errors: checked.issues.map(({ path, message }) => wrong(pathText(path), message)),
    });
  }
  const input = checked.value;
  if (
    input.kind === "tokens" &&
    input.j_per_input_token + input.j_per_output_token + (input.j_per_request ?? 0) === 0
  ) {
    throw malformed(
      "j_per_output_token",
      "all of them are 0: a profile by tokens wants at least one above 0",
    );
  }
  checkIdle(input);
  checkSite(input.site);
  return input;
}

function checkIdle(input: WireProfileInput): void {
  if (input.kind !== "power" || input.idle === undefined) return;
  const { power_w, since, until } = input.idle;
  if (input.rung === "device") {
    throw malformed(
      "idle",
      "device counts chips while they work: wants a power_w and idle at share or wider",
    );
  }
  if (power_w > input.power_w) {
    throw malformed(
      "idle.power_w",
      `${power_w} W while nothing is in flight is more than the ${input.power_w} W of a machine at work`,
    );
  }
  if (since !== undefined && until !== undefined && Date.parse(since) >= Date.parse(until)) {
    throw malformed("idle.until", "wants a time after since");
  }
}

/** A refusal of one field. */
export function malformed(field: string, detail: string): Refusal {
  return new Refusal("malformed-body", `${field}: ${detail}`, { errors: [wrong(field, detail)] });
}

function wrong(field: string, detail: string): { code: "malformed-body"; field: string; detail: string } {
  return { code: "malformed-body", field, detail };
}

function checkSite(site: SiteInput | undefined): void {
  try {
    resolveSite(site ?? {}, "site");
  } catch (error) {
    if (!(error instanceof GrammeError)) throw error;
    const code = error.code === "unknown-zone" ? "unknown-zone" : "malformed-body";
    throw new Refusal(code, error.message, {
      errors: [{ code, field: error.details.field ?? "site", detail: error.message }],
    });
  }
}
