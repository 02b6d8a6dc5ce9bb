/**
 * A time left that counts down. What is known of it changes with every reading of the clock and every update, up and
 * down by seconds; what is shown goes down with the clock, waits where it ran ahead, and hurries where it lags.
 */

/** The share of a lag that is made up at each reading. */
const HURRY = 0.15;
/** It jumps only where what is known is so much more or less: the machine turned out to be another than was thought. */
const SURPRISE = { times: 1.4, seconds: 5 };

export class Countdown {
  /** @type {number | null} */
  #shown = null;

  /**
   * The seconds left to show.
   * @param {number | null} known Seconds left as far as is known now, or null.
   * @param {number} passed Seconds since the last call.
   * @returns {number | null}
   */
  tell(known, passed) {
    const before = this.#shown;
    if (known === null || before === null || isSurprise(known, before)) {
      this.#shown = known;
    } else {
      const lag = before - known;
      this.#shown = lag > 0 ? Math.max(known, before - passed - HURRY * lag) : before;
    }
    return this.#shown;
  }
}

/** @param {number} a @param {number} b */
function isSurprise(a, b) {
  return Math.max(a, b) > Math.min(a, b) * SURPRISE.times + SURPRISE.seconds;
}
