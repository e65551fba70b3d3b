/**
 * Axes whose marks stand where their figures are: even steps, or powers of ten, are equally far apart, and no two marks of
 * different figures stand at one place.
 * @module
 */

/** In the page: one sentence a fault. Knows nothing from outside itself. Axes that are bent, those of changes, are left out. */
export function axisFaults(): readonly string[] {
  const UNITS: Readonly<Record<string, number>> = {
    "": 1,
    t: 1e6,
    kg: 1e3,
    g: 1,
    mg: 1e-3,
    µg: 1e-6,
    MWh: 1e3,
    kWh: 1,
    Wh: 1e-3,
    mWh: 1e-6,
    µWh: 1e-9,
    "m³": 1e3,
    L: 1,
    mL: 1e-3,
    µL: 1e-6,
    k: 1e3,
    thousand: 1e3,
    M: 1e6,
    million: 1e6,
    B: 1e9,
    billion: 1e9,
  };
  const faults: string[] = [];
  for (const axis of document.querySelectorAll("svg[role=application] .axis")) {
    const whose = axis.closest("figure")?.id ?? "?";
    const numbers = (selector: string, name: string): readonly number[] =>
      [...axis.querySelectorAll(selector)].map((one) => Number(one.getAttribute(name)));
    const across = axis.querySelector("line.base") === null;
    const texts = [...axis.querySelectorAll("text:not(.unit)")];
    if (texts.some((text) => text.textContent?.includes("%"))) continue;
    const places = numbers("line:not(.base)", across ? "y1" : "x1").toSorted((a, b) => a - b);
    const gaps = places.slice(1).map((place, index) => place - (places[index] ?? 0));
    if (gaps.some((gap) => Math.abs(gap - (gaps[0] ?? 0)) > 0.6 || gap < 1)) {
      faults.push(`marks of ${whose} are ${gaps.map((gap) => gap.toFixed(1)).join(", ")} px apart`);
    }
    // words below may be moved inwards at the ends; those at the side stand where their marks are
    const marks = texts.flatMap((text) => {
      const [, number, unit = ""] = /^(-?[\d.,]+) ?(\S*)$/u.exec(text.textContent ?? "") ?? [];
      const by = UNITS[unit];
      if (number === undefined || by === undefined) return [];
      return [{ value: Number(number.replaceAll(",", "")) * by, at: Number(text.getAttribute("y")) }];
    });
    const [first, second] = marks;
    if (!across || first === undefined || second === undefined || marks.length < texts.length) continue;
    const fits = (of: (value: number) => number): boolean => {
      const slope = (second.at - first.at) / (of(second.value) - of(first.value));
      return marks.every(
        ({ value, at }) => Math.abs(first.at + slope * (of(value) - of(first.value)) - at) < 1,
      );
    };
    if (!fits((value) => value) && !fits(Math.log10)) {
      faults.push(
        `marks of ${whose} do not stand at their figures: ${texts.map((one) => one.textContent).join(", ")}`,
      );
    }
  }
  return faults;
}
