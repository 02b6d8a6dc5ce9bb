/** What stands along the axes: where the ticks are and what is written at them. Pure. */
import { fixedDigits } from "../format.js";
import { digitsFor, linearTicks, logTicks } from "./ticks.js";

/** Least distances between ticks, in pixels of usual type. */
const APART = { x: 80, xNarrow: 60, y: 32, strip: 17 };

/** An axis that reaches so far counts in millions. */
const MANY = 2e6;

/** @typedef {[number, number]} Range */
/** @typedef {{ values: number[], labels: string[] }} Marked */

/** On a logarithmic axis things stand by their logarithm. @param {boolean} log */
export const positionOn = (log) => (log ? Math.log10 : (/** @type {number} */ value) => value);
/** @param {boolean} log */
export const valueOn = (log) =>
  log
    ? (/** @type {number} */ position) => 10 ** position
    : (/** @type {number} */ position) => position;

/** Millions are written as such where all of them would be long. @param {number} value @param {number} step Between ticks. @param {number} top */
function written(value, step, top) {
  if (top < MANY || value === 0) return fixedDigits(value, digitsFor(step));
  return `${fixedDigits(value / 1e6, digitsFor(step / 1e6))} M`;
}

/** @param {Range} range @param {number} pixels Of usual type. @param {boolean} narrow @returns {Marked} */
export function xMarks(range, pixels, narrow) {
  const { values, step } = linearTicks(range, pixels / (narrow ? APART.xNarrow : APART.x), true);
  return { values, labels: values.map((value) => written(value, step, range[1])) };
}

/**
 * Losses have two digits at least, perplexities none that they do not need.
 * @param {Range} range @param {number} pixels @param {{ log: boolean, whole: boolean }} kind @returns {Marked}
 */
export function yMarks(range, pixels, { log, whole }) {
  const most = pixels / APART.y;
  const { values, step } = log ? logTicks(range, most) : linearTicks(range, most);
  const digits = Math.max(whole ? 0 : 2, digitsFor(step));
  return { values, labels: values.map((value) => fixedDigits(value, digits)) };
}

/** A strip has room for two or three. @param {Range} range @param {number} pixels @param {boolean} log @returns {Marked} */
export function stripMarks(range, pixels, log) {
  const most = pixels / APART.strip;
  const { values } = log ? decades(range, most) : linearTicks(range, Math.min(2, most));
  return { values, labels: values.map(shortNumber) };
}

/** @param {Range} range @param {number} most */
function decades([from, to], most) {
  const first = Math.ceil(Math.log10(from) - 1e-9);
  const last = Math.floor(Math.log10(to) + 1e-9);
  const every = Math.max(1, Math.ceil((last - first + 1) / most));
  const values = [];
  for (let e = last; e >= first; e -= every) values.unshift(10 ** e);
  return { values };
}

/** 0.0006 → "6e-4", 0.6 → "0.6": what fits beside a strip. @param {number} value */
export function shortNumber(value) {
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 0.01 && size < 1e4) return fixedDigits(value, Math.min(3, digitsFor(size)));
  return value
    .toExponential(digitsFor(size / 10 ** Math.floor(Math.log10(size))))
    .replace("e+", "e");
}
