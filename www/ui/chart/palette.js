/** The page's colours and type, as a canvas or a picture needs them. */
import { DASHES } from "./inks.js";

/** The size of type to which the chart's measures belong, and its own. All grow with the page's type. */
const ROOT_PX = 15;
const TEXT_PX = 12;

/** @typedef {ReturnType<typeof paletteOf>} Palette */

/** `scale` is how much larger than usual the page's type is. @param {Element} element */
export function paletteOf(element) {
  const style = getComputedStyle(element);
  const of = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  const root = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const scale = root / ROOT_PX;
  return {
    ink: of("--ink-2"),
    strong: of("--ink"),
    hair: of("--hair"),
    rule: of("--ink-3"),
    paper: of("--sheet"),
    runs: DASHES.map((_, i) => of(`--run-${i}`)),
    faint: DASHES.map((_, i) => of(`--run-${i}-faint`)),
    sans: of("--sans"),
    serif: of("--serif"),
    font: `${Math.round(TEXT_PX * scale)}px ${of("--sans")}`,
    scale,
  };
}
