/**
 * A model of one operation, for tests: y = 2·x, x being float32 [N, 4] (opset 17).
 * @module
 */

/** Its bytes. */
export const DOUBLE_MODEL: Buffer = Buffer.from(
  "CAgSFmdyYW1tZS1leGFtcGxlLXNlcnZpY2U6lAEKEQoBeAoBdxIBeSIGTWF0TXVsEgZkb3VibGUqSwgECAQQAUIBd0pAAAAAQAAAAAAAAAAAAAAA" +
    "AAAAAAAAAABAAAAAAAAAAAAAAAAAAAAAAAAAAEAAAAAAAAAAAAAAAAAAAAAAAAAAQFoUCgF4Eg8KDQgBEgkKAxIBTgoCCARiFAoBeRIPCg0IARIJ" +
    "CgMSAU4KAggEQgIQEQ==",
  "base64",
);
