/**
 * The cases that have a snapshot: what a team sees in each. Constructed, as `report.fixture.ts` says.
 * @module
 */
import type { WireWorkloadFigures } from "@gramme/core/wire";
import type { Check } from "../check.ts";
import { BASE, compared, HEAD, measured, reportOf, resultOf, SERVICE, workload } from "./report.fixture.ts";
import type { Report } from "./report.ts";

const STEADY = { work: 0, time: 0, noise: 0.01, pairs: 3, seed: 3 };
const { digits, spam, superResolution, classify, voice } = SERVICE;

const REGRESSION = [
  compared(digits, { work: 0.004, seed: 1, quality: 0.9709 }),
  compared(spam, { work: -0.13, seed: 2, noise: 0.02, pairs: 20, quality: 0.9562 }),
  compared(superResolution, { work: 0.158, time: -0.002, seed: 3, noise: 0.03, pairs: 20 }),
  compared(classify, { work: 0.003, seed: 4 }),
  compared(voice, { work: 0.04, seed: 5, noise: 0.07, pairs: 40 }),
];
const QUIET = [
  compared(digits, { seed: 11, quality: 0.9715 }),
  compared(superResolution, { work: -0.008, seed: 12, noise: 0.015 }),
  compared(classify, { seed: 13, noise: 0.008 }),
];
const SAVING = [compared(superResolution, { work: -0.21, time: 0.38, seed: 21, noise: 0.02 })];
const DOUBT = [
  compared(superResolution, { work: 0.06, seed: 31, noise: 0.11, pairs: 40 }),
  compared(voice, { work: 0.02, seed: 32, noise: 0.2, pairs: 5 }),
];

const SKIPPED: Check = {
  schema: "gramme/check/1",
  gramme: "0.1.0",
  kind: "skipped",
  paths: ["src/**", "models/**", "gramme.yml", "!**/*.md"],
  changed_files: 3,
};
const FAILED: Check = {
  schema: "gramme/check/1",
  gramme: "0.1.0",
  kind: "failed",
  message: `in head: workload "train-digits": \`node src/train/digits.ts --steps 150\` ended with code 1; its last lines:
Error: Cannot find module './adam.ts' imported from /srv/job/src/train/digits.ts
    at finalizeResolution (node:internal/modules/esm/resolve:274:11)
    at moduleResolve (node:internal/modules/esm/resolve:859:10)`,
};

const PUSH = resultOf([], {
  workloads: [workload(digits, STEADY), workload(superResolution, STEADY), workload(classify, STEADY)],
  revision: { head: HEAD, dirty: false },
});

const HOSTILE_TEXTS: readonly string[] = [
  "@octocat fixes #1 and acme/vision#2",
  "</details></summary><script>alert(1)</script><img src=x onerror=alert(1)>",
  "![x](https://evil.example/x.png) [y](javascript:alert(1)) www.evil.example a@b.example",
  "a|b\\|c\\\\|d | `tick` ``two`` ```three```",
  "line one\n## heading\n\n- list\n> [!WARNING]\n> alert\n```\nfence\n```",
  "‮reversed‬ zero​width \u{0000} $\\frac{1}{2}$ :tada: [^1] ~~gone~~ *bold* _low_",
  `GH-12 ${HEAD} GHSA-1234-5678-9abc <!-- gramme --> &commat;octocat &#64;octocat`,
];

