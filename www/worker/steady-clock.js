/** A clock for measuring work, which leaves out the time in which the tab was frozen or the machine asleep. */

/** A step of the clock is a standstill where it is longer than this, and this many times the longest of the last ones. */
const STILL_MS = 30_000;
const TIMES = 20;
/** What a longer step before weighs against each new one. */
const MEMORY = 0.99;

/**
 * Read before and after each unit of work. Waiting for the page to ask for work may be left out too: nothing is measured
 * by it.
 * @param {() => number} now in milliseconds
 * @returns {() => number} the same, without standstills
 */
export function steadyClock(now) {
  let last = now();
  let longest = 0;
  let lost = 0;
  return () => {
    const at = now();
    const step = at - last;
    last = at;
    if (step > STILL_MS && step > TIMES * longest) lost += step - longest;
    else longest = Math.max(step, longest * MEMORY);
    return at - lost;
  };
}
