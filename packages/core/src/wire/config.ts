/**
 * `gramme.yml`, version 1: what to measure. Keys are kebab-case, as in other YAML of CI.
 * @module
 */
import { z } from "zod";
import { BOUNDARY_RUNGS } from "../energy/boundary.ts";
import { MODEL_NAME } from "./event.ts";
import { nearest } from "./issue.ts";
import { WORKLOAD_NAME } from "./names.ts";

const nonNegative = z.number().nonnegative();

/** "5%" or 0.05 → 0.05. */
const Share = z
  .union(
    [z.string().regex(/^\d+(\.\d+)?\s*%$/u, 'wants a percentage such as "5%"'), z.number().positive().max(1)],
    {
      error: 'wants a percentage such as "5%", or a number between 0 and 1',
    },
  )
  .transform((text) => (typeof text === "number" ? text : Number.parseFloat(text) / 100))
  .pipe(z.number().positive().max(1));

const SECONDS_PER: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600 };

/** "90s", "10m", "1h", "500ms" → seconds. */
const Duration = z
  .string({ error: 'wants a duration such as "90s", "10m" or "1h"' })
  .regex(/^\d+(\.\d+)?\s*(ms|s|m|h)$/u, 'wants a duration such as "90s", "10m" or "1h"')
  .transform((text) => Number.parseFloat(text) * (SECONDS_PER[text.replace(/^[\d.\s]+/u, "")] ?? Number.NaN))
  // a timer of Node's ends after 24 days
  .pipe(z.number().positive().max(2_000_000));

const count = z.int().positive();

const ConfigSite = z
  .strictObject({
    zone: z.string().min(1).optional().describe("country by ISO-2, ISO-3 or English name, or unknown"),
    "cloud-region": z
      .string()
      .min(1)
      .optional()
      .describe("a region by its provider's own name: europe-west1"),
    pue: z.number().min(1).optional().describe("power usage effectiveness of the facility, >= 1"),
    "wue-l-per-kwh": nonNegative.optional().describe("water of cooling, L per kWh of IT energy"),
    "grid-g-per-kwh": nonNegative.optional().describe("grid intensity, g CO2e per kWh, location-based"),
  })
  .describe("where the work runs; what is not said is assumed, and listed as assumed");

const Gate = z
  .strictObject({
    threshold: Share.optional().describe("smallest change that is called, 5% when not said"),
    "noise-floor": Share.optional().describe("change that is never called, 2% when not said"),
    "max-pairs": z
      .int()
      .min(6)
      .max(200)
      .optional()
      .describe("most pairs of base and head, at least 6 (fewer give no interval), 40 when not said"),
    pairing: z
      .enum(["in-turns", "one-after-another"])
      .optional()
      .describe(
        "in-turns: the two processes of a pair take turns of some milliseconds, which cancels the machine's drift; one-after-another: each runs whole. in-turns where it can be, when not said",
      ),
    paths: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe(
        'globs from the root of the repository; "!" excludes, the last that matches counts. The Action measures nothing where none of them changed. Everything but prose, licences and workflows when not said',
      ),
    budget: Duration.optional().describe('longest that all pairs may take: "10m" when not said'),
    workloads: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe("workloads that are compared, all when not said; the others are measured alone only"),
  })
  .describe("when a change is called");

const Quality = z.strictObject({
  file: z
    .string()
    .min(1)
    .describe(
      "JSON lines that the command writes: {step, metric, value}; n beside them where the value is a mean over so many held-out examples, elapsed_s where it is to be told how quality grew",
    ),
  metric: z.string().min(1),
  better: z.enum(["higher", "lower"]),
});

