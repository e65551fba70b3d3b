/**
 * A project of a month, sent through the ledger's own doors: models that are known in every way and one that nobody knows,
 * trainings, commits with every verdict, a budget, and what its team says of consequences.
 * @module
 */
import type { WireConsequences, WireEvent } from "@gramme/core/wire";
import { benchRun } from "./bench-runs.ts";
import type { TestLedger } from "./served-ledger.ts";

const DAY_MS = 86_400_000;
/** Days of requests, today's among them. */
const DAYS = 30;

/** As long as a model's name may be, and one word. */
export const LONGEST_MODEL: string = `acme/${"a-model-whose-name-says-everything-".repeat(4)}`.slice(0, 128);
/** A name that wants to be markup, runs from right to left and has no end. */
export const PROJECT_NAME = 'Mail <img src=x onerror="top.pwned=1"> \u202eassistant';

/** A model as it is served. */
interface Model {
  readonly model: string;
  readonly task: WireEvent["task"];
  readonly profile?: string;
  readonly perDay: number;
  readonly ms: number;
}

const MODELS: readonly Model[] = [
  { model: "acme/spam", task: "text-classification", profile: "spam", perDay: 900, ms: 3 },
  { model: "acme/ocr", task: "image-to-text", profile: "box", perDay: 120, ms: 180 },
  { model: "acme/chat", task: "text-generation", profile: "chat", perDay: 60, ms: 900 },
  { model: "acme/vad", task: "voice-activity-detection", profile: "vad", perDay: 400, ms: 1 },
  { model: LONGEST_MODEL, task: "image-to-image", profile: "box", perDay: 10, ms: 1200 },
  { model: "acme/nobody-knows", task: "unknown", perDay: 5, ms: 10 },
];

const SITE = { zone: "FR", pue: 1.2 };
const PROFILES: Readonly<Record<string, object>> = {
  // as a run measured it, so that its use can be set against its making
  spam: { kind: "calibrated", run: "acme/mail/1/1/-", workload: "spam" },
  vad: { kind: "per-inference", energy_j: 0.4, rung: "share", site: SITE },
  box: {
    kind: "power",
    power_w: 90,
    rung: "node",
    site: { zone: "DE" },
    idle: { power_w: 30, since: new Date(Date.now() - DAYS * DAY_MS).toISOString() },
  },
  chat: { kind: "tokens", j_per_input_token: 0.02, j_per_output_token: 0.4, rung: "node", site: SITE },
};

const CONSEQUENCES: WireConsequences = {
  schema: "consequences/1",
  service: {
    name: "mail assistant",
    functional_unit: "1000 mails sorted",
    decision: "Should mails be sorted by a model?",
    less_consuming_alternative: { tried: true, why_rejected: "rules missed a third" },
  },
  reference_scenario: {
    description: "people sort",
    without_ai: true,
    year: 2026,
    geography: "FR",
    dynamic: false,
  },
  tier: 1,
  effects: [
    {
      id: "unread",
      order: 2,
      parent: "first_order",
      text: "Spam that nobody opens takes no screen time.",
      mechanism: "substitution",
      direction: "decreases",
      indicator: "energy",
      estimate: { low: 1, mid: 2, high: 3, unit: "kWh per year" },
      source: "https://example.org/screens",
      data_quality: "literature",
      actual_or_potential: "potential",
    },
    {
      id: "more-mail",
      order: 3,
      parent: "unread",
      text: `More is sent since less is seen: ${"and-more-".repeat(30)}.`,
      mechanism: "rebound_direct",
      direction: "increases",
      indicator: "gwp",
      estimate: null,
      data_quality: "none",
      actual_or_potential: "potential",
    },
  ],
  excluded: [{ what: "phones", why: "nobody counted them" }],
};

/** Fills the project of who sits at the machine. Returns how many requests the ledger shall count. */
export async function fillSmallProject({ ask }: Pick<TestLedger, "ask">): Promise<number> {
  await ask("PUT", "/v1/project", {
    name: PROJECT_NAME,
    budget: { co2e_g: 2000, per: "year", boundary: "lifecycle", reason: "half of what last year took" },
  });
  await ask("PUT", "/v1/project/consequences", CONSEQUENCES);
  for (let n = 0; n < 12; n += 1) await ask("POST", "/v1/runs", benchRun(n, (n * 2.3 + 0.2) * DAY_MS));
  for (const [id, profile] of Object.entries(PROFILES)) await ask("PUT", `/v1/profiles/${id}`, profile);
  const events = eventsOf(Date.now());
  await ask("POST", "/v1/events", { schema: "gramme/events/1", producer: "test", seq: 1, events });
  return events.reduce((sum, { count = 1 }) => sum + count, 0);
}

function eventsOf(nowMs: number): readonly WireEvent[] {
  return Array.from({ length: DAYS }, (_, day) => day).flatMap((day) =>
    MODELS.map(({ model, task, profile, perDay, ms }, at) => {
      // more each day, less at week-ends
      const count = Math.ceil(perDay * (1 + (DAYS - day) / 40) * (day % 7 < 2 ? 0.4 : 1));
      return {
        // an hour ago, so that no clock of a machine is ahead of it
        at_unix_ms: nowMs - day * DAY_MS - 3_600_000,
        task,
        model,
        model_version: day > 12 ? "v1" : "v2",
        route: `/v1/${model.slice(0, 20)}`,
        count,
        timing: "wall" as const,
        duration_ms: count * ms,
        in_flight: 1.5,
        outcome: "answered" as const,
        ...(profile === undefined ? {} : { profile }),
        ...(task === "text-generation" ? { input_tokens: count * 400, output_tokens: count * 150 } : {}),
        ...(at === 0 ? { zone: "FRA" } : {}),
      };
    }),
  );
}
