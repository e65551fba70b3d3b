/**
 * Files of a chart: its figures as CSV, its drawing as SVG and PNG, each with all that a reader wants to know who never saw
 * the page.
 * @module
 */
import { addressToShow } from "../shell/address.ts";
import { moment } from "../words/time.ts";
import { textWidth } from "./axes.tsx";
import { firstSentences, wrapped } from "./saved-lines.ts";

/** What is saved of a chart. */
export interface Saved {
  readonly title: string;
  /** What the card says below its title. */
  readonly lead: string;
  /** Whose figures, what they count, of which time. */
  readonly words: string;
  readonly drawings: readonly SVGSVGElement[];
  /** Keys of series that are drawn: each with its sign and its name. */
  readonly legend: readonly Element[];
}

/** Properties that a drawing gets from the page's styles, and must take with it. */
const STYLES = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "opacity",
  "font-size",
  "font-weight",
  "text-anchor",
  "dominant-baseline",
  "visibility",
  "display",
  "paint-order",
  "color",
];
/** Font of a file: the page's own is not in it. */
const FONT = "Inter, system-ui, sans-serif";
/** px round all that is drawn. */
const EDGE = 12;
/** px of a row of a legend. */
const KEY_ROW = 20;
/** Lines that are taken of what a card says below its title. */
const LEAD_LINES = 3;
const PALE = { "fill-opacity": "0.75" };
/** Pixels of a PNG per px of the page. */
const DENSITY = 2;

/** Hands a text over as a file. */
export function saveText(name: string, text: string, type: string): void {
  saveBlob(name, new Blob([text], { type: `${type};charset=utf-8` }));
}

/** Hands a drawing over as SVG. */
export function saveSvg(name: string, saved: Saved): void {
  if (saved.drawings.length > 0) saveText(name, standing(saved).text, "image/svg+xml");
}

/** Hands a drawing over as PNG. */
export async function savePng(name: string, saved: Saved): Promise<void> {
  if (saved.drawings.length === 0) return;
  const { text, width, height } = standing(saved);
  const url = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = width * DENSITY;
    canvas.height = height * DENSITY;
    const context = canvas.getContext("2d");
    if (context === null) return;
    context.scale(DENSITY, DENSITY);
    context.drawImage(image, 0, 0, width, height);
    const blob = await new Promise<Blob | null>((resolve) => {
      canvas.toBlob(resolve, "image/png");
    });
    if (blob !== null) saveBlob(name, blob);
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Copies of drawings, one under another, with all that the page says round them. */
export function standing({ drawings, title, lead, words, legend }: Saved): {
  readonly text: string;
  readonly width: number;
  readonly height: number;
} {
  const page = getComputedStyle(document.body);
  const sizes = drawings.map((drawing) => drawing.getBoundingClientRect());
  const width = Math.ceil(Math.max(...sizes.map((size) => size.width))) + 2 * EDGE;
  const whole = shape("svg", { xmlns: "http://www.w3.org/2000/svg", "font-family": FONT });
  const ground = shape("rect", { fill: page.backgroundColor });
  whole.append(ground);
  let top = EDGE;
  const write = (lines: readonly string[], size: number, more: Readonly<Record<string, string>>): void => {
    for (const line of lines) {
      top += Math.round(size * 1.35);
      const at = { x: String(EDGE), y: String(top - Math.round(size * 0.3)), "font-size": String(size) };
      whole.append(shape("text", { ...at, fill: page.color, ...more }, line));
    }
  };
  // whoever opens it may have another font
  const room = (width - 2 * EDGE) * 0.94;
  const lines = (text: string, size: number): readonly string[] =>
    wrapped(text, room, (one) => textWidth(one, size));
  write(lines(title, 15), 15, { "font-weight": "600" });
  write(lines(words, 12), 12, {});
  write(
    firstSentences(lead, LEAD_LINES, room, (one) => textWidth(one, 12)),
    12,
    PALE,
  );
  top += 6;
  top += keysOf(legend, width, (element, x, y) => {
    element.setAttribute("transform", `translate(${EDGE + x} ${top + y})`);
    whole.append(element);
  });
  for (const [index, drawing] of drawings.entries()) {
    const copy = dressed(drawing);
    const size = sizes[index];
    copy.setAttribute("x", String(EDGE));
    copy.setAttribute("y", String(top));
    copy.setAttribute("width", String(size?.width ?? 0));
    copy.setAttribute("height", String(size?.height ?? 0));
    whole.append(copy);
    top += size?.height ?? 0;
  }
  top += 6;
  write(lines(`Gramme · ${addressToShow()} · ${moment(Date.now())}`, 10), 10, PALE);
  const height = Math.ceil(top) + EDGE;
  for (const one of [whole, ground]) {
    one.setAttribute("width", String(width));
    one.setAttribute("height", String(height));
  }
  whole.setAttribute("viewBox", `0 0 ${width} ${height}`);
  return { text: xmlText(new XMLSerializer().serializeToString(whole)), width, height };
}

/** Signs and names of a legend in rows, as it stands on the page; gives how high they are, px. */
function keysOf(
  legend: readonly Element[],
  width: number,
  place: (element: SVGElement, x: number, y: number) => void,
): number {
  let [x, y] = [0, 0];
  for (const key of legend) {
    const name = (key.textContent ?? "").trim().replaceAll(/\s+/gu, " ");
    const sign = key.querySelector("svg");
    const group = shape("g", {});
    const box = sign?.getBoundingClientRect();
    const signWidth = box === undefined ? 0 : box.width + 6;
    if (sign !== null && box !== undefined) {
      const copy = dressed(sign);
      copy.setAttribute("y", String((KEY_ROW - box.height) / 2));
      copy.setAttribute("width", String(box.width));
      copy.setAttribute("height", String(box.height));
      group.append(copy);
    }
    const { color } = getComputedStyle(key);
    group.append(
      shape("text", { x: String(signWidth), y: String(KEY_ROW * 0.7), "font-size": "12", fill: color }, name),
    );
    const wide = signWidth + textWidth(name, 12) + 18;
    if (x > 0 && x + wide > width - 2 * EDGE) [x, y] = [0, y + KEY_ROW];
    place(group, x, y);
    x += wide;
  }
  return legend.length === 0 ? 0 : y + KEY_ROW + 4;
}

/** A text without what XML has no place for: a name may hold any character, and a browser writes it as it is. */
export function xmlText(text: string): string {
  return text.toWellFormed().replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "");
}

/** A copy whose looks are its own. */
function dressed(drawing: SVGSVGElement): SVGSVGElement {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const from = [drawing, ...drawing.querySelectorAll<SVGElement>("*")];
  for (const [index, element] of [copy, ...copy.querySelectorAll<SVGElement>("*")].entries()) {
    const source = from[index];
    if (source === undefined) continue;
    const computed = getComputedStyle(source);
    for (const property of STYLES) {
      const value = computed.getPropertyValue(property);
      if (value !== "") element.setAttribute(property, value);
    }
    element.removeAttribute("class");
  }
  for (const cursor of copy.querySelectorAll("[data-cursor]")) cursor.remove();
  return copy;
}

function shape(name: string, attributes: Readonly<Record<string, string>>, text?: string): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // the browser reads it after this task
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
