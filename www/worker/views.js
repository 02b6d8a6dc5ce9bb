/** Live views that are to be computed, one slice at a time; the weights of its run rest meanwhile. */

import { LiveViews } from "./live-views.js";

/** @typedef {import("./entries.js").Entry} Entry */
/** A live view to come; `then` is what waits for it. @typedef {{ entry: Entry, headline: boolean, then?: () => void }} View */

export class Views {
  /** @type {View[]} */
  #coming = [];
  /** The one under way. @type {{ view: View, slices: Generator<import("./live-views.js").Kind, void, void> } | null} */
  #looking = null;
  #now;
  #emit;

  /** @param {{ now: () => number, emit: (event: import("../protocol.js").RunEvent) => void }} surroundings `now` in milliseconds */
  constructor({ now, emit }) {
    this.#now = now;
    this.#emit = emit;
    this.live = new LiveViews(now);
  }

  /** @param {import("../protocol.js").LiveSettings} settings */
  set(settings) {
    this.live.set(settings);
    // What is under way or waits was asked for by the old settings; what waits for it need not any more.
    const waiting = this.#coming.splice(0);
    const under = this.#stop();
    if (under) waiting.unshift(under);
    if (settings.enabled) this.#coming = waiting.filter((view) => view.then);
    else for (const view of waiting) view.then?.();
  }

  /** The last view of a run, or without live views none; then what waits for it. @param {Entry} entry @param {() => void} then */
  last(entry, then) {
    if (this.live.enabled) this.#coming.push({ entry, headline: true, then });
    else then();
  }

  /** A run is about to be freed. @param {Entry} entry */
  drop(entry) {
    this.#coming = this.#coming.filter((view) => view.entry !== entry);
    if (this.#looking?.view.entry === entry) this.#stop();
  }

  /** Ends the view under way, and gives it. */
  #stop() {
    const view = this.#looking?.view;
    this.#looking?.slices.return();
    this.#looking = null;
    return view;
  }

  /** Computes a slice; false where there is none to compute. @param {boolean} running whether it takes time from training */
  advance(running) {
    if (!this.#looking) {
      const view = this.#coming.shift();
      if (!view) return false;
      this.#looking = { view, slices: this.live.slices(view.entry, view.headline, this.#emit) };
    }
    const { view, slices } = this.#looking;
    const start = this.#now();
    const slice = slices.next();
    const seconds = (this.#now() - start) / 1000;
    // The last slice is the headline's last token, or follows at once.
    const kind = slice.value ?? (view.headline ? "headline" : "view");
    if (running) this.live.spend(kind, seconds);
    if (slice.done) {
      this.#looking = null;
      view.then?.();
    }
    return true;
  }

  /** At rest each run's view is brought to its last step and the last settings once, and then nothing moves. @param {Iterable<Entry>} entries */
  atRest(entries) {
    if (!this.live.enabled) return false;
    for (const entry of entries)
      if (this.live.isStale(entry)) this.#coming.push({ entry, headline: true });
    return this.#coming.length > 0;
  }

  /**
   * Between rounds all runs have made the same updates since the round before: the moment to look at them.
   * @param {Iterable<Entry>} entries @param {Entry[]} turns those that train
   */
  betweenRounds(entries, turns) {
    const due = this.live.take();
    if (!due) return false;
    for (const entry of entries) {
      const active = turns.includes(entry);
      if (active || this.live.isOutdated(entry))
        this.#coming.push({ entry, headline: due.headline || !active });
    }
    return true;
  }
}
