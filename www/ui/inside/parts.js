/**
 * What the updates of a run did to each part of its model, worked out from its readings: the lines that are drawn, the
 * axis that all runs share, and how far apart the parts are. Knows no page.
 */
import { headlinesRead } from "../state/runs.js";

/** @typedef {import("../state/runs.js").RunCard} RunCard */
/** @typedef {import("../types.js").InsideReading} InsideReading */
/** "update_ratio": ‖Δp‖ / (‖p‖ + 1e-8); "grad_norm": ‖g‖ before clipping. @typedef {"update_ratio" | "grad_norm"} Quantity */
/** @typedef {{ x: number, y: number }} Point `x` in headlines read. */
/** @typedef {{ part: string, points: Point[] }} Line */
/** How many times the smallest part's value the largest one's is, in the median reading, and which parts those are as a rule. @typedef {{ times: number, largest: string, smallest: string }} Spread */

/** Values that no logarithm has. @param {number} value */
const isDrawn = (value) => Number.isFinite(value) && value > 0;

/** @param {number[]} values */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The parts of a run's model, from the tokens up. @param {RunCard} card @returns {string[]} */
export function partsOf(card) {
  return card.inside[0]?.groups ?? [];
}

/**
 * Readings that tell of the parts' scale: not the first, before which learned positions are all 0 and any update is
 * infinitely large beside them.
 * @param {RunCard} card
 */
function settled(card) {
  return card.inside.filter(({ step }) => step > 1);
}

/** A line for each part. @param {RunCard} card @param {Quantity} quantity @returns {Line[]} */
export function linesOf(card, quantity) {
  return partsOf(card).map((part, i) => ({
    part,
    points: card.inside.flatMap((reading) => {
      const y = reading[quantity][i];
      return isDrawn(y) ? [{ x: headlinesRead(card, reading.tokens), y }] : [];
    }),
  }));
}

/**
 * Powers of ten between which nearly all values of these runs lie; the first readings and the last, where a schedule
 * ends at 0, may leave them.
 * @param {RunCard[]} cards @param {Quantity} quantity @returns {[number, number]} exponents
 */
export function decadesOf(cards, quantity) {
  const values = cards
    .flatMap((card) => settled(card).flatMap((reading) => reading[quantity]))
    .filter(isDrawn)
    .sort((a, b) => a - b);
  if (values.length === 0) return [-4, 0];
  const at = (/** @type {number} */ share) => values[Math.round(share * (values.length - 1))];
  const low = Math.floor(Math.log10(at(0.02)));
  const high = Math.ceil(Math.log10(at(0.98)));
  return [low, Math.max(high, low + 1)];
}

/** What occurs most often, the first of them. @param {string[]} list */
function usual(list) {
  const counts = new Map(list.map((one) => [one, 0]));
  for (const one of list) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most))[0];
}

/** @param {RunCard} card @param {Quantity} quantity @returns {Spread | null} null before there is anything to compare */
export function spreadOf(card, quantity) {
  const readings = settled(card).flatMap(({ groups, ...reading }) => {
    const values = reading[quantity]
      .map((value, i) => ({ value, part: groups[i] }))
      .filter(({ value }) => isDrawn(value))
      .sort((a, b) => a.value - b.value);
    const [smallest, largest] = [values[0], values.at(-1)];
    if (!smallest || !largest || values.length < 2) return [];
    return [
      { times: largest.value / smallest.value, largest: largest.part, smallest: smallest.part },
    ];
  });
  if (readings.length === 0) return null;
  return {
    times: median(readings.map(({ times }) => times)),
    largest: usual(readings.map(({ largest }) => largest)),
    smallest: usual(readings.map(({ smallest }) => smallest)),
  };
}

/**
 * The medians of a part over the first and over the second half of the readings; null where there are none.
 * @param {RunCard} card @param {number} part Its place among the parts. @param {Quantity} quantity
 */
export function halvesOf(card, part, quantity) {
  const values = settled(card).map((reading) => reading[quantity][part]);
  const middle = Math.ceil(values.length / 2);
  return [values.slice(0, middle), values.slice(middle)].map((half) =>
    half.length > 0 ? median(half) : null,
  );
}

/**
 * Places for labels beside lines' ends, in the order given: no two nearer than `least`, and each as near to its own place
 * as that allows.
 * @param {number[]} wanted @param {number} least @param {[number, number]} within
 */
export function spaced(wanted, least, [top, bottom]) {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b]);
  /** @type {number[]} */
  const placed = [];
  let next = top;
  for (const i of order) {
    placed[i] = Math.max(next, wanted[i]);
    next = placed[i] + least;
  }
  let limit = bottom;
  for (const i of order.toReversed()) {
    placed[i] = Math.min(limit, placed[i]);
    limit = placed[i] - least;
  }
  return placed;
}
