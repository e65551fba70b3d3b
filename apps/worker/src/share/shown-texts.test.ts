import * as wire from "@gramme/core/wire/api";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { PATHS } from "../doors.ts";
import { SHOWN } from "./shown-texts.ts";
import { textsOfForm } from "./texts-of-form.ts";

const FORMS = [...SHOWN.values()];

describe("what links show", () => {
  it.each(FORMS.map((form) => [form.name, form] as const))(
    "is decided of every text of %s, and of nothing that is not there",
    (_, { texts, decided }) => {
      const free = [...texts].flatMap(([path, kind]) => (kind === "free" ? [path] : []));
      expect([...decided.keys()].toSorted()).toEqual(free.toSorted());
    },
  );

  it("is decided of every form that there is for answers of figures", () => {
    const answers = Object.entries(wire).filter(([name]) => name.endsWith("Answer"));
    const names = answers.map(([, form]) => {
      const { shape } = form as unknown as { readonly shape: { readonly schema: z.ZodLiteral<string> } };
      return shape.schema.value;
    });
    expect(names.toSorted()).toEqual(FORMS.map(({ name }) => name).toSorted());
    expect(
      PATHS.flatMap((paths) => Object.keys(paths)).filter((path) => path.startsWith("/api/")),
    ).toHaveLength(
      // runs and commits have one form; a whole run and the way in are for no link
      names.length + 1 + 2,
    );
  });

  it("withholds people, notes, meters, repositories, commits, refs and runs from links of figures, by whatever form", () => {
    const told = FORMS.flatMap(({ decided }) =>
      [...decided].flatMap(([path, showing]) =>
        showing === "as-it-is" || showing === "without-commits" ? [path] : [],
      ),
    );
    expect(
      told.filter((path) =>
        /(?:^|\.)(?:repository|sha|commit|ref|base|run|by|note|meter|route|pull_request)$/u.test(path),
      ),
    ).toEqual([]);
  });
});

describe("texts of a form", () => {
  it("are found under lists, records, unions and what may be absent", () => {
    const form = z.strictObject({
      schema: z.literal("a/1"),
      at: z.iso.datetime(),
      list: z.array(z.strictObject({ of: z.string().optional() })),
      any: z.record(z.string(), z.string().nullable()),
      either: z.discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("a"), what: z.enum(["x"]) }),
        z.strictObject({ kind: z.literal("b"), what: z.string().regex(/^b/u) }),
      ]),
      url: z.url(),
      count: z.int(),
    });
    expect(Object.fromEntries(textsOfForm(form))).toEqual({
      schema: "closed",
      at: "closed",
      "list.of": "free",
      "any.*": "free",
      "either.kind": "closed",
      "either.what": "free",
      url: "free",
    });
  });

  it("are not guessed where nobody said how to look", () => {
    expect(() => textsOfForm(z.strictObject({ a: z.unknown() }))).toThrow("unknown");
  });
});
