/**
 * Files of a chart: its figures as CSV, its drawing as SVG and PNG, each with title and date so that it can stand alone.
 * @module
 */
import { addressToShow } from "../shell/address.ts";

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
];
/** Font of a file: the page's own is not in it. */
const FONT = "Inter, system-ui, sans-serif";
const TITLE_ROOM = 34;
const FOOT_ROOM = 22;
/** Pixels of a PNG per px of the page. */
const DENSITY = 2;

/** Hands a text over as a file. */
export function saveText(name: string, text: string, type: string): void {
  saveBlob(name, new Blob([text], { type: `${type};charset=utf-8` }));
}

/** Hands a drawing over as SVG. */
export function saveSvg(name: string, title: string, drawings: readonly SVGSVGElement[]): void {
  if (drawings.length > 0) saveText(name, standing(drawings, title).text, "image/svg+xml");
}

/** Hands a drawing over as PNG. */
export async function savePng(
  name: string,
  title: string,
  drawings: readonly SVGSVGElement[],
): Promise<void> {
  if (drawings.length === 0) return;
  const { text, width, height } = standing(drawings, title);
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

/** Copies of drawings, one under another, that need no page round them. */
export function standing(
  drawings: readonly SVGSVGElement[],
  title: string,
): { readonly text: string; readonly width: number; readonly height: number } {
  const page = getComputedStyle(document.body);
  const sizes = drawings.map((drawing) => drawing.getBoundingClientRect());
  const width = Math.max(...sizes.map((size) => size.width));
  const height = sizes.reduce((sum, size) => sum + size.height, TITLE_ROOM + FOOT_ROOM);
  const whole = shape("svg", {
    xmlns: "http://www.w3.org/2000/svg",
    width: String(width),
    height: String(height),
    viewBox: `0 0 ${width} ${height}`,
    "font-family": FONT,
  });
  whole.append(
    shape("rect", { width: String(width), height: String(height), fill: page.backgroundColor }),
    shape("text", { x: "12", y: "22", "font-size": "14", "font-weight": "600", fill: page.color }, title),
    shape(
      "text",
      { x: "12", y: String(height - 8), "font-size": "10", fill: page.color, "fill-opacity": "0.7" },
      `Gramme · ${addressToShow()} · ${new Date().toISOString().slice(0, 16)} UTC · 90 % intervals`,
    ),
  );
  let top = TITLE_ROOM;
  for (const [index, drawing] of drawings.entries()) {
    const copy = dressed(drawing);
    const size = sizes[index];
    copy.setAttribute("y", String(top));
    copy.setAttribute("width", String(size?.width ?? 0));
    copy.setAttribute("height", String(size?.height ?? 0));
    whole.append(copy);
    top += size?.height ?? 0;
  }
  return { text: xmlText(new XMLSerializer().serializeToString(whole)), width, height };
}

/** A text without what XML has no place for: a name may hold any character, and a browser writes it as it is. */
export function xmlText(text: string): string {
  return text.toWellFormed().replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "");
}

/** A copy whose looks are its own. */
function dressed(drawing: SVGSVGElement): SVGSVGElement {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const from = [...drawing.querySelectorAll<SVGElement>("*")];
  for (const [index, element] of [...copy.querySelectorAll<SVGElement>("*")].entries()) {
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
