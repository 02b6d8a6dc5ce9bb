/**
 * The gap between two runs, from their full validation losses (nats per character). Glances never count: they measure
 * a part of the headlines only.
 */

/** A gap is named when it has exceeded this in so many readings running. */
export const NAMED = { nats: 0.05, readings: 3 };

/**
 * @typedef {import("../types.js").Reading} Reading
 * @typedef {{ a: Reading, b: Reading }} Pair Readings of two runs after the same number of tokens.
 * @typedef {object} Gap
 * @property {boolean} sure
 * @property {0 | 1} low Place of the run with the lower loss.
 * @property {number} nats Never negative.
 * @property {number} share Of the higher loss.
 * @property {number} readings Readings that both have.
 * @property {Pair} last
 */

/** @param {Reading[]} a @param {Reading[]} b @returns {Pair[]} */
function pairs(a, b) {
  const byTokens = new Map(b.map((reading) => [reading.tokens, reading]));
  return a.flatMap((reading) => {
    const other = byTokens.get(reading.tokens);
    return other ? [{ a: reading, b: other }] : [];
  });
}

/** Null before both have a reading at the same place. @param {Reading[]} a @param {Reading[]} b @returns {Gap | null} */
export function gapBetween(a, b) {
  const both = pairs(a, b);
  const last = both.at(-1);
  if (!last) return null;
  const differences = both.slice(-NAMED.readings).map((pair) => pair.a.loss - pair.b.loss);
  const enough = differences.length === NAMED.readings;
  const sure =
    enough &&
    (differences.every((nats) => nats > NAMED.nats) ||
      differences.every((nats) => nats < -NAMED.nats));
  const difference = last.a.loss - last.b.loss;
  return {
    sure,
    low: difference > 0 ? 1 : 0,
    nats: Math.abs(difference),
    share: Math.abs(difference) / Math.max(last.a.loss, last.b.loss),
    readings: both.length,
    last,
  };
}

/** The first step at which a run read no more than `loss`, or null. @param {Reading[]} readings @param {number} loss */
export function firstStepAt(readings, loss) {
  return readings.find((reading) => reading.loss <= loss)?.step ?? null;
}
