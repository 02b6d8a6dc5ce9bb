/** Levels across a picture: guessing at random and the paper's figures, with their names. */
import { text } from "../../text.js";
import { guessingLevel, paperLevels } from "../levels.js";
import { stacked } from "../stack.js";
import { LEVEL_DASH } from "../strokes.js";
import { line, words } from "./markup.js";

/** Height of a name, and how far it stands above its line. */
const NAME = { height: 17, above: 12 };

/** @typedef {import("./svg.js").Sheet} Sheet */

/** @param {Sheet} sheet @param {number} value */
const isInside = ({ ranges: { y } }, value) => value >= y[0] && value <= y[1];

/** @param {Sheet} sheet @param {number} value @param {string} colour @param {number[]} dash */
function across({ box, to }, value, colour, dash) {
  const y = to.y(value);
  return line(
    [
      [box.left, y],
      [box.left + box.width, y],
    ],
    { colour, width: 1, dash },
  );
}

/** The lines, which lie under the runs'. @param {Sheet} sheet */
export function levelLines(sheet) {
  const { cards, view, colours } = sheet;
  const guessing = guessingLevel(cards, view);
  const paper = paperLevels(cards, view)
    .filter(({ value }) => isInside(sheet, value))
    .map(({ value, ink }) => across(sheet, value, colours.runs[ink], LEVEL_DASH.paper));
  const random =
    guessing !== null && isInside(sheet, guessing)
      ? [across(sheet, guessing, colours.rule, LEVEL_DASH.guessing)]
      : [];
  return [...random, ...paper].join("");
}

/** Their names, which lie over the runs' lines, one below the other where they would touch. @param {Sheet} sheet */
export function levelNames(sheet) {
  const { cards, view, colours, box, to } = sheet;
  const style = {
    ...{ "font-family": colours.serif, "font-style": "italic" },
    // A line may run through the words.
    ...{ "paint-order": "stroke", stroke: colours.paper, "stroke-width": 4 },
  };
  const guessing = guessingLevel(cards, view);
  const random =
    guessing !== null && isInside(sheet, guessing)
      ? words(box.left + box.width - 5, to.y(guessing) - 5, text.chart.guessing, {
          ...style,
          "text-anchor": "end",
          fill: colours.rule,
        })
      : "";
  const levels = paperLevels(cards, view).filter(({ value }) => isInside(sheet, value));
  const boxes = levels.map(({ value }) => ({
    y: to.y(value) - box.top - NAME.above,
    height: NAME.height,
  }));
  const tops = stacked(boxes, box.height);
  const names = levels.map(({ name, ink }, i) =>
    words(box.left + 6, box.top + tops[i] + NAME.above, name, {
      ...style,
      fill: colours.runs[ink],
    }),
  );
  return random + names.join("");
}
