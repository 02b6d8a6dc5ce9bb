/** Numbers as the page's language writes them. */
import { text } from "./text.js";

const whole = new Intl.NumberFormat(text.locale, { maximumFractionDigits: 0 });
const fixed = [0, 1, 2, 3].map(
  (digits) =>
    new Intl.NumberFormat(text.locale, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }),
);
const list = new Intl.ListFormat(text.locale, { type: "conjunction" });
const asPrinted = new Intl.NumberFormat(text.locale, { maximumFractionDigits: 6 });
const plain = new Intl.NumberFormat(text.locale, {
  maximumSignificantDigits: 6,
  useGrouping: false,
});

/** 20000 → "20,000". @param {number} n */
export const count = (n) => whole.format(n);

/** "a, b and c". @param {string[]} items */
export const listOf = (items) => list.format(items);

/** A loss or a gap. @param {number} n @param {0 | 1 | 2 | 3} [digits] */
export const decimal = (n, digits = 3) => fixed[digits].format(n);

/** A number with that many digits behind the point. @param {number} n @param {number} digits */
export function fixedDigits(n, digits) {
  if (digits < fixed.length) return fixed[digits].format(n);
  const digitsBehind = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(text.locale, digitsBehind).format(n);
}

/** A figure with the digits that the paper prints. @param {number} n */
export const printed = (n) => asPrinted.format(n);

/** A share as a percentage, with a digit behind the point only where it carries weight. @param {number} share */
export function percent(share) {
  const value = share * 100;
  const digits = value < 1 ? fixed[value < 0.1 ? 2 : 1] : whole;
  return text.number.percent(digits.format(value));
}

/** 14321 → "14,300": a speed is never known to the last digit. @param {number} n */
export function rough(n) {
  const magnitude = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, n))) - 2);
  return whole.format(Math.round(n / magnitude) * magnitude);
}

/** Seconds as a person would say them. @param {number} seconds */
export function duration(seconds) {
  if (seconds < 99.5) return text.time.seconds(whole.format(Math.max(0, Math.round(seconds))));
  if (seconds < 5970) return text.time.minutes(whole.format(Math.round(seconds / 60)));
  const minutes = Math.round(seconds / 60);
  return text.time.hours(whole.format(Math.floor(minutes / 60)), whole.format(minutes % 60));
}

/** 1060864 → "1.06 M". @param {number} n */
export function params(n) {
  if (n >= 1e7) return text.number.millions(fixed[1].format(n / 1e6));
  if (n >= 1e6) return text.number.millions(fixed[2].format(n / 1e6));
  return whole.format(n);
}

/** 4294967296 → "4 GiB". @param {number} bytes */
export function binarySize(bytes) {
  const gib = bytes / 2 ** 30;
  return gib >= 0.95
    ? `${plain.format(Number(gib.toFixed(1)))} GiB`
    : `${whole.format(bytes / 2 ** 20)} MiB`;
}

/** A size of a file, rounded up, in MB. @param {number} bytes */
export const megabytes = (bytes) => whole.format(Math.ceil(bytes / 1e6));

/** A configuration value in words. @param {string | number | boolean} value */
export function setting(value) {
  if (typeof value === "boolean") return value ? text.panels.recipe.yes : text.panels.recipe.no;
  if (typeof value === "number")
    return Math.abs(value) > 0 && Math.abs(value) < 1e-6 ? String(value) : plain.format(value);
  return /** @type {Record<string, string>} */ (text.names.choices)[value] ?? value;
}
