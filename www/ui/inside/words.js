/** What is said of the parts: each figure comes from the readings. */
import { percent } from "../format.js";
import { text } from "../text.js";
import { spreadOf } from "./parts.js";

const words = text.inside;

const oneDigit = new Intl.NumberFormat(text.locale, { maximumFractionDigits: 1 });
const twoFigures = new Intl.NumberFormat(text.locale, { maximumSignificantDigits: 2 });
const powers = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** How many times: with a digit behind the point only where that matters. @param {number} n */
export function times(n) {
  return n < 10 ? oneDigit.format(n) : twoFigures.format(n);
}

/** A power of ten by its exponent: -3 → "10⁻³". @param {number} exponent */
export function power(exponent) {
  const digits = String(Math.abs(exponent)).replace(/\d/g, (digit) => powers[Number(digit)]);
  return `10${exponent < 0 ? "⁻" : ""}${digits}`;
}

/** A small number in two figures: 0.000123 → "1.2 × 10⁻⁴". @param {number | null} value */
export function small(value) {
  if (value === null || !Number.isFinite(value)) return "–";
  if (value === 0) return "0";
  const exponent = Math.floor(Math.log10(value));
  if (exponent >= -2 && exponent <= 2) return twoFigures.format(value);
  return `${oneDigit.format(value / 10 ** exponent)} × ${power(exponent)}`;
}

/** A probability; one too small for a percentage is told as such. @param {number} p */
export function probability(p) {
  return p < 1e-4 ? words.headline.below(percent(1e-4)) : percent(p);
}

/** The module's name of a part in the page's words. @param {string} part */
export function partName(part) {
  const block = /^block (\d+)$/.exec(part);
  return block ? words.block(block[1]) : (words.parts[part] ?? part);
}

/** The same beside a line's end. @param {string} part */
export function partMark(part) {
  return /^block (\d+)$/.exec(part)?.[1] ?? words.marks[part] ?? part;
}

/**
 * How far apart the parts of each run are, in one sentence; empty before anything was measured.
 * @param {import("../state/runs.js").RunCard[]} cards @param {import("./parts.js").Quantity} quantity
 */
export function summaryOf(cards, quantity) {
  const told = cards.flatMap((card) => {
    const spread = spreadOf(card, quantity);
    if (!spread) return [];
    const parts = words.against(partName(spread.largest), partName(spread.smallest));
    return [{ name: card.short.value, n: times(spread.times), parts }];
  });
  const [first, ...rest] = told;
  if (!first) return "";
  const opening = words.spread[quantity](first.name, first.n, first.parts);
  return `${[opening, ...rest.map(({ name, n, parts }) => words.spreadAlso(name, n, parts))].join("; ")}.`;
}
