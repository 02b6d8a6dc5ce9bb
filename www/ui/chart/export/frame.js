/** What stands around a picture's lines: grids, numbers, ticks. In pixels of the picture. Pure. */
import { positionOn } from "../axes.js";
import { line, words } from "./markup.js";

/** @typedef {[number, number]} Range */
/** @typedef {{ left: number, top: number, width: number, height: number }} Box */
/** @typedef {import("../palette.js").Palette} Palette */
/** @typedef {import("../axes.js").Marked} Marked */
/** @typedef {{ x: (value: number) => number, y: (value: number) => number }} Scale */

/** How far numbers stand from their axis. */
const OFFSET = { y: 8, x: 20, label: 40, tick: 5, middle: 4.5 };

/** From values to pixels. @param {Box} box @param {Range} x @param {Range} y @param {boolean} log Whether y is logarithmic. @returns {Scale} */
export function scaleTo(box, x, y, log) {
  const position = positionOn(log);
  const [low, high] = [position(y[0]), position(y[1])];
  return {
    x: (value) => box.left + ((value - x[0]) / (x[1] - x[0])) * box.width,
    y: (value) => box.top + ((high - position(value)) / (high - low)) * box.height,
  };
}

/** Hairlines with their numbers. @param {Box} box @param {Scale} to @param {Marked} marked @param {Palette} colours */
export function yAxis(box, to, { values, labels }, colours) {
  const right = box.left + box.width;
  return values
    .map((value, i) => {
      const y = to.y(value);
      const hair = { colour: colours.hair, width: 1, dash: [] };
      const number = { "text-anchor": "end", fill: colours.ink };
      return (
        line(
          [
            [box.left, y],
            [right, y],
          ],
          hair,
        ) + words(box.left - OFFSET.y, y + OFFSET.middle, labels[i], number)
      );
    })
    .join("");
}

/** Two short strokes across the x axis wherever a run stood still. @param {Box} box @param {number[]} xs @param {Palette} colours */
export function breakMarks(box, xs, colours) {
  const bottom = box.top + box.height;
  const stroke = { colour: colours.ink, width: 1.2, dash: [] };
  const slanted = (/** @type {number} */ x) =>
    line(
      [
        [x - 2, bottom + OFFSET.tick],
        [x + 2, bottom - OFFSET.tick],
      ],
      stroke,
    );
  return xs.map((x) => slanted(x - 2) + slanted(x + 2)).join("");
}

/** Ticks with their numbers, and what they count. @param {Box} box The lowest on that axis. @param {Scale} to @param {Marked} marked @param {Palette} colours @param {string} label */
export function xAxis(box, to, { values, labels }, colours, label) {
  const bottom = box.top + box.height;
  const middle = { "text-anchor": "middle", fill: colours.ink };
  const tick = { colour: colours.rule, width: 1, dash: [] };
  const ticks = values.map((value, i) => {
    const x = to.x(value);
    return (
      line(
        [
          [x, bottom],
          [x, bottom + OFFSET.tick],
        ],
        tick,
      ) + words(x, bottom + OFFSET.x, labels[i], middle)
    );
  });
  return ticks.join("") + words(box.left + box.width / 2, bottom + OFFSET.label, label, middle);
}
