/**
 * A running mean that forgets: each value counts a little less than the one after it. What it has not seen yet does not
 * count at all, so that it begins at the first value and not at 0. Pure.
 */

/** Numbers of updates over which the training line can be smoothed; 0 leaves it as it is. */
export const SMOOTHING = /** @type {const} */ ([0, 10, 50, 200]);

/** After so many spans a value counts for less than a millionth. */
const REACH = 7;

/** Takes a value and gives the mean. @param {number} span About how many values it is a mean of; 0 gives each back. */
export function createMean(span) {
  if (span <= 1) return (/** @type {number} */ value) => value;
  const kept = 1 - 2 / (span + 1);
  let sum = 0;
  let weight = 0;
  return (/** @type {number} */ value) => {
    sum = kept * sum + (1 - kept) * value;
    weight = kept * weight + (1 - kept);
    return sum / weight;
  };
}

/** The mean at one place of a list, without all that came before. @param {{ loss: number }[]} readings @param {number} index @param {number} span */
export function meanAt(readings, index, span) {
  const mean = createMean(span);
  let now = Number.NaN;
  for (let i = Math.max(0, index - REACH * span); i <= index; i += 1)
    if (Number.isFinite(readings[i].loss)) now = mean(readings[i].loss);
  return now;
}
