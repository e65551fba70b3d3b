import { describe, expect, test } from "vitest";
import { MODALITIES, modalityOf, modalityText, STUDIED_MODALITIES, tasksOf } from "./modality.ts";
import { TASK_ALIASES } from "./task-alias.rows.ts";
import { findTask, isTask, nearTasks, TASKS, taskOrThrow, taskOrUnknown } from "./task.ts";

describe("findTask", () => {
  test("finds every tag by its own name", () => {
    for (const task of TASKS) expect(findTask(task)).toBe(task);
  });

  test.each([
    ["extractive-qa", "question-answering"],
    ["masked-language-modeling", "fill-mask"],
    ["image-captioning", "image-to-text"],
    ["image-generation", "text-to-image"],
    ["speech-recognition", "automatic-speech-recognition"],
    ["ocr", "image-to-text"],
    ["vad", "voice-activity-detection"],
    ["summarisation", "summarization"],
    [" Text Classification ", "text-classification"],
    ["VOICE_ACTIVITY_DETECTION", "voice-activity-detection"],
  ])("reads %s as %s", (text, task) => {
    expect(findTask(text)).toBe(task);
  });

  test("knows no task in what names none", () => {
    for (const text of ["", "other", "constructor", "__proto__", "text", "x".repeat(100_000)]) {
      expect(findTask(text)).toBeUndefined();
      expect(taskOrUnknown(text)).toBe("unknown");
    }
  });

  test("a missing task is unknown where that is allowed", () => {
    expect(taskOrUnknown(undefined)).toBe("unknown");
    expect(taskOrUnknown("asr")).toBe("automatic-speech-recognition");
  });

  test("only a tag is a tag", () => {
    expect(isTask("fill-mask")).toBe(true);
    expect(isTask("Fill-Mask")).toBe(false);
    expect(isTask("mlm")).toBe(false);
  });
});

describe("aliases", () => {
  test("stand once, and never hide a tag", () => {
    const names = [...TASKS, ...TASK_ALIASES.flatMap(([, aliases]) => aliases)];
    expect(new Set(names).size).toBe(names.length);
  });

  test("are written as they are looked up", () => {
    for (const [task, aliases] of TASK_ALIASES) {
      for (const alias of aliases) {
        expect(alias).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        expect(findTask(alias)).toBe(task);
      }
    }
  });
});

describe("taskOrThrow", () => {
  test("names the field, what was found and what comes near", () => {
    expect(() => taskOrThrow("text-clasification", "workloads[0].task")).toThrow(
      expect.objectContaining({
        name: "GrammeError",
        code: "unknown-task",
        message: expect.stringMatching(
          /^workloads\[0\]\.task: "text-clasification" is not a task that Gramme knows; did you mean text-classification/,
        ),
        details: {
          field: "workloads[0].task",
          found: "text-clasification",
          expected: "a Hugging Face pipeline tag",
          suggestions: ["text-classification", "token-classification", "tabular-classification"],
        },
      }),
    );
    expect(nearTasks("summarisaton")).toEqual(["summarization"]);
  });

  test("says what a task is when nothing comes near", () => {
    expect(nearTasks("qqqqqqqq")).toEqual([]);
    expect(() => taskOrThrow("qqqqqqqq", "task")).toThrow(/pipeline tag such as text-classification/);
  });

  test("cuts what it quotes", () => {
    expect(() => taskOrThrow("y".repeat(10_000), "task")).toThrow(/^task: "y{64}" is/);
  });
});

describe("modality", () => {
  // Luccioni, Jernite & Strubell 2024, section 3: ten tasks in five modalities.
  test.each([
    ["text-classification", "text-to-category"],
    ["question-answering", "text-to-category"],
    ["token-classification", "text-to-category"],
    ["fill-mask", "text-to-text"],
    ["text-generation", "text-to-text"],
    ["summarization", "text-to-text"],
    ["image-classification", "image-to-category"],
    ["object-detection", "image-to-category"],
    ["image-to-text", "image-to-text"],
    ["text-to-image", "text-to-image"],
  ] as const)("of %s is %s, as in the study", (task, modality) => {
    expect(modalityOf(task)).toBe(modality);
    expect(STUDIED_MODALITIES).toContain(modality);
  });

  test("follows for the tasks the study has not", () => {
    expect(modalityOf("voice-activity-detection")).toBe("audio-to-category");
    expect(modalityOf("automatic-speech-recognition")).toBe("audio-to-text");
    expect(modalityOf("tabular-regression")).toBe("tabular-to-number");
    expect(modalityOf("feature-extraction")).toBe("text-to-vector");
    expect(modalityOf("image-text-to-text")).toBe("image-to-text");
    expect(modalityOf("unknown")).toBe("unknown");
  });

  test("every task stands in one modality, every modality has a task", () => {
    expect(MODALITIES.flatMap((modality) => tasksOf(modality)).toSorted()).toEqual([...TASKS].toSorted());
  });

  test("reads as an arrow", () => {
    expect(modalityText("text-to-category")).toBe("text → category");
    expect(modalityText("unknown")).toBe("unknown");
  });
});
