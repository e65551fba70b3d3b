/**
 * The Worker's configuration, read from the one that `wrangler deploy` reads, so that the two cannot drift apart.
 * @module
 */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { parseJsonc } from "./jsonc.ts";

const name = z.string().min(1);

/** What is known of wrangler's keys. Strict: a key that is not served here must not be passed over in silence. */
const Configuration = z.strictObject({
  $schema: z.string().optional(),
  name,
  main: name,
  compatibility_date: z.iso.date(),
  compatibility_flags: z.array(name).default([]),
  durable_objects: z.strictObject({
    bindings: z.array(z.strictObject({ name, class_name: name })),
  }),
  migrations: z.array(z.strictObject({ tag: name, new_sqlite_classes: z.array(name) })),
  d1_databases: z
    .array(
      z.strictObject({
        binding: name,
        database_name: name,
        database_id: name,
        migrations_dir: name,
      }),
    )
    .length(1),
  /** The pages. Everything else than these values would be served otherwise here than there. */
  assets: z.strictObject({
    directory: name,
    binding: name,
    run_worker_first: z.literal(true),
    html_handling: z.literal("none"),
    not_found_handling: z.literal("none"),
  }),
  triggers: z.strictObject({
    crons: z.array(z.string().regex(/^[0-5]?\d \* \* \* \*$/u, "wants an hourly cron: MINUTE * * * *")),
  }),
  vars: z.record(z.string(), z.string()).default({}),
  /** Modules that are not JavaScript. */
  rules: z
    .array(
      z.strictObject({
        type: z.literal("Text"),
        globs: z.array(z.string().regex(/^\*\*\/\*\.\w+$/u, "wants **/*.ending")),
        fallthrough: z.boolean().optional(),
      }),
    )
    .default([]),
  // for the cloud only: nothing of it on one machine
  build: z.unknown().optional(),
  observability: z.unknown().optional(),
  tail_consumers: z.unknown().optional(),
  routes: z.unknown().optional(),
  workers_dev: z.boolean().optional(),
  preview_urls: z.boolean().optional(),
  placement: z.unknown().optional(),
  limits: z.unknown().optional(),
  logpush: z.boolean().optional(),
  upload_source_maps: z.boolean().optional(),
});

/** `wrangler.jsonc` as it is served on one machine. */
export type WranglerConfig = z.output<typeof Configuration>;

/** Folder of the Worker: of its `wrangler.jsonc`, sources and migrations. */
export const WORKER_FOLDER: string = fileURLToPath(new URL("../..", import.meta.url));

/** Reads it. Throws a ZodError on a key that serving does not know: whoever adds one adds it here too. */
export async function wranglerConfig(): Promise<WranglerConfig> {
  return configIn(await readFile(`${WORKER_FOLDER}wrangler.jsonc`, "utf8"));
}

/** The configuration in a text. */
export function configIn(text: string): WranglerConfig {
  return Configuration.parse(parseJsonc(text));
}
