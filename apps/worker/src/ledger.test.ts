import { createExecutionContext } from "cloudflare:test";
import type { WireProblem } from "@gramme/core/wire";
import { describe, expect, it, vi } from "vitest";
import { ledger } from "./ledger.ts";

const app = ledger((doors) => {
  doors.get("/broken", () => {
    throw new TypeError("what it was doing");
  });
});

async function problemAt(path: string): Promise<WireProblem> {
  const response = await app.fetch(
    new Request(`https://ledger.example${path}`),
    {},
    createExecutionContext(),
  );
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  return response.json();
}

describe("a path that there is nothing at", () => {
  it("is named in the answer", async () => {
    expect(await problemAt("/v1/event?x=secret")).toMatchObject({
      status: 404,
      code: "not-found",
      detail: "there is nothing at /v1/event",
    });
  });

  it("is cut short where it is long", async () => {
    const { detail } = await problemAt(`/${"a".repeat(5000)}/secret`);
    expect(detail).toBe(`there is nothing at /${"a".repeat(59)}…`);
  });

  it.each(["/a%0d%0aset-cookie:%20x", "/%25250a%1b[31m", "/%E2%80%AEgnp.exe", "/%F0%9F%98%80", "/%ff%00"])(
    "is quoted as plain characters: %s",
    async (path) => {
      expect((await problemAt(path)).detail).toMatch(/^[\x20-\x7e…]+$/u);
    },
  );
});

describe("a door that breaks", () => {
  it("tells its caller nothing, and its keeper where", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const problem = await problemAt("/broken");
    expect(problem).toMatchObject({ status: 500, code: "bug" });
    expect(JSON.stringify(problem)).not.toContain("what it was doing");
    expect(log.mock.calls[0]?.[0]).toContain("what it was doing");
    log.mockRestore();
  });
});
