/** What a run has told so far, as it is kept beside its weights: enough for a page to draw the run again. */

/** @typedef {import("../../protocol.js").RunEvent} RunEvent */
/** @typedef {import("../../protocol.js").Told} Told */

/** The numbers of an update that are kept, a row each: a long run has very many. */
export const STEP = /** @type {const} */ ([
  "step",
  "epoch",
  "train_loss",
  "train_loss_char",
  "lr",
  "grad_norm",
  "tokens",
  "seconds",
  "tokens_per_second",
]);
/** Headlines that are kept; past it every other one goes, never the newest. */
const MOST_HEADLINES = 80;
/** Looks inside that are kept, thinned likewise. */
const MOST_INSIDE = 240;

/** @template T @param {T[]} list @param {number} most */
function thinned(list, most) {
  return list.length > most ? list.filter((_, i) => (list.length - 1 - i) % 2 === 0) : list;
}

export class Journal {
  /** @type {number[][]} */
  #steps = [];
  /** @type {{ step: number, inside: import("../../protocol.js").Inside }[]} */
  #inside = [];
  /** @type {import("../../protocol.js").EvalEvent[]} */
  #evals = [];
  /** @type {import("../../protocol.js").GlanceEvent[]} */
  #glances = [];
  /** @type {import("../../protocol.js").LiveEvent[]} */
  #headlines = [];

  /** @param {RunEvent} event */
  hear(event) {
    switch (event.type) {
      case "step":
        this.#steps.push(STEP.map((field) => event[field]));
        if (event.inside) {
          this.#inside.push({ step: event.step, inside: event.inside });
          this.#inside = thinned(this.#inside, MOST_INSIDE);
        }
        return;
      case "eval":
        this.#evals.push(event);
        return;
      case "glance":
        this.#glances.push(event);
        return;
      case "live":
        // Bars are drawn of the weights again; headlines are kept for what they were then.
        if (event.headline && !event.error)
          this.#headlines.push({ ...event, next: [], surprise: [] });
        this.#headlines = thinned(this.#headlines, MOST_HEADLINES);
    }
  }

  /** Up to an update, since what came after it is done again. @param {number} step @returns {Told} */
  upTo(step) {
    const until = (/** @type {{ step: number }} */ one) => one.step <= step;
    return {
      fields: [...STEP],
      steps: this.#steps.filter(([of]) => of <= step),
      inside: this.#inside.filter(until),
      evals: this.#evals.filter(until),
      glances: this.#glances.filter(until),
      headlines: this.#headlines.filter(until),
    };
  }

  /** Seconds inside the run's own steps so far. */
  get seconds() {
    return this.#steps.at(-1)?.[STEP.indexOf("seconds")] ?? 0;
  }

  /** A journal that goes on from what was kept. @param {Told} told */
  static of(told) {
    const journal = new Journal();
    journal.#steps = told.steps;
    journal.#inside = told.inside;
    journal.#evals = told.evals;
    journal.#glances = told.glances;
    journal.#headlines = told.headlines;
    return journal;
  }
}
