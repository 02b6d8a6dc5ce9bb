/** Weight of what was measured before against the last update, in the moving averages. */
const MEMORY = 0.9;

/**
 * How fast a run goes, measured inside its own steps alone; seconds throughout.
 */
export class Pace {
  /** Inside this run's steps since its start. */
  seconds = 0;
  #stepSeconds = 0;
  #longest = 0;
  #tokens = 0;
  #tokenSeconds = 0;
  #evaluation = 0;
  #lastEvaluation = 0;
  #plan;

  /** @param {import("../protocol.js").Plan} plan */
  constructor(plan) {
    this.#plan = plan;
  }

  /** A micro-batch took this long. @param {number} seconds */
  microBatch(seconds) {
    this.seconds += seconds;
    this.#stepSeconds += seconds;
    this.#longest = Math.max(this.#longest, seconds);
  }

  /** A chunk of an evaluation took this long. @param {number} seconds */
  evaluationChunk(seconds) {
    this.#evaluation += seconds;
  }

  evaluated() {
    this.#lastEvaluation = this.#evaluation;
    this.#evaluation = 0;
  }

  /**
   * An update is done.
   * @returns {{ tokens_per_second: number, unit_ms: number }} the moving average, and this update's longest unit
   */
  updated() {
    this.#tokens = this.#tokens * MEMORY + this.#plan.batch_tokens;
    this.#tokenSeconds = this.#tokenSeconds * MEMORY + this.#stepSeconds;
    const unit_ms = this.#longest * 1000;
    this.#stepSeconds = 0;
    this.#longest = 0;
    return { tokens_per_second: this.#rate(), unit_ms };
  }

  /** Seconds of work left after `step` updates, evaluations included. @param {number} step */
  remaining(step) {
    const { steps, batch_tokens } = this.#plan;
    const rate = this.#rate();
    const updates = rate > 0 ? ((steps - step) * batch_tokens) / rate : 0;
    return updates + evaluationsAfter(step, this.#plan) * this.#lastEvaluation;
  }

  #rate() {
    // A clock of coarse resolution may measure no time at all.
    return this.#tokens / Math.max(this.#tokenSeconds, 1e-6);
  }
}

/**
 * Whether the definition asks for an evaluation after this update.
 * @param {number} step
 * @param {import("../protocol.js").Plan} plan
 */
export function evaluationDue(step, plan) {
  return step > 0 && (step === 1 || step % plan.eval_every === 0 || step === plan.steps);
}

/**
 * @param {number} step
 * @param {import("../protocol.js").Plan} plan
 */
function evaluationsAfter(step, { steps, eval_every }) {
  const last = steps % eval_every === 0 ? 0 : 1;
  const first = step < 1 && eval_every > 1 ? 1 : 0;
  return step >= steps
    ? 0
    : first + Math.floor(steps / eval_every) - Math.floor(step / eval_every) + last;
}
