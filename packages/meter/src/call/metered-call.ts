/**
 * One request under the meter, from its start to the one event that tells of it.
 * @module
 */
import type { Outcome, WireEvent } from "@gramme/core/wire";
import { LONGEST_MS, MOST_COUNT } from "@gramme/core/wire/event-bounds";
import type { Clock } from "../clock/clock.ts";
import type { Flight, InFlight } from "../in-flight/in-flight.ts";
import { type LabelFields, type Labels, fits, fittingLabels } from "./labels.ts";
import { noteFailure } from "./meter-failures.ts";

/** What became known of a request on the way. What is not known is left out. */
export interface FoundUsage {
  /** Model that answered, by its own word. */
  readonly model?: string | undefined;
  readonly model_version?: string | undefined;
  /** Tokens that went in; 0 where the task has none. */
  readonly input_tokens?: number | undefined;
  readonly output_tokens?: number | undefined;
  /** Time of computing, ms, as the one who computed says it. Takes the place of the time by our clock. */
  readonly compute_ms?: number | undefined;
  /** Inferences that this one request was, where it was a batch. */
  readonly count?: number | undefined;
  /** Energy of the whole request, µJ, where the service meters it itself. */
  readonly energy_uj?: number | undefined;
}

/** A request under the meter. None of these ever throws. */
export interface MeteredCall {
  /** The head of the answer came. The first call counts. */
  head(): void;
  /** The first byte of its body came. The first call counts. */
  firstByte(): void;
  /** Something became known. Each figure's last word counts. */
  usage(found: FoundUsage): void;
  /** It is filed under other labels than it began with. */
  label(labels: Labels): void;
  /**
   * It ended: sends the event. The first end or drop counts, and nothing after it.
   * @param seen Whether it ended now. `false` where it came to light later: then no time is told.
   */
  end(outcome: Outcome, seen?: boolean): void;
  /** It was no inference after all: nothing is sent. */
  drop(): void;
}

/** What a call is measured with. */
export interface CallSetting {
  readonly clock: Clock;
  readonly inFlight: InFlight;
  /** How a duration by this clock is known. */
  readonly timing: "wall" | "wall-io";
  readonly emit: (event: WireEvent) => void;
  /** Names the event; a random UUID when not said. `false`: no name, for events that go out in numbered batches. */
  readonly id?: (() => string) | false | undefined;
}

/** A request begins. */
export function startCall(labels: Labels, setting: CallSetting): MeteredCall {
  return new Call(labels, setting);
}

/** Most of what the wire takes. */
const MOST_TOKENS = 1e12;
const MOST_ENERGY_UJ = 1e15;
const MOST_IN_FLIGHT = 1_000_000;
const MOST_SUM_MS = LONGEST_MS * 1000;

type Found = { -readonly [Figure in keyof FoundUsage]: FoundUsage[Figure] };
const FIGURES = [
  "model",
  "model_version",
  "input_tokens",
  "output_tokens",
  "compute_ms",
  "count",
  "energy_uj",
] as const satisfies readonly (keyof FoundUsage)[];

function put<Figure extends keyof Found>(found: Found, figure: Figure, value: Found[Figure]): void {
  found[figure] = value;
}

// a class, for what it costs: one object a request, where four closures and their context would be five
class Call implements MeteredCall {
  #labels: Labels;
  readonly #setting: CallSetting;
  readonly #flight: Flight;
  #headMs: number | undefined;
  #firstByteMs: number | undefined;
  #found: Found | undefined;
  #ended = false;

  constructor(labels: Labels, setting: CallSetting) {
    this.#labels = labels;
    this.#setting = setting;
    this.#flight = setting.inFlight.enter(setting.clock.monotonicMs());
  }

  head(): void {
    this.#headMs ??= this.#sinceStart();
  }

  firstByte(): void {
    this.#firstByteMs ??= this.#sinceStart();
  }

