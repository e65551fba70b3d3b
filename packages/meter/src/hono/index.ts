/**
 * Metering of Hono routes.
 * @module
 */
export { type RouteMeter, meter, meteredCall } from "./route-meter.ts";
