/** How each kind of line is drawn, on the page and in a picture of it. Lengths in pixels of usual type. */
import { DASHES } from "./inks.js";

/** Lines of so many runs are drawn thinner, so that they part sooner. */
const MANY = 4;
/** A recorded line beside one's own is thin and dotted. */
const RECORDED = [1, 3];
/** Of guessing at random, and of the paper's figures. */
export const LEVEL_DASH = { guessing: [2, 3], paper: [7, 5] };

/** @typedef {import("./lines.js").Line} Line */
/** @typedef {{ colour: string, width: number, dash: number[] }} Stroke */

/**
 * @param {Line} line @param {number} runs On the chart. @param {import("./palette.js").Palette} colours
 * @param {boolean} [smooth] Whether the training line is a mean, which may be a little bolder.
 * @returns {Stroke}
 */
export function strokeOf({ card, kind }, runs, colours, smooth = false) {
  if (kind === "train") {
    const width = smooth ? 1.5 : 1;
    return { colour: colours.faint[card.ink], width, dash: [] };
  }
  return {
    colour: colours.runs[card.ink],
    width: card.recorded ? 1.5 : runs > MANY ? 2 : 3,
    dash: card.recorded ? RECORDED : DASHES[card.ink],
  };
}

/** The stroke of a run's line where it stands alone, as in a strip. @param {Line} line @param {import("./palette.js").Palette} colours @returns {Stroke} */
export function stripStroke({ card }, colours) {
  return { colour: colours.runs[card.ink], width: 1.25, dash: [] };
}

/** Diameter of the ring of a glance, and the width of its line. @param {number} runs */
export const ringOf = (runs) => ({ size: runs > MANY ? 3.5 : 5, width: 1 });
