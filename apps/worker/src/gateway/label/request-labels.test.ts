import { TASKS } from "@gramme/core";
import { describe, expect, test } from "vitest";
import type { WireRouteInput } from "../route/route-input.ts";
import { PATH_TASKS } from "./path-task.rows.ts";
import { requestLabels } from "./request-labels.ts";

const labelsOf = (
  input: Partial<WireRouteInput>,
  path: string,
  {
    method = "POST",
    headers = {},
  }: { readonly method?: string; readonly headers?: Record<string, string> } = {},
): ReturnType<typeof requestLabels> =>
  requestLabels(
    {
      id: "openai",
      created_at: "2026-01-01T00:00:00.000Z",
      input: { upstream: "https://a.dev/v1", ...input },
    },
    { method, path, targetPath: `/v1${path}`, headers: new Headers(headers) },
  );

describe("what a request is counted under", () => {
  test.each([
    ["/chat/completions", "text-generation"],
    ["/completions", "text-generation"],
    ["/responses", "text-generation"],
    ["/messages", "text-generation"],
    ["/embeddings", "feature-extraction"],
    ["/images/generations", "text-to-image"],
    ["/audio/transcriptions", "automatic-speech-recognition"],
    ["/api/chat", "text-generation"],
    ["/api/generate", "text-generation"],
    ["/api/embed", "feature-extraction"],
    ["/openai/deployments/gpt-4o/chat/completions", "text-generation"],
  ])("the usual paths are known: %s", (path, task) => {
    expect(labelsOf({}, path)?.task).toBe(task);
  });

  test("rows name tasks of the closed set", () => {
    for (const [, task] of PATH_TASKS) expect([...TASKS, "none"]).toContain(task);
  });

  test.each([
    ["POST", "/files"],
    ["POST", "/threads/t_1/messages"],
    ["POST", "/api/pull"],
    ["POST", "/messages/count_tokens"],
    ["POST", "/nothing-known"],
    ["GET", "/models"],
    ["GET", "/chat/completions"],
    ["DELETE", "/chat/completions"],
  ])("%s %s is no inference", (method, path) => {
    expect(labelsOf({}, path, { method })).toBeUndefined();
  });

  test("a route's task is every POST's that is not known to be no inference", () => {
    const input = { task: "summarization" } as const;
    expect(labelsOf(input, "/predict")).toMatchObject({ task: "summarization", route: "openai" });
    expect(labelsOf(input, "/chat/completions")?.task).toBe("summarization");
    expect(labelsOf(input, "/files")).toBeUndefined();
    expect(labelsOf(input, "/health", { method: "GET" })).toBeUndefined();
  });

  test("stated paths come before all else, the longest first, for any method", () => {
    const input = {
      task: "text-generation",
      tasks: { "/infer": "image-classification", "/fast/infer": "object-detection", "/warm": "none" },
    } as const;
    expect(labelsOf(input, "/v2/models/m/infer")?.task).toBe("image-classification");
    expect(labelsOf(input, "/fast/infer", { method: "GET" })?.task).toBe("object-detection");
    expect(labelsOf(input, "/warm")).toBeUndefined();
    expect(labelsOf({ tasks: { "/chat/completions": "none" } }, "/chat/completions")).toBeUndefined();
    expect(labelsOf({ tasks: { "/files": "image-to-text" } }, "/files")?.task).toBe("image-to-text");
  });

  test("the route's label is its id and the path that it was known by, never the request's own", () => {
    expect(labelsOf({}, "/users/jane@acme.dev/chat/completions")?.route).toBe("openai/chat/completions");
    expect(labelsOf({ task: "translation" }, "/users/jane@acme.dev/translate")?.route).toBe("openai");
  });

  test("a path ends at a segment's edge", () => {
    expect(labelsOf({}, "/my-completions")).toBeUndefined();
    expect(labelsOf({ tasks: { "/infer": "fill-mask" } }, "/noinfer")).toBeUndefined();
  });
});

describe("what callers may say of their requests", () => {
  test("task, model, version and phase", () => {
    expect(
      labelsOf({ model: "theirs", model_version: "1", profile: "h100", zone: "FR" }, "/chat/completions", {
        headers: {
          "x-gramme-task": "translation",
          "x-gramme-model": "acme/mt-7b",
          "x-gramme-model-version": "2026-02",
          "x-gramme-phase": "development",
          "x-gramme-profile": "mine",
        },
      }),
    ).toEqual({
      task: "translation",
      model: "acme/mt-7b",
      model_version: "2026-02",
      phase: "development",
      route: "openai/chat/completions",
      pool: "openai",
      profile: "h100",
      zone: "FR",
    });
  });

  test("it does not make an inference of what is none", () => {
    expect(labelsOf({}, "/files", { headers: { "x-gramme-task": "translation" } })).toBeUndefined();
  });

  test.each([
    ["x-gramme-task", "text-generatoin", "text-generation"],
    ["x-gramme-task", "constructor", "pipeline tag"],
    ["x-gramme-model", "a model", "x-gramme-model wants"],
    ["x-gramme-model", "", "x-gramme-model wants"],
    ["x-gramme-model-version", "v".repeat(65), "x-gramme-model-version wants"],
    ["x-gramme-phase", "later", "development"],
  ])("%s: %s is a bad header", (name, value, words) => {
    const asked = (): unknown => labelsOf({}, "/chat/completions", { headers: { [name]: value } });
    expect(asked).toThrow(
      expect.objectContaining({ code: "bad-header", message: expect.stringContaining(words) }),
    );
  });

  test("what was sent is not repeated", () => {
    const secret = "sk-".padEnd(200, "s");
    for (const name of ["task", "model", "model-version", "phase"]) {
      let words = "";
      try {
        labelsOf({}, "/chat/completions", { headers: { [`x-gramme-${name}`]: secret } });
      } catch (error) {
        words = String(error);
      }
      expect(words).toContain(`x-gramme-${name}`);
      expect(words).not.toContain("sk-s");
    }
  });
});
