/**
 * What a person sets to have requests metered.
 * @module
 */
import { type Clock, platformClock, timingBy } from "../clock/clock.ts";
import { type InFlight, inFlight, pool } from "../in-flight/in-flight.ts";
import type { EventSink } from "./event-sink.ts";
import { type Labels, labelFaults } from "./labels.ts";
import type { CallSetting } from "./metered-call.ts";

/** What to file requests under, and where the events go. */
export interface MeterSetting extends Labels {
  readonly outbox: EventSink;
  /** What shares hardware, by name: requests of one pool share its time fairly (M50). */
  readonly pool?: string | InFlight | undefined;
  /** The platform's, unless said. */
  readonly clock?: Clock | undefined;
  /** How a duration is known: as the clock allows, unless said. */
  readonly timing?: "wall" | "wall-io" | undefined;
}

/**
 * The setting of each call.
 * @param own What holds where the setting says nothing: a pool, a timing.
 * @throws {TypeError} if a label does not fit the wire, or there is no outbox.
 */
export function callSettingOf(
  setting: MeterSetting,
  own: { readonly name: string; readonly pool: "process" | "own"; readonly timing?: "wall-io" },
): CallSetting {
  const faults = [...labelFaults(setting)];
  if (typeof setting.outbox?.add !== "function")
    faults.push("outbox: wants an outbox, or what has add(event)");
  if (typeof setting.task !== "string") faults.push("task: wants a Hugging Face pipeline tag, or unknown");
  if (typeof setting.model !== "string") faults.push("model: wants a model's name");
  if (faults.length > 0) throw new TypeError(`${own.name}: ${faults.join("; ")}`);
  const { outbox, clock = platformClock() } = setting;
  return {
    clock,
    inFlight: poolOf(setting.pool, own.pool),
    timing: setting.timing ?? own.timing ?? timingBy(clock),
    emit: (event) => outbox.add(event),
    id: outbox.wantsIds === true ? undefined : false,
  };
}

function poolOf(named: string | InFlight | undefined, otherwise: "process" | "own"): InFlight {
  if (typeof named === "object") return named;
  if (named !== undefined) return pool(named);
  return otherwise === "process" ? pool() : inFlight();
}

/** The labels of a setting, and nothing else of it. */
export function labelsOf(setting: Labels): Labels {
  const { task, model, model_version, route, profile, zone, phase } = setting;
  return { task, model, model_version, route, profile, zone, phase };
}
