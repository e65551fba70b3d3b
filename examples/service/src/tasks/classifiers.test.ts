import { expect, test } from "vitest";
import { digitsDataset, SIDE } from "../data/digits.ts";
import { declaration } from "../data/declaration.ts";
import { heldOutMails } from "../data/mails.ts";
import { blankImage } from "../image/image.ts";
import { repeatPixels } from "../image/resize.ts";
import { DIGITS } from "./digits.ts";
import { LANGUAGE } from "./language.ts";
import { SPAM } from "./spam.ts";

test.each([
  ["All human beings are born free and equal in dignity and rights.", "eng"],
  ["Tous les êtres humains naissent libres et égaux en dignité et en droits.", "fra"],
  [declaration("deu_1996")[0] ?? "", "deu"],
  [declaration("ukr")[0] ?? "", "ukr"],
])("%s is %s", async (text, language) => {
  const predictor = await LANGUAGE.load();
  const { label, probability, all } = await predictor.predict(text);
  expect(label).toBe(language);
  expect(probability).toBe(all[0]?.probability);
  expect(all.reduce((sum, answer) => sum + answer.probability, 0)).toBeCloseTo(1, 4);
});

test("spam and wanted mail that no training has seen are told apart", async () => {
  const predictor = await SPAM.load();
  const mails = heldOutMails(120);
  const answers: { readonly label: string; readonly answer: string }[] = [];
  for (const { raw, label } of mails) answers.push({ label, answer: (await predictor.predict(raw)).label });
  const right = (label: string) => {
    const mine = answers.filter((mail) => mail.label === label);
    expect(mine.length).toBeGreaterThan(20);
    return mine.filter(({ answer }) => answer === label).length / mine.length;
  };
  expect(right("ham")).toBeGreaterThan(0.93);
  expect(right("spam")).toBeGreaterThan(0.9);
});

test("a digit is read from a picture of any size", async () => {
  const predictor = await DIGITS.load();
  const { test: heldOut } = digitsDataset();
  const pixels = new Float32Array(SIDE * SIDE);
  let right = 0;
  for (let index = 0; index < 100; index += 1) {
    heldOut.write(index, pixels, 0);
    const image = blankImage(SIDE, SIDE, 0);
    for (const [pixel, level] of pixels.entries()) image.rgb.fill(level * 255, pixel * 3, pixel * 3 + 3);
    const { label } = await predictor.predict(index % 2 === 0 ? image : repeatPixels(image, 3));
    if (label === String(heldOut.label(index))) right += 1;
  }
  expect(right).toBeGreaterThan(88);
});
