/** From the runs' readings to the aligned columns that uPlot draws. */
import { headlinesRead } from "../state/runs.js";

/** More training points than this are drawn as means of buckets; the line looks the same. */
const DRAWN_POINTS = 1200;

/** @typedef {[number, number][]} Points x in headlines read, y in nats per character. */

/** @param {import("../state/runs.js").RunCard} card @param {import("../types.js").Reading[]} readings @returns {Points} */
function points(card, readings) {
  return readings.map((reading) => [headlinesRead(card, reading.tokens), reading.loss]);
}

/** @param {Points} all @returns {Points} */
function thinned(all) {
  const size = Math.ceil(all.length / DRAWN_POINTS);
  if (size <= 1) return all;
  /** @type {Points} */
  const means = [];
  for (let from = 0; from < all.length; from += size) {
    const bucket = all.slice(from, from + size);
    const sum = bucket.reduce((total, [, y]) => total + y, 0);
    means.push([bucket[bucket.length - 1][0], sum / bucket.length]);
  }
  return means;
}

/** Every run's training loss, then every validation loss, then every run's glances. @param {import("../state/runs.js").RunCard[]} cards @returns {Points[]} */
export function seriesOf(cards) {
  return [
    ...cards.map((card) => thinned(points(card, card.train))),
    ...cards.map((card) => points(card, card.evals)),
    ...cards.map((card) => points(card, card.glances)),
  ];
}

/**
 * One x column for all series, with null where a series has no point.
 * @param {Points[]} series @returns {[number[], ...(number | null)[][]]}
 */
export function aligned(series) {
  const xs = [...new Set(series.flatMap((one) => one.map(([x]) => x)))].sort((a, b) => a - b);
  const place = new Map(xs.map((x, i) => [x, i]));
  const columns = series.map((one) => {
    /** @type {(number | null)[]} */
    const column = new Array(xs.length).fill(null);
    for (const [x, y] of one)
      column[/** @type {number} */ (place.get(x))] = Number.isFinite(y) ? y : null;
    return column;
  });
  return [xs, ...columns];
}
