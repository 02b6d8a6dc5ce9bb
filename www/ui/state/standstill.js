/**
 * How a standstill is told from slow work: nothing was heard of the runs for many times as long as usual, and the page's
 * own timer, which runs while a worker computes, stood still as well. Pure; times are handed in, in milliseconds of a
 * clock that goes on while a machine sleeps.
 */

/** Shorter ones are nobody's concern. */
const LEAST_MS = 20_000;
/** Many times the longest of the last silences. */
const TIMES = 10;
/** What a longer silence before weighs against each new one. */
const MEMORY = 0.99;
/** The page's timer has to have stood still for this share of the silence. */
const SHARE = 0.5;

export class Standstill {
  /** @type {number | null} */
  #heard = null;
  #beat = 0;
  /** The longest step of the timer since something was heard. */
  #jump = 0;
  #longest = 0;
  #frozen = false;

  /** Training begins or goes on. @param {number} now */
  begin(now) {
    this.#heard = now;
    this.#beat = now;
    this.#jump = 0;
    this.#frozen = false;
  }

  /** Nothing trains, so that nothing is missed. */
  end() {
    this.#heard = null;
  }

  /** The page's timer. @param {number} now */
  beat(now) {
    this.#jump = Math.max(this.#jump, now - this.#beat);
    this.#beat = now;
  }

  /** The browser says that it freezes the page. */
  freeze() {
    this.#frozen = this.#heard !== null;
  }

  /** Something was heard of a run. @param {number} now @returns {number | null} how long all stood still before, in milliseconds */
  hear(now) {
    if (this.#heard === null) return null;
    this.beat(now);
    const silence = now - this.#heard;
    const still = silence > LEAST_MS && silence > TIMES * this.#longest;
    const stood = this.#frozen || (still && this.#longest > 0 && this.#jump > SHARE * silence);
    if (!stood) this.#longest = Math.max(silence, this.#longest * MEMORY);
    this.#heard = now;
    this.#jump = 0;
    this.#frozen = false;
    return stood ? silence : null;
  }
}
