/** Names at the lines' ends in a picture, and the gap between two of them. */
import { text } from "../../text.js";
import { endsOf } from "../ends.js";
import { stacked } from "../stack.js";
import { line, words } from "./markup.js";

/** In pixels of the picture. */
const ROOM = { name: 19, gap: 40, beside: 22, bracket: 6, tick: 8 };
/** From the middle of a line of text to its baseline. */
const BASE = 4.5;

/** @typedef {import("./svg.js").Sheet} Sheet */
/** @typedef {import("../marks.js").End} End */

/** @param {Sheet} sheet @param {import("../marks.js").NamedGap | null} named */
export function endMarks({ cards, view, ranges, to, box, colours }, named) {
  const ends = endsOf(cards, view, ranges, to);
  if (ends.length === 0) return "";
  const x = Math.max(...ends.map((end) => end.x));
  const upper = ends.find(({ key }) => key === named?.high);
  const lower = ends.find(({ key }) => key === named?.low);
  /** @type {{ y: number, height: number, write: (y: number) => string }[]} */
  const items = ends.map((end) => ({
    y: end.y - box.top,
    height: ROOM.name,
    write: (y) => nameAt(end, x + ROOM.beside, y, colours.runs[end.ink]),
  }));
  let bracket = "";
  if (named && upper && lower) {
    if (named.spans) bracket = bracketAt(x + ROOM.bracket, upper.y, lower.y, colours.strong);
    items.push({
      y: (upper.y + lower.y) / 2 - box.top,
      height: ROOM.gap,
      write: (y) =>
        words(x + ROOM.beside, y - BASE, named.difference, {
          "font-weight": 700,
          fill: colours.strong,
        }) + words(x + ROOM.beside, y + 13, named.share, { fill: colours.ink }),
    });
    items.sort((a, b) => a.y - b.y);
  }
  const tops = stacked(items, box.height);
  return bracket + items.map((item, i) => item.write(box.top + tops[i] + item.height / 2)).join("");
}

/** A run's name, with a hairline to its line's end. @param {End} end @param {number} x @param {number} y @param {string} colour */
function nameAt(end, x, y, colour) {
  const leader = line(
    [
      [end.x + 2, end.y],
      [x - 3, y],
    ],
    { colour, width: 0.6, dash: [] },
  );
  const label = `${end.name} ${end.broken ? text.runs.states[end.broken] : end.loss}`;
  return leader + words(x, y + BASE, label, { fill: colour, "font-weight": 700 });
}

/** @param {number} x @param {number} top @param {number} bottom @param {string} colour */
function bracketAt(x, top, bottom, colour) {
  const right = x + ROOM.tick;
  return line(
    [
      [x, top],
      [right, top],
      [right, bottom],
      [x, bottom],
    ],
    { colour, width: 1.5, dash: [] },
  );
}
