/**
 * One figure, told four times: drawn, read point by point, in the table and in the file. All four say what the ledger
 * answered.
 * @module
 */
import { text as textOf } from "node:stream/consumers";
import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { inBrowser } from "./browser/in-browser.ts";
import { visit } from "./browser/visit.ts";
import { answeredBy } from "./figures/answered.ts";
import {
  type ChartFile,
  chartFile,
  countsOf,
  type FileColumn,
  quantitiesOf,
  readCsv,
} from "./figures/csv-file.ts";
import { drawnQuantities } from "./figures/drawn.ts";
import { isNumberSaid, isSaid, saidQuantities, unitOfHead } from "./figures/said-figure.ts";
import { PAGES, pageUrl } from "./pages.ts";

inBrowser("figures", () => {
  test.for(PAGES)("%s: drawing, reading, table, file and answer say the same", async (name) => {
    await using seen = await visit(pageUrl(name));
    const { page } = seen;
    const isAnswered = answeredBy(seen.answers.values());
    for (const chart of await page.locator("figure.chart").all()) {
      const id = (await chart.getAttribute("id")) ?? "";
      const file = chartFile(await downloaded(page, chart.getByRole("button", { name: "CSV" })));
      const quantities = file.rows.flatMap((row) => [...quantitiesOf(file, row), ...countsOf(file, row)]);
      // what others published comes with the page
      const ours = {
        columns: file.columns.filter((column) => !column.name.startsWith("published")),
        rows: file.rows.filter((row) => !row.includes("published")),
      };
      const strange = ours.rows.flatMap((row) => quantitiesOf(ours, row)).filter((one) => !isAnswered(one));
      expect.soft(strange, `${id}: in no answer`).toEqual([]);
      expect.soft(await tableFaults(chart, file), `${id}: table`).toEqual([]);

      for (const svg of await chart.locator("svg[tabindex]").all()) {
        const texts = await readings(page, svg);
        expect.soft(texts.join(), `${id}: readings`).toMatch(/\d/u);
        const said = texts.flatMap((text) => saidQuantities(text));
        const misread = said.filter((one) => !quantities.some((exact) => isSaid(one, exact)));
        expect.soft(misread, `${id}: readings`).toEqual([]);
        const drawn = await drawnQuantities(svg);
        const misdrawn = drawn.filter(({ is }) => !quantities.some(is));
        expect
          .soft(
            misdrawn.map(({ reads }) => reads),
            `${id}: drawn`,
          )
          .toEqual([]);
      }
    }
  });

  test("the overview's file is the ledger's own, row by row, and each bar is one of its rows", async () => {
    await using seen = await visit(pageUrl("overview"));
    const { page } = seen;
    const chart = page.locator("#phases");
    const { rows, columns } = chartFile(await downloaded(page, chart.getByRole("button", { name: "CSV" })));
    const path = [...seen.answers.keys()].find((one) => one.startsWith("/api/phases?last"));
    const answer = await page.request.get(`${path}&format=csv`);
    const theirs = readCsv(await answer.text());
    const shared = ["at", "phase", "co2e_g", "co2e_g_low", "co2e_g_high"].map((name) =>
      theirs.heads.indexOf(name),
    );
    expect(columns.map(({ name }) => name)).toEqual(["at", "phase", "co2e_g", "partial"]);
    expect(rows.map((row) => row.slice(0, 5))).toEqual(theirs.rows.map((row) => shared.map((at) => row[at])));
    const some = rows.filter((row) => Number(row[4]) > 0);
    expect(await chart.locator("rect.bar").count()).toBe(some.length);
    expect((await drawnQuantities(chart.locator("svg[tabindex]"))).length).toBe(some.length);
  });

  test("drawings are handed over as files that stand alone", async () => {
    await using seen = await visit(pageUrl("overview"));
    const { page } = seen;
    const chart = page.locator("#phases");
    const svg = await downloaded(page, chart.getByRole("button", { name: "SVG" }));
    expect(svg).toMatch(/^<svg[^>]* xmlns="http:\/\/www\.w3\.org\/2000\/svg"/u);
    expect(svg).not.toMatch(/class=|var\(|data-cursor/u);
    expect(svg).toContain("Training against inference");
    expect(svg).toMatch(/\d\d:\d\d UTC/u);
    // who saw no page knows whose they are, what they count, of which days, and what stands for what
    for (const words of [
      /CO₂e, counted at facility, \d+ \w+ \d{4} to \d+ \w+ \d{4}, 90 % intervals/u,
      /CO₂e with its 90 % interval\./u,
      />Training<.*>Inference<.*>Development</su,
      /Gramme · http:/u,
    ]) {
      expect.soft(svg).toMatch(words);
    }
    const png = await download(page, chart.getByRole("button", { name: "PNG" }));
    const bytes = await png.createReadStream();
    const [head] = (await bytes[Symbol.asyncIterator]().next()).value as Buffer;
    expect(head).toBe(0x89);
  });
});

async function download(page: Page, button: Locator) {
  const [file] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return file;
}

async function downloaded(page: Page, button: Locator): Promise<string> {
  return await textOf(await (await download(page, button)).createReadStream());
}

/** All points of a chart, as they are spoken. */
async function readings(page: Page, svg: Locator): Promise<readonly string[]> {
  await svg.focus();
  await page.keyboard.press("Home");
  const status = svg.locator("xpath=following-sibling::p[@role='status'][1]");
  const texts: string[] = [];
  for (;;) {
    const text = (await status.textContent()) ?? "";
    if (text === texts.at(-1)) break;
    texts.push(text);
    await page.keyboard.press("ArrowRight");
  }
  await page.keyboard.press("Escape");
  return texts;
}

/** Cells of a chart's table that are not what its file has. */
async function tableFaults(chart: Locator, file: ChartFile): Promise<readonly string[]> {
  await chart.getByRole("button", { name: "Table", exact: true }).click();
  await chart.locator("table").waitFor();
  const heads = await chart.locator("thead th").allTextContents();
  const cells = await chart
    .locator("tbody tr")
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent ?? "")));
  if (cells.length !== file.rows.length) return [`${cells.length} rows, ${file.rows.length} in the file`];
  const columns = columnsOf(heads, cells, file);
  return cells.flatMap((row, at) =>
    row.filter((cell, column) => {
      const raw = file.rows[at] ?? [];
      const { quantity, at: from } = columns[column] ?? { quantity: false, at: -1 };
      const unit = unitOfHead(heads[column] ?? "");
      if (!quantity) return !isCell(cell, unit, raw[from] ?? "");
      const [exact] = quantitiesOf({ columns: [{ name: "", quantity, at: from }], rows: [] }, raw);
      if (exact === undefined) return cell !== "not known" && cell !== "";
      if (exact.high === 0) return cell !== "0";
      const [said] = saidQuantities(cell, unit);
      return said === undefined || !isSaid(said, exact);
    }),
  );
}

/**
 * Cells of the file by the table's columns: ends of an interval stand in the cell of their value, which then has a unit or
 * an interval; else they have columns of their own.
 */
function columnsOf(
  heads: readonly string[],
  cells: readonly (readonly string[])[],
  { columns }: ChartFile,
): readonly Pick<FileColumn, "quantity" | "at">[] {
  const found: Pick<FileColumn, "quantity" | "at">[] = [];
  for (const { at, quantity } of columns) {
    const here = found.length;
    const hasUnit = !["", "%"].includes(unitOfHead(heads[here] ?? ""));
    const inOne = hasUnit || cells.some((row) => saidQuantities(row[here] ?? "").length > 0);
    if (!quantity || inOne) found.push({ at, quantity });
    else found.push(...[0, 1, 2].map((end) => ({ at: at + end, quantity: false })));
  }
  return found;
}

/** Whether a cell says what the file has: a text, a day of a time, a number. */
function isCell(cell: string, unit: string, raw: string): boolean {
  if (raw === "") return cell === "not known" || cell === "";
  if (cell === raw || (/^\d{4}-\d{2}-\d{2}T/u.test(raw) && cell === raw.slice(0, 10))) return true;
  return isNumberSaid(cell, unit, Number(raw));
}
