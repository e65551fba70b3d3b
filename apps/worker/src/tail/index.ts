/**
 * The tail consumer: a Worker of its own that the platform tells, after each invocation of another, what it cost. It
 * tells the ledger the CPU time of inferences that ran inside that other Worker.
 * @module
 */
import { deliver, type Delivery } from "./delivery.ts";
import type { TailEnv } from "./env.ts";
import { wayToLedger } from "./ledger-door.ts";
import { supplements, type InvocationTrace, type Supplements } from "./supplements.ts";

/** Takes the traces of finished invocations. */
export async function tail(
  traces: readonly InvocationTrace[],
  env: TailEnv,
  context: Pick<ExecutionContext, "waitUntil">,
): Promise<void> {
  const found = supplements(traces, Date.now());
  context.waitUntil(sendOn(found, env));
}

async function sendOn({ events, tally }: Supplements, env: TailEnv): Promise<void> {
  if (events.length === 0) {
    if (Object.values(tally).some((count) => count > 0)) tell({ ...tally });
    return;
  }
  const way = wayToLedger(env);
  const delivery: Partial<Delivery> =
    "door" in way ? await deliver(events, way.door) : { undelivered: events.length, reason: way.missing };
  tell({ ...tally, ...delivery });
}

/** One line of counts, so that what is left out can be seen. Nothing of what was logged is in it. */
function tell(counts: Readonly<Record<string, unknown>>): void {
  // oxlint-disable-next-line no-console -- a Worker's log is its console
  console.log({ gramme_tail: counts });
}

export default { tail } satisfies ExportedHandler<TailEnv>;
