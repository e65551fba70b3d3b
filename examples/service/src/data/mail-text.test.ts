import { expect, test } from "vitest";
import { FEATURES, mailFeatures, writeFeatures, type SparseFeatures } from "./mail-features.ts";
import { mailText } from "./mail-text.ts";
import { threadOf } from "./threads.ts";

test("a mail is read without headers, tags, encodings and attachments", () => {
  const raw = [
    "From: someone@example.org",
    "Subject: Good",
    "\tnews",
    "Content-Type: multipart/mixed",
    "",
    "--part",
    "Content-Type: text/html",
    "",
    "<p>Caf=E9 is <b>op=",
    "en</b>&nbsp;now</p>",
    "A".repeat(76),
  ].join("\r\n");
  expect(mailText(raw)).toEqual({ subject: "Good news", body: "Café is open now" });
});

test("a body in base64 is decoded, and text without headers is all body", () => {
  const encoded = Buffer.from("free money").toString("base64");
  const raw = `Content-Transfer-Encoding: base64\nSubject: x\n\n${encoded}`;
  expect(mailText(raw).body).toBe("free money");
  expect(mailText("no headers here")).toEqual({ subject: "", body: "no headers here" });
});

test("features count words whatever their case, and numbers by their length", () => {
  expect(features("Free MONEY 123")).toEqual(features("free money 987"));
  expect(features("free money 123")).not.toEqual(features("free money 1234"));
  const twice = features("free free money");
  expect([...twice.values].toSorted((a, b) => a - b)).toEqual(
    [Math.log(2), Math.log(3)].map((count) =>
      expect.closeTo(count / Math.hypot(Math.log(2), Math.log(3)), 5),
    ),
  );
});

test("a mail without words is all zeros", () => {
  const values = new Float32Array(FEATURES).fill(1);
  writeFeatures(mailFeatures({ subject: "", body: "..." }), values, 0);
  expect(values.every((value) => value === 0)).toBe(true);
});

test("answers, forwards and the same text sent again are one thread", () => {
  const body = "the very same words ".repeat(15);
  const threads = threadOf([
    { subject: "Lunch 1", body: "alpha" },
    { subject: "Offer", body },
    { subject: "Re: [list] lunch", body: "beta" },
    { subject: "Another offer", body: `${body} with another ending` },
    { subject: "Fwd: Another offer", body: "gamma" },
    { subject: "Dinner", body: "delta" },
  ]);
  expect([...threads]).toEqual([0, 1, 0, 1, 1, 5]);
});

function features(body: string): SparseFeatures {
  return mailFeatures({ subject: "", body });
}
