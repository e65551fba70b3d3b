/**
 * A tail consumer that shows what it is given of requests: all that each of them logged, as one line of JSON. What the
 * outbox says in its own invocations is left out.
 * @module
 */
interface Trace {
  readonly event: { readonly request?: unknown } | null;
  readonly logs: readonly { readonly message: unknown }[];
}

export default {
  tail(traces: readonly Trace[]): void {
    for (const { event, logs } of traces) {
      if (event?.request === undefined || logs.length === 0) continue;
      // oxlint-disable-next-line no-console -- the test reads it there
      console.log(`tailed ${JSON.stringify(logs.map(({ message }) => message))}`);
    }
  },
};