const Workload = z
  .strictObject({
    name: z
      .string()
      .regex(WORKLOAD_NAME, "wants letters, digits, dot, dash or underscore, at most 64")
      .describe("unique among the workloads"),
    phase: z.enum(["data", "development", "training", "inference"]),
    task: z.string().min(1).optional().describe("a Hugging Face pipeline tag: text-classification"),
    model: z
      .string()
      .regex(MODEL_NAME, "wants a model's name: letters, digits, . _ : / @ + -, at most 128")
      .optional()
      .describe(
        "name of the model that the workload trains or serves, as requests to it name it; the workload's name when not said",
      ),
    run: z.string().min(1).optional().describe("the command that does the work, for a shell"),
    onnx: z.string().min(1).optional().describe("an ONNX model: a path, or npm:PACKAGE/PATH"),
    inputs: z.string().min(1).optional().describe("JSON file of samples for the model"),
    shapes: z
      .record(z.string(), z.array(count).min(1))
      .optional()
      .describe("shapes of made-up inputs, when no sample is at hand; the result then says synthetic"),
    threads: count.optional().describe("intra-op threads of the model, 1 when not said"),
    per: z.string().min(1).optional().describe("what one unit of training is: step, epoch, run"),
    units: count.optional().describe("units that the command does"),
    "full-run": count.optional().describe("units of one real, full training"),
    "short-run": count
      .optional()
      .describe(
        "units of a shorter run, fewer than units, which tells start-up apart where full-run is another number than units; {units} in run then stands for the units to do",
      ),
    inferences: count.optional().describe("inferences that one replicate does"),
    replicates: count
      .optional()
      .describe("fresh processes of it where nothing is compared; `gramme bench -n`, or 3, when not said"),
    quality: Quality.optional().describe("where the command writes how good the model is"),
    timeout: Duration.optional().describe('longest that one replicate may take, "10m" when not said'),
  })
  .superRefine((workload, context) => {
    const wrong = (path: string, message: string): void => {
      context.addIssue({ code: "custom", path: [path], message });
    };
    if ((workload.run === undefined) === (workload.onnx === undefined)) {
      wrong(workload.run === undefined ? "run" : "onnx", "wants exactly one of run and onnx");
    }
    if (workload.onnx !== undefined && (workload.inputs === undefined) === (workload.shapes === undefined)) {
      wrong("inputs", "an onnx workload wants exactly one of inputs and shapes");
    }
    if (workload.onnx === undefined) {
      for (const key of ["inputs", "shapes", "threads"] as const) {
        if (workload[key] !== undefined) wrong(key, `${key} belongs to an onnx workload`);
      }
    }
    if (workload.phase === "inference") {
      if (workload.inferences === undefined) wrong("inferences", "an inference workload wants inferences");
      for (const key of ["per", "units", "full-run", "short-run"] as const) {
        if (workload[key] !== undefined)
          wrong(key, `${key} belongs to training; inference counts inferences`);
      }
    } else if (workload.inferences !== undefined) {
      wrong("inferences", `inferences belong to phase inference, this one is ${workload.phase}`);
    }
    if (workload["full-run"] !== undefined && workload.units === undefined) {
      wrong("units", "full-run wants units: how many of them the command does");
    }
    if (workload["short-run"] !== undefined) {
      const { units, run = "", "short-run": short, "full-run": full } = workload;
      if (units === undefined || short >= units) wrong("short-run", "short-run wants to be less than units");
      if (full === undefined) wrong("short-run", "short-run serves full-run, which is not said");
      if (!run.includes("{units}")) {
        wrong("run", "with short-run, run wants {units} where the number of units stands: --steps {units}");
      }
    }
  });

/** `gramme.yml`, version 1. */
export const Config = z
  .strictObject({
    version: z.literal(1).describe("version of this file's form"),
    site: ConfigSite.optional(),
    boundary: z
      .enum(BOUNDARY_RUNGS)
      .optional()
      .describe("rung of the printed figures, facility when not said"),
    machine: z
      .strictObject({ cpu: z.string().min(1).optional().describe("CPU model, where the machine hides it") })
      .optional()
      .describe("what the machine is, where it cannot be detected"),
    setup: z.string().min(1).optional().describe("run once in each arm before anything is measured"),
    gate: Gate.optional(),
    workloads: z.array(Workload).min(1),
  })
  .superRefine((config, context) => {
    const names = config.workloads.map(({ name }) => name);
    for (const [index, name] of (config.gate?.workloads ?? []).entries()) {
      if (names.includes(name)) continue;
      const near = nearest(name, names);
      context.addIssue({
        code: "custom",
        path: ["gate", "workloads", index],
        message: `there is no workload "${name}"${near === undefined ? `; there are ${names.join(", ")}` : `; did you mean "${near}"?`}`,
      });
    }
    const first = new Map<string, number>();
    for (const [index, { name }] of config.workloads.entries()) {
      const before = first.get(name);
      if (before !== undefined) {
        context.addIssue({
          code: "custom",
          path: ["workloads", index, "name"],
          message: `"${name}" is the name of workloads[${before}] too; names are unique`,
        });
      }
      first.set(name, index);
    }
  });

/** A checked `gramme.yml`: durations in seconds, percentages as shares. */
export type WireConfig = z.output<typeof Config>;
/** One workload of a checked `gramme.yml`. */
export type WireWorkload = WireConfig["workloads"][number];

/** JSON Schema (draft 2020-12) of `gramme.yml` as people write it, for editors. */
export function configJsonSchema(): Record<string, unknown> {
  return {
    ...z.toJSONSchema(Config, { io: "input" }),
    title: "gramme.yml",
  };
}
