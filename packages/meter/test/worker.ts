/**
 * The Worker round the tests that run in workerd: bodies that come from elsewhere, and the outboxes of objects.
 * @module
 */
export { FlushingDoor } from "../src/outbox/durable-object/flushing-door.fixture.ts";
export { MeteredDoor, TestOutbox } from "../src/outbox/durable-object/test-outbox.fixture.ts";

export default {
  fetch(request) {
    const { pathname } = new URL(request.url);
    if (pathname === "/long") return new Response("A".repeat(1_000_000));
    // a head, and nothing after it
    if (pathname === "/silent") return new Response(new TransformStream<Uint8Array, Uint8Array>().readable);
    return new Response(null, { status: 404 });
  },
} satisfies ExportedHandler;
