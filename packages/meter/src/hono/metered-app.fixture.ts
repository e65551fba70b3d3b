/**
 * A Hono app whose routes are metered by a clock that moves when told.
 * @module
 */
import { Hono } from "hono";
import { type EventList, eventList } from "../call/event-list.fixture.ts";
import { FrozenClock } from "../clock/frozen-clock.fixture.ts";
import { type InFlight, inFlight } from "../in-flight/in-flight.ts";
import { type RouteMeter, meter } from "./route-meter.ts";

/** An app, and what its meter works with. */
export interface MeteredApp {
  readonly app: Hono;
  readonly outbox: EventList;
  readonly clock: FrozenClock;
  readonly pool: InFlight;
  readonly events: EventList["events"];
}

/** An app without routes, behind one meter. */
export function metered(own: Partial<RouteMeter> = {}): MeteredApp {
  const outbox = eventList();
  const clock = new FrozenClock();
  const pool = inFlight();
  const app = new Hono();
  app.use(meter({ task: "text-classification", model: "m", outbox, clock, pool, ...own }));
  return { app, outbox, clock, pool, events: outbox.events };
}
