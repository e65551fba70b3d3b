/**
 * A metered request on its way through: its call, and the parcel that its event will go in.
 * @module
 */
import { platformClock, pool, startCall, timingBy } from "@gramme/meter";
import type { WireEvent } from "@gramme/core/wire";
import type { LedgerContext } from "../../context.ts";
import { type Carrier, handover } from "../handover/handover.ts";
import { recorded } from "../handover/recorded.ts";
import type { RequestLabels } from "../label/request-labels.ts";

/** A request under the meter. */
export interface Passage {
  readonly call: ReturnType<typeof startCall>;
  /** It is no inference after all: nothing is told of it. */
  readonly drop: () => void;
}

const HANDOVER = handover();

/** A request begins. */
export function passage(c: LedgerContext, labels: RequestLabels): Passage {
  const { tenant } = c.var.principal;
  const context = c.executionCtx;
  const clock = platformClock();
  // the caller may go before the answer is through; without this the platform would end us with them
  const over = Promise.withResolvers<undefined>();
  context.waitUntil(over.promise);
  const carrier: Carrier = {
    record: async (whose, batch) => recorded(c.env, whose, batch, clock.epochMs()),
    waitUntil: (work) => {
      context.waitUntil(work);
    },
    nowMs: () => clock.epochMs(),
    wait: async (ms) => scheduler.wait(ms),
    tell: (line) => {
      // oxlint-disable-next-line no-console -- a Worker's log is its console
      console.warn(line);
    },
  };
  const call = startCall(labels, {
    clock,
    // one route is one pool of hardware, as far as can be seen from here
    inFlight: pool(`gateway ${tenant} ${labels.pool}`),
    timing: timingBy(clock),
    id: false,
    emit: (event: WireEvent) => {
      HANDOVER.add(tenant, event, carrier);
      over.resolve(undefined);
    },
  });
  return {
    call,
    drop: () => {
      call.drop();
      over.resolve(undefined);
    },
  };
}