  usage(found: FoundUsage): void {
    if (typeof found !== "object" || found === null) {
      noteFailure("usage", "usage wants an object of figures");
      return;
    }
    this.#found ??= {};
    // the figures that are there, so that one that is not does not wipe out another
    for (const figure of FIGURES) if (found[figure] !== undefined) put(this.#found, figure, found[figure]);
  }

  label(labels: Labels): void {
    this.#labels = labels;
  }

  end(outcome: Outcome, seen = true): void {
    if (this.#ended) return;
    this.#ended = true;
    try {
      const { clock, inFlight } = this.#setting;
      const nowMs = clock.monotonicMs();
      const share = inFlight.leave(this.#flight, nowMs);
      const wallMs = seen ? nowMs - this.#flight.startMs : undefined;
      this.#setting.emit(this.#event(outcome, wallMs, share));
    } catch (error) {
      noteFailure("emit", error);
    }
  }

  drop(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#setting.inFlight.leave(this.#flight, this.#setting.clock.monotonicMs());
  }

  #sinceStart(): number {
    return this.#setting.clock.monotonicMs() - this.#flight.startMs;
  }

  #event(outcome: Outcome, wallMs: number | undefined, shareMs: number | undefined): WireEvent {
    const { clock, timing, id } = this.#setting;
    const event = labelled(Math.round(clock.epochMs()), fittingLabels(this.#labels));
    if (id !== false) event.id = id === undefined ? crypto.randomUUID() : id();
    if (outcome !== "answered") event.outcome = outcome;
    const found = this.#found;
    // a request that failed is one request, whatever it was to be
    const count = outcome === "failed" ? 1 : (whole(found?.count, 1, MOST_COUNT) ?? 1);
    if (count !== 1) event.count = count;
    const computeMs = measured(found?.compute_ms, LONGEST_MS);
    if (computeMs === undefined) {
      addWall(event, timing, wallMs, shareMs, count);
    } else {
      // how many it computed at once, its provider does not say
      event.timing = "provider";
      event.duration_ms = computeMs;
    }
    this.#addStart(event, count);
    if (found !== undefined) addFound(event, found);
    return event;
  }

  #addStart(event: WireEvent, count: number): void {
    const firstByteMs = measured(this.#firstByteMs, LONGEST_MS);
    const headMs = measured(this.#headMs ?? this.#firstByteMs, LONGEST_MS);
    if (headMs === undefined || firstByteMs === undefined) return;
    if (!within(headMs, count) || !within(firstByteMs, count)) return;
    event.head_ms = headMs * count;
    event.first_byte_ms = firstByteMs * count;
  }
}

/** The beginning of an event. Written out, since a spread takes four times as long, and every request waits for it. */
function labelled(at_unix_ms: number, labels: LabelFields): WireEvent {
  const { task, model, model_version, route, profile, zone, phase } = labels;
  const event: WireEvent = { at_unix_ms, task, model };
  if (model_version !== undefined) event.model_version = model_version;
  if (route !== undefined) event.route = route;
  if (profile !== undefined) event.profile = profile;
  if (zone !== undefined) event.zone = zone;
  if (phase !== undefined) event.phase = phase;
  return event;
}

/** Time by our clock. Of `count` inferences at once, the sum over them: each lasted as long, among as many more. */
function addWall(
  event: WireEvent,
  timing: "wall" | "wall-io",
  wallMs: number | undefined,
  shareMs: number | undefined,
  count: number,
): void {
  const durationMs = measured(wallMs, LONGEST_MS);
  if (durationMs === undefined || !within(durationMs, count)) return;
  const isKnown = shareMs !== undefined && shareMs > 0;
  const others = isKnown ? Math.max(1, durationMs / shareMs) : 1;
  const mean = Math.round(others * count * 1e9) / 1e9;
  // among more than can be told: without them, the share would come out as so many times what it was
  if (mean > MOST_IN_FLIGHT) return;
  event.timing = timing;
  event.duration_ms = durationMs * count;
  // a share that nobody knows is that of one alone, but for the others of its own batch
  if (isKnown || count > 1) event.in_flight = mean;
}

function addFound(event: WireEvent, found: FoundUsage): void {
  const input = whole(found.input_tokens, 0, MOST_TOKENS);
  const output = whole(found.output_tokens, 0, MOST_TOKENS);
  if (input !== undefined && output !== undefined) {
    event.input_tokens = input;
    event.output_tokens = output;
  }
  const energy = whole(found.energy_uj, 1, MOST_ENERGY_UJ);
  if (energy !== undefined) event.energy_uj = energy;
  for (const label of ["model", "model_version"] as const) {
    const text = found[label];
    if (text === undefined) continue;
    if (typeof text === "string" && fits(label, text)) event[label] = text;
    else noteFailure("label", `${label} that the answer names does not fit the wire`);
  }
}

/** A time in whole µs, where there is one: 0 is none. */
function measured(ms: number | undefined, mostMs: number): number | undefined {
  if (ms === undefined) return undefined;
  const rounded = Math.round(ms * 1000) / 1000;
  return rounded >= 0.001 && rounded <= mostMs ? rounded : undefined;
}

function within(ms: number, count: number): boolean {
  return ms * count <= MOST_SUM_MS;
}

/** A whole number within its bounds; what else was told is counted, and left out. */
function whole(value: number | undefined, least: number, most: number): number | undefined {
  if (value === undefined) return undefined;
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  noteFailure("usage", `a figure that is no whole number from ${least} to ${most}`);
  return undefined;
}