function hostile(): Report {
  const rows = HOSTILE_TEXTS.map((name, at) => ({
    ...compared(
      { ...superResolution, name },
      { work: 0.2 - at * 0.06, seed: 50 + at, noise: 0.02, quality: 1 },
    ),
    why: name,
    pairing_why: name,
  })).map((row) => {
    const arm: Partial<WireWorkloadFigures> = {
      functional_unit: row.name,
      misses: [row.name],
      task: row.name,
      figures: {
        ...row.head.figures,
        assumptions: [{ code: row.name, text: row.name }],
        doubt: [{ source: row.name, share: 1 }],
      },
      quality: { metric: row.name, better: "higher", value: 0.5 },
    };
    return { ...row, base: { ...row.base, ...arm }, head: { ...row.head, ...arm } };
  });
  const [first = "", second = "", third = "", fourth = "", fifth = "", sixth = "", last = ""] = HOSTILE_TEXTS;
  const result = resultOf(rows, {
    gramme: first,
    machine: {
      cpu: first,
      cpu_known_by: "family",
      threads: 4,
      memory_gb: 16,
      gpus: [second],
      os: third,
      meters: [
        { meter: fourth, available: true, detail: fifth },
        { meter: sixth, available: false, detail: last },
      ],
    },
    site: { zone: third, grid_g_per_kwh: 40, pue: 1.2, wue_l_per_kwh: 1 },
    runner: { hosting: "self-hosted", image: first, region: last, region_from: "configured" },
    only_in: { base: [...HOSTILE_TEXTS], head: [...HOSTILE_TEXTS] },
    config_changes: HOSTILE_TEXTS.map((text) => ({ path: text, base: text, head: text })),
  });
  return reportOf([measured(result)], {
    measuredBy: "fork",
    acceptance: { label: second, by: first, at: "2026-11-22T10:00:00Z", reason: HOSTILE_TEXTS.join(" ") },
  });
}

/** Every case, by the name of its snapshot. */
export const CASES: Readonly<Record<string, Report>> = {
  "pull-request": reportOf([measured(resultOf(REGRESSION))]),
  "no-change": reportOf([measured(resultOf(QUIET))]),
  improvement: reportOf([measured(resultOf(SAVING))]),
  fork: reportOf([measured(resultOf(REGRESSION.slice(2)))], { measuredBy: "fork" }),
  push: reportOf([measured(PUSH)], {
    change: { kind: "push", head: HEAD, repository: "acme/vision" },
  }),
  matrix: reportOf([
    measured(resultOf(REGRESSION.slice(1)), "linux-x64"),
    {
      ...measured(
        resultOf(QUIET, {
          machine: { ...resultOf([]).machine, cpu: "Neoverse-N2 (Neoverse N2)", cpu_known_by: "family" },
        }),
        "linux-arm64",
      ),
    },
    { ...FAILED, part: "macos" },
    { ...SKIPPED, part: "windows" },
  ]),
  "first-run": reportOf([measured(PUSH)]),
  inconclusive: reportOf([measured(resultOf(DOUBT))]),
  accepted: reportOf([measured(resultOf(REGRESSION.slice(2, 4)))], {
    acceptance: {
      label: "gramme:accepted",
      by: "ada",
      at: "2026-11-22T10:00:00Z",
      reason: "Twice the resolution; the team agreed on it in the meeting of 20 November.",
    },
  }),
  "no-permission": reportOf([measured(resultOf(REGRESSION.slice(2)))], { failOn: "never" }),
  hostile: hostile(),
  skipped: reportOf([SKIPPED]),
  failed: reportOf([FAILED]),
  "base-error": reportOf([
    measured(
      resultOf([], {
        workloads: PUSH.workloads,
        base_error: 'in base: set-up "npm ci" ended with code 1: lock file and package.json do not agree',
      }),
    ),
  ]),
  "base-against-base": reportOf(
    [
      measured(
        resultOf(
          QUIET.map((row, n) => ({ ...row, floor_seen: 0.012 + 0.007 * n })),
          { revision: { base: HEAD, head: HEAD, dirty: false } },
        ),
      ),
    ],
    {
      change: { kind: "other", base: HEAD, head: HEAD, repository: "acme/vision" },
    },
  ),
  "base-against-base-false": reportOf(
    [measured(resultOf(REGRESSION.slice(2), { revision: { base: BASE, head: BASE, dirty: false } }))],
    { change: { kind: "other", base: BASE, head: BASE, repository: "acme/vision" } },
  ),
  cancelled: reportOf([measured(resultOf(QUIET.slice(0, 1), { partial: true, partial_why: "cancelled" }))]),
  budget: reportOf([measured(resultOf(DOUBT, { partial: true, partial_why: "budget" }))]),
  "config-changes": reportOf([
    measured(
      resultOf(QUIET, {
        workloads: [...QUIET.map(({ head }) => head), workload({ ...voice, name: "speech" }, STEADY)],
        only_in: { base: ["old-model"], head: ["speech"] },
        config_changes: [
          { path: "gate.threshold", base: "0.05", head: "0.25" },
          { path: "workloads[2].inferences", base: "12000", head: "120" },
          { path: "site.grid-g-per-kwh", head: "5" },
        ],
      }),
    ),
  ]),
};
