/**
 * What a tail consumer reads of a request.
 * @module
 */
import type { WireMeterLine } from "@gramme/core/wire";
import type { Labels } from "@gramme/meter";

/**
 * Logs how many inferences a request was, under which labels: no sound and no answer. A tail consumer finds the line
 * beside the CPU time that the platform counted for the invocation, which no code can read while it runs.
 */
export function logInferences(labels: Labels, inferences: number): void {
  const line: WireMeterLine = { meter_id: crypto.randomUUID(), labels: { ...labels }, inferences };
  // oxlint-disable-next-line no-console -- the log is the one way to a tail consumer; as an object, see MeterLine
  console.log({ gramme: line });
}
