/**
 * Where the runs stood still with their tab or machine: two short strokes across the x axis, as a ruler's break is drawn.
 * Real elements, so that a pointer that rests there is told for how long.
 */
import { count, duration } from "../format.js";
import { text } from "../text.js";
import { placeOn } from "./units.js";

/** Runs in lock-step stood still at one place: breaks this close together, in pixels, are one. */
const APART = 6;

/** @typedef {import("../state/runs.js").RunCard} RunCard */
/** @typedef {{ x: number, step: number, stood: number }} PlacedBreak `x` in pixels of the plot. */

/** @param {HTMLElement} over uPlot's layer above the plot. */
export function createBreaks(over) {
  const layer = document.createElement("div");
  layer.className = "breaks";
  layer.setAttribute("aria-hidden", "true");
  over.append(layer);

  /** @param {RunCard[]} cards @param {import("./units.js").XUnit} unit @param {(value: number) => number} toX From values to pixels. */
  return (cards, unit, toX) => {
    const all = cards.flatMap((card) => placed(card, unit, toX));
    const inside = all.filter(({ x }) => x >= 0 && x <= over.clientWidth).sort((a, b) => a.x - b.x);
    const apart = inside.filter(({ x }, i) => i === 0 || x - inside[i - 1].x > APART);
    layer.replaceChildren(...apart.map(mark));
  };
}

/** @param {RunCard} card @param {import("./units.js").XUnit} unit @param {(value: number) => number} toX @returns {PlacedBreak[]} */
function placed(card, unit, toX) {
  const place = placeOn(unit, card);
  return card.breaks.flatMap((one) => {
    const at = place(one);
    return at === null ? [] : [{ x: toX(at), step: one.step, stood: one.stood }];
  });
}

/** @param {PlacedBreak} one */
function mark({ x, step, stood }) {
  const made = document.createElement("div");
  made.className = "mark-break";
  made.title = text.runs.stoodStill(count(step), duration(stood));
  made.style.transform = `translateX(${Math.round(x)}px)`;
  return made;
}
