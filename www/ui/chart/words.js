/** Numbers of the chart in words: a loss with its unit, a place on the x axis, a gap. */
import { count, decimal, fixedDigits } from "../format.js";
import { text } from "../text.js";

/** @typedef {import("./units.js").XUnit} XUnit */
/** @typedef {import("./units.js").YUnit} YUnit */

/** A loss as it stands at a line's end or in a table. @param {YUnit} unit @param {number} value @param {2 | 3} [digits] */
export function writtenLoss(unit, value, digits = 2) {
  if (!Number.isFinite(value)) return "–";
  if (unit !== "perplexity") return decimal(value, digits);
  return value < 100 ? fixedDigits(value, 1) : count(value);
}

/** @param {YUnit} unit @param {number} value @param {2 | 3} [digits] */
export function lossInWords(unit, value, digits = 3) {
  return text.chart.axes.y[unit].of(writtenLoss(unit, value, digits));
}

/** @param {XUnit} unit @param {number} value */
export function placeInWords(unit, value) {
  const digits = unit === "epochs" ? 2 : unit === "seconds" && value < 100 ? 1 : 0;
  return text.chart.axes.x[unit].of(fixedDigits(value, digits));
}

/** How far apart two runs are. @param {YUnit} unit @param {number} difference */
export function gapInWords(unit, difference) {
  return text.chart.axes.y[unit].gap(writtenLoss(unit, difference));
}
