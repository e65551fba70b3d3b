/**
 * Broken layout, found by where things stand: what reaches over the page, labels that are cut or lie on one another, cards
 * that overlap. What a person would see at a glance, and no rule of accessibility asks for.
 * @module
 */

/** In the page: one sentence a fault. Knows nothing from outside itself. */
export function layoutFaults(): readonly string[] {
  const faults: string[] = [];
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) {
    faults.push(`the page is ${document.documentElement.scrollWidth} px wide in a window of ${width}`);
  }

  interface Box {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
  }
  interface Label {
    readonly node: Node;
    readonly text: string;
    readonly box: Box;
  }
  const labels: Label[] = [];
  // oxlint-disable-next-line unicorn/consistent-function-scoping -- it runs in the page, and takes nothing of this file with it
  const say = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
  const isEmpty = ({ left, top, right, bottom }: Box): boolean => right - left < 1 || bottom - top < 1;
  const cut = (a: Box, b: Box): Box => ({
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  });

  /** What of a text is seen past the boxes that it is scrolled or cut in; what is cut for good is a fault. */
  const seen = (element: Element, rect: Box, text: string): Box => {
    let box = rect;
    for (let one: Element | null = element; one !== null && one !== document.body; one = one.parentElement) {
      const { overflowX, overflowY, textOverflow } = getComputedStyle(one);
      if (overflowX === "visible" && overflowY === "visible") continue;
      const around = one.getBoundingClientRect();
      const scrolls = [overflowX, overflowY].some((value) => value === "auto" || value === "scroll");
      const reaches =
        box.right > around.right + 1.5 || box.left < around.left - 1.5 || box.bottom > around.bottom + 3;
      if (reaches && !scrolls && textOverflow !== "ellipsis") {
        faults.push(`${say(text)} is cut by ${one.localName}.${one.getAttribute("class") ?? ""}`);
      }
      box = cut(box, around);
    }
    return box;
  };

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = (node.textContent ?? "").trim();
    if (element === null || text === "" || element.closest(".unseen, .note, option, noscript") !== null)
      continue;
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      // a link that stands above the page until it is focused
      if (rect.bottom <= 0 || rect.right <= 0 || isEmpty(rect)) continue;
      const svg = element.closest("svg");
      if (svg !== null) {
        const around = svg.getBoundingClientRect();
        if (rect.left < around.left - 1.5 || rect.right > around.right + 1.5 || rect.top < around.top - 3) {
          faults.push(`${say(text)} reaches over its drawing`);
        }
      }
      const box = seen(element, rect, text);
      if (isEmpty(box)) continue;
      if (box.right > width + 1 || box.left < -1) faults.push(`${say(text)} reaches over the page`);
      labels.push({ node, text, box });
    }
  }

  const byTop = labels.toSorted((a, b) => a.box.top - b.box.top);
  for (const [index, one] of byTop.entries()) {
    for (let next = index + 1; next < byTop.length; next += 1) {
      const other = byTop[next];
      if (other === undefined || other.box.top >= one.box.bottom) break;
      if (other.node === one.node) continue;
      const both = cut(one.box, other.box);
      const least = Math.min(one.box.bottom - one.box.top, other.box.bottom - other.box.top);
      // lines of a paragraph touch; labels that cannot be read lie on one another
      if (both.right - both.left > 2 && both.bottom - both.top > least * 0.4) {
        faults.push(`${say(one.text)} lies on ${say(other.text)}`);
      }
    }
  }

  const cards = [...document.querySelectorAll(".card, .kpis, .notice, header, footer")].map((card) => ({
    card,
    box: card.getBoundingClientRect(),
  }));
  for (const [index, { card, box }] of cards.entries()) {
    for (const other of cards.slice(index + 1)) {
      if (card.contains(other.card) || other.card.contains(card)) continue;
      const both = cut(box, other.box);
      if (both.right - both.left > 1 && both.bottom - both.top > 1) {
        faults.push(`${card.id || card.className} lies on ${other.card.id || other.card.className}`);
      }
    }
  }

  for (const drawing of document.querySelectorAll(".drawing")) {
    const { clientHeight, scrollHeight } = drawing;
    if (scrollHeight > clientHeight + 1) {
      const { id } = drawing.closest("figure") ?? drawing;
      faults.push(`the drawing of ${id} is ${scrollHeight} px high in a room of ${clientHeight}`);
    }
  }
  return faults;
}
