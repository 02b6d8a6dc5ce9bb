/** The updates after which a run is always looked at: the first minute's shape. */
const FIXED = [1, 5, 10, 20, 40];
/** Then as soon as one of these has passed since the last. */
const EVERY_MS = 2000;
const EVERY_UPDATES = 8;
/** Glances after the fixed ones may take this share of the run's own time. */
const SHARE = 0.05;

/** When one run is glanced at. */
export class GlanceClock {
  #lastStep = 0;
  #lastMs = 0;
  #spent = 0;

  /**
   * @param {number} step updates done
   * @param {number} now in milliseconds
   * @param {number} seconds inside the run's own steps so far
   */
  due(step, now, seconds) {
    if (FIXED.includes(step)) return true;
    if (step < FIXED[FIXED.length - 1]) return false;
    const waited = now - this.#lastMs >= EVERY_MS || step - this.#lastStep >= EVERY_UPDATES;
    return waited && this.#spent <= SHARE * seconds;
  }

  /** A slice of a glance took this long. @param {number} seconds */
  spend(seconds) {
    this.#spent += seconds;
  }

  /**
   * The run was glanced at, or an evaluation came in the glance's place.
   * @param {number} step
   * @param {number} now in milliseconds
   */
  looked(step, now) {
    this.#lastStep = step;
    this.#lastMs = now;
  }
}
