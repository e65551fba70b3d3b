/**
 * A process that meters three events in memory and comes to its end. Argument: the ledger.
 * @module
 */
import { eventNamed } from "../ledger-stand-in.fixture.ts";
import { openOutbox } from "../outbox.ts";

const outbox = openOutbox({ ledger: process.argv[2] ?? "", batch: { afterMs: 5 } });
for (const name of ["a", "b", "c"]) outbox.add(eventNamed(name));
