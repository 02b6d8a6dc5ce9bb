/** Chance that a test can repeat. */

/** A generator of numbers in [0, 1) that gives the same ones every time. @param {number} seed */
export function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
