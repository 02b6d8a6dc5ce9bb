/** Where the lines end, and what is written there; and the gap between two of them, in the units of a view. */
import { percent } from "../format.js";
import { brokenHow } from "../state/runs.js";
import { text } from "../text.js";
import { evaluationIn, placeOn } from "./units.js";
import { gapInWords, writtenLoss } from "./words.js";

/** @typedef {import("../state/runs.js").RunCard} RunCard */
/** @typedef {import("../state/chart.js").View} View */
/** @typedef {{ x: [number, number], y: [number, number] }} Ranges In values. */

/**
 * The last reading of each run that the ranges reach, from the upper to the lower. On the whole axis a value beyond it
 * stands at its edge; where a person has zoomed in it is out of sight.
 * @param {RunCard[]} cards @param {View} view @param {Ranges & { zoomed: boolean }} ranges `zoomed`: along y.
 * @param {{ x: (value: number) => number, y: (value: number) => number }} to From values to pixels.
 * @returns {import("./marks.js").End[]}
 */
export function endsOf(cards, view, ranges, to) {
  const found = cards.flatMap((card) => {
    const place = placeOn(view.x, card);
    const last = card.evals.findLast((reading) => {
      const x = place(reading);
      return x !== null && x <= ranges.x[1];
    });
    const x = last ? place(last) : null;
    if (!last || x === null || x < ranges.x[0] || !card.shown.value) return [];
    const value = evaluationIn(view.y, last);
    const [low, high] = ranges.y;
    if (!Number.isFinite(value) || (ranges.zoomed && (value < low || value > high))) return [];
    return {
      key: card.key,
      name: card.short.value,
      ink: card.ink,
      x: to.x(x),
      y: to.y(Math.max(low, Math.min(value, high))),
      loss: writtenLoss(view.y, value),
      broken: last === card.evals.at(-1) ? brokenHow(card) : null,
    };
  });
  return found.sort((a, b) => a.y - b.y);
}

/** A bracket's gap in a unit. @param {import("../lessons/caption.js").Bracket} bracket @param {View["y"]} unit @returns {import("./marks.js").NamedGap} */
export function namedGap({ low, high, lowLast, highLast, after, reached }, unit) {
  const [lower, higher] = [evaluationIn(unit, lowLast), evaluationIn(unit, highLast)];
  const difference = higher - lower;
  const lowered = text.chart.gapPercent(percent(difference / higher));
  const share = after ? text.chart.gapAfter(lowered, after) : lowered;
  const named = { low, high, difference: gapInWords(unit, difference), share, reached };
  return { ...named, spans: after === "" };
}
