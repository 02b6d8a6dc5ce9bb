import { toWire } from "../engine/error.js";
import { isCoded } from "./coded.js";

/** @typedef {import("../protocol.js").LiveSettings} LiveSettings */
/** @typedef {import("../protocol.js").LiveEvent} LiveEvent */
/** @typedef {import("./scheduler.js").Entry} Entry */
/** @typedef {"view" | "headline"} Kind */

/** Bars and surprise, and headlines, are each refreshed about this often, as far as their share allows. */
const EVERY_MS = 1000;
/** A person who changes a prompt sees the change sooner. */
const CHANGED_MS = 250;
/** The share of all compute that both kinds together may take. */
const MOST_SHARE = 0.05;
/**
 * What each kind may take of it. Headlines between evaluations leave room for those at evaluations, which are kept, and a
 * prompt that changes has what headlines have left.
 */
const SHARE = { view: 0.02, changed: 0.04, headline: 0.02, evaluated: 0.03 };
/** Shares are counted over about the last minute: an hour without views is no credit for an hour full of them. */
const WINDOW_SECONDS = 60;
/** Bars drawn. */
const NEXT_TOKENS = 5;

/** When live views are computed, and what they are made of. */
export class LiveViews {
  /** @type {LiveSettings} */
  #settings = { enabled: false, prompt: "", title: "" };
  /** Counts changes of the settings. */
  #version = 0;
  #roundVersion = 0;
  #evaluated = false;
  #compute = 0;
  #spent = { view: 0, headline: 0 };
  #last = { view: Number.NEGATIVE_INFINITY, headline: Number.NEGATIVE_INFINITY };
  #now;

  /** @param {() => number} now in milliseconds */
  constructor(now) {
    this.#now = now;
  }

  get enabled() {
    return this.#settings.enabled;
  }

  /** @param {LiveSettings} settings */
  set(settings) {
    this.#settings = settings;
    this.#version += 1;
  }

  /** Counts time that was spent computing, whatever it was for. @param {number} seconds */
  computed(seconds) {
    const kept = Math.exp(-seconds / WINDOW_SECONDS);
    this.#compute = this.#compute * kept + seconds;
    this.#spent.view *= kept;
    this.#spent.headline *= kept;
  }

  /**
   * Counts time that went into a live view.
   * @param {Kind} kind
   * @param {number} seconds
   */
  spend(kind, seconds) {
    this.#spent[kind] += seconds;
    this.computed(seconds);
  }

  /** A run was evaluated: the next headline need not wait its second, so that each evaluation has one if its share allows. */
  evaluated() {
    this.#evaluated = true;
  }

  /**
   * Whether a view of every run is due now; asked between two rounds, and answered yes once.
   * @returns {{ headline: boolean } | null}
   */
  take() {
    if (!this.enabled) return null;
    const now = this.#now();
    const changed = this.#roundVersion !== this.#version;
    const headline =
      Boolean(this.#settings.headline) &&
      (this.#evaluated
        ? this.#may("headline", now, 0, SHARE.evaluated)
        : this.#may("headline", now, EVERY_MS, SHARE.headline));
    this.#evaluated = false;
    const view = changed
      ? this.#may("view", now, CHANGED_MS, SHARE.changed)
      : this.#may("view", now, EVERY_MS, SHARE.view);
    if (!view && !headline) return null;
    this.#last.view = now;
    if (headline) this.#last.headline = now;
    this.#roundVersion = this.#version;
    return { headline };
  }

  /** Whether a run's last view is of other weights or other settings. @param {Entry} entry */
  isStale(entry) {
    return entry.shown.step !== entry.step || this.isOutdated(entry);
  }

  /** Whether a run's last view is of other settings. @param {Entry} entry */
  isOutdated(entry) {
    return entry.shown.version !== this.#version;
  }

  /**
   * Computes one run's view, a slice at each next(). The caller lets the weights rest until it is through.
   * @param {Entry} entry
   * @param {boolean} headline
   * @param {(event: LiveEvent) => void} emit
   * @returns {Generator<Kind, void, void>}
   */
  *slices(entry, headline, emit) {
    const { prompt, title, headline: sampling } = this.#settings;
    const { run, step } = entry;
    entry.shown = { step, version: this.#version };
    /** @type {LiveEvent} */
    const event = { type: "live", run: entry.id, step, prompt, next: [], surprise: [] };
    try {
      event.next = run.next_tokens(prompt, NEXT_TOKENS);
      yield "view";
      if (title) {
        event.surprise = run.surprise(title);
        yield "view";
      }
      if (headline && sampling) {
        // Written after the end of a headline, from the same seed each time, so that only the weights differ.
        const writing = run.generate({ prompt: "", max_tokens: 0, ...sampling });
        try {
          for (;;) {
            const { text, done } = writing.advance();
            event.headline = { text, seed: sampling.seed };
            if (done) break;
            yield "headline";
          }
        } finally {
          writing.free();
        }
      }
    } catch (error) {
      if (!isCoded(error)) throw error;
      event.error = toWire(error);
    }
    emit(event);
  }

  /**
   * @param {Kind} kind
   * @param {number} now
   * @param {number} interval
   * @param {number} share
   */
  #may(kind, now, interval, share) {
    const { view, headline } = this.#spent;
    const within =
      this.#spent[kind] <= share * this.#compute && view + headline <= MOST_SHARE * this.#compute;
    return now - this.#last[kind] >= interval && within;
  }
}
