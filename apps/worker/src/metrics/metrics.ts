/**
 * `GET /metrics`: what was counted since the beginning, for Prometheus. Requests and tokens are counters. Energy and
 * carbon are gauges: a profile or factor that is put right moves all of history, down as well as up, which a counter must
 * not.
 * @module
 */
import type { Counters } from "@gramme/core";
import { z } from "zod";
import type { LedgerContext } from "../context.ts";
import { type HandoverCounts, handoverCounts } from "../gateway/index.ts";
import { type IntakeRow, intakeStatement } from "../read/intake.ts";
import type { LabelRow } from "../read/label-rows.ts";
import { periodOf } from "../read/period.ts";
import { asked, MAKING } from "../read/query.ts";
import { openReading } from "../read/reading.ts";
import { servedCells, type ServedGroup, servedGroups } from "../read/served-groups.ts";
import { EXPOSITION_TYPE, expositionText, type Family, type Sample } from "./exposition.ts";

/** The query of `/metrics`. */
export const MetricsQuery = z.strictObject({ boundary: MAKING.boundary });

/** Labels of every sample. A model's version is left out: it would make a new series with every release. */
const LABELS = ["phase", "task", "model", "route", "profile"] as const;
/** Most series of a family; the rest are one, `…other`, so that a scrape stays bounded. */
const MOST_SERIES = 2000;
const OTHER = "…other";

/** Answers `/metrics`. */
export async function metrics(c: LedgerContext): Promise<Response> {
  const { boundary = "facility" } = asked(c, MetricsQuery);
  const { nowMs } = c.var;
  const { tenant } = c.var.principal;
  const [reading, intake] = await Promise.all([
    openReading(c.env, tenant, { boundary, nowMs }),
    intakeStatement(c.env.BOOK, tenant).first<IntakeRow>(),
  ]);
  const beginning = periodOf({ from: new Date(nowMs - 3650 * 86_400_000).toISOString().slice(0, 10) }, nowMs);
  const served = await servedCells(c.env, reading, beginning, {});
  // those with most requests: they change little from scrape to scrape, and a flood of new names pushes none out
  const requests = new Map<string, number>();
  for (const { row, counters } of served.cells) {
    const name = nameOf(row);
    requests.set(name, (requests.get(name) ?? 0) + counters.count + counters.failed);
  }
  const kept = new Set(
    [...requests]
      .toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
      .slice(0, MOST_SERIES)
      .map(([name]) => name),
  );
  const groups = servedGroups(served, (row) => {
    const name = nameOf(row);
    return kept.has(name) ? name : JSON.stringify([row.phase, OTHER, OTHER, OTHER, OTHER]);
  });
  return c.body(
    expositionText([
      ...counted(groups),
      ...derived(groups, boundary),
      ...ofIntake(intake, nowMs),
      // counts of one isolate, whoever's requests it served: of use, and nobody else's, on one's own machine alone
      ...(c.env.ACCESS === "loopback" ? ofGateway(handoverCounts()) : []),
    ]),
    200,
    {
      "content-type": EXPOSITION_TYPE,
      "cache-control": "private, no-store",
    },
  );
}

function nameOf(row: LabelRow): string {
  return JSON.stringify(LABELS.map((label) => row[label]));
}

function counted(groups: readonly ServedGroup[]): readonly Family[] {
  const family = (name: string, help: string, of: (counters: Counters) => number): Family => ({
    name,
    help,
    type: "counter",
    samples: groups.map(({ key, counters }) => ({ labels: labelsOf(key), value: of(counters) })),
  });
  return [
    family(
      "gramme_inferences_total",
      "Inferences: what was answered, several a request where it asked for several.",
      ({ count }) => count,
    ),
    family("gramme_failed_requests_total", "Requests without an answer.", ({ failed }) => failed),
    family("gramme_aborted_inferences_total", "Answers that the client broke off.", ({ aborted }) => aborted),
    {
      name: "gramme_tokens_total",
      help: "Tokens of the inferences that tell them.",
      type: "counter",
      samples: groups
        .filter(({ counters }) => counters.tokened > 0)
        .flatMap(({ key, counters }) => [
          { labels: { ...labelsOf(key), direction: "input" }, value: counters.input_tokens },
          { labels: { ...labelsOf(key), direction: "output" }, value: counters.output_tokens },
        ]),
    },
  ];
}

function derived(groups: readonly ServedGroup[], boundary: string): readonly Family[] {
  const known = groups.flatMap(({ key, total: { impacts, tier } }) =>
    impacts === undefined ? [] : [{ labels: { ...labelsOf(key), boundary, tier: String(tier) }, impacts }],
  );
  return [
    {
      name: "gramme_energy_joules",
      help: "Energy since the beginning, of the inferences and failed requests whose energy is known. A gauge: corrections move it both ways.",
      type: "gauge",
      samples: known.map(({ labels, impacts }): Sample => ({ labels, value: impacts.energy.value })),
    },
    {
      name: "gramme_co2e_grams",
      help: "CO2e of that energy, location-based, annual grid factors. A gauge: corrections move it both ways.",
      type: "gauge",
      samples: known.map(({ labels, impacts }): Sample => ({ labels, value: impacts.co2e.value })),
    },
    {
      name: "gramme_requests_energy_unknown",
      help: "Inferences and failed requests whose energy is in no figure, by reason.",
      type: "gauge",
      samples: groups.flatMap(({ key, total }) =>
        total.unknown.map(({ reason, requests }): Sample => ({
          labels: { ...labelsOf(key), boundary, reason },
          value: requests,
        })),
      ),
    },
  ];
}

function ofIntake(intake: IntakeRow | null, nowMs: number): readonly Family[] {
  const heard = intake?.last_heard ?? null;
  return [
    {
      name: "gramme_lost_events",
      help: "Events that producers said they had to give up.",
      type: "gauge",
      samples: [{ labels: {}, value: intake?.lost ?? 0 }],
    },
    {
      name: "gramme_write_up_age_seconds",
      help: "Time since a producer was last heard, as the book knows: grows while shards do not write up.",
      type: "gauge",
      samples: heard === null ? [] : [{ labels: {}, value: Math.max(0, nowMs - heard) / 1000 }],
    },
  ];
}

function ofGateway({ handed, refused, lost, waiting, unmetered }: HandoverCounts): readonly Family[] {
  const states = { handed, lost, waiting, unmetered };
  return [
    {
      name: "gramme_gateway_requests",
      help: "What became of requests through the gateway since the ledger was started: counted, given up, on the way, or no inference.",
      type: "gauge",
      samples: Object.entries(states).map(([state, value]): Sample => ({ labels: { state }, value })),
    },
    {
      name: "gramme_gateway_refused_events",
      help: "Events of the gateway that the ledger did not take, by code.",
      type: "gauge",
      samples: Object.entries(refused).map(([code, value]): Sample => ({ labels: { code }, value })),
    },
  ];
}

function labelsOf(key: string): Record<string, string> {
  const values = JSON.parse(key) as readonly string[];
  return Object.fromEntries(LABELS.map((label, n) => [label, values[n] ?? ""]));
}
