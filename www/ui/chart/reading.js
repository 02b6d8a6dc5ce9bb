/** The runs read at one place of the x axis: of each what was measured nearest to it. Pure. */
import { wereOne } from "../lessons/comparable.js";
import { trainingAt } from "./lines.js";
import { evaluationIn, placeOn } from "./units.js";

/** @typedef {import("../state/runs.js").RunCard} RunCard */
/** @typedef {import("../state/chart.js").View} View */
/** @typedef {import("../types.js").Reading} Reading */
/** @typedef {{ x: number, value: number, step: number }} Spot Where the nearest reading was made, and what it is. */
/** @typedef {{ card: RunCard, validation: Spot | null, training: Spot | null, update: import("../types.js").StepReading | undefined }} Row */
/** @typedef {{ low: RunCard, high: RunCard, difference: number, share: number, step: number }} PairGap `share` of the higher value. */

/** The index of the reading nearest to a place, or -1. Readings stand in the order of their places. @param {Reading[]} readings @param {(reading: Reading) => number | null} place @param {number} x */
export function nearest(readings, place, x) {
  let low = 0;
  let high = readings.length - 1;
  if (high < 0 || place(readings[0]) === null) return -1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (/** @type {number} */ (place(readings[middle])) < x) low = middle;
    else high = middle;
  }
  const away = (/** @type {number} */ i) =>
    Math.abs(/** @type {number} */ (place(readings[i])) - x);
  return away(high) < away(low) ? high : low;
}

/** @param {RunCard[]} cards @param {View} view @param {number} x @returns {Row[]} */
export function readAt(cards, view, x) {
  return cards.map((card) => {
    const place = placeOn(view.x, card);
    const spot = (/** @type {Reading} */ reading, /** @type {number} */ value) => ({
      x: place(reading) ?? x,
      value,
      step: reading.step,
    });
    const evaluated = card.evals[nearest(card.evals, place, x)];
    const updated = nearest(card.train, place, x);
    return {
      card,
      validation: evaluated ? spot(evaluated, evaluationIn(view.y, evaluated)) : null,
      update: card.train[updated],
      training: updated < 0 ? null : spot(card.train[updated], trainingAt(card, updated, view)),
    };
  });
}

/**
 * How far two runs lie apart at the last place up to `x` where both were evaluated after the same tokens; null before
 * there is one, and where one had not yet branched off the other.
 * @param {RunCard[]} pair @param {View} view @param {number} x @returns {PairGap | null}
 */
export function gapAt([a, b], view, x) {
  if (!a || !b) return null;
  const place = placeOn(view.x, a);
  const at = nearest(a.evals, place, x);
  for (let i = at; i >= 0; i -= 1) {
    const mine = a.evals[i];
    const other = b.evals.find(({ tokens }) => tokens === mine.tokens);
    if (!other) continue;
    if (wereOne(a, b, mine.step)) return null;
    const [first, second] = [evaluationIn(view.y, mine), evaluationIn(view.y, other)];
    const difference = Math.abs(first - second);
    const [low, high] = first <= second ? [a, b] : [b, a];
    return { low, high, difference, share: difference / Math.max(first, second), step: mine.step };
  }
  return null;
}

/** Every place where a run was evaluated, in order, each once. @param {RunCard[]} cards @param {View} view */
export function evaluatedPlaces(cards, view) {
  const places = cards.flatMap((card) => {
    const place = placeOn(view.x, card);
    return card.evals.flatMap((reading) => place(reading) ?? []);
  });
  return [...new Set(places)].sort((a, b) => a - b);
}
