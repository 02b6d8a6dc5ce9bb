/**
 * Keeps runs in the browser's storage: at each evaluation, when one pauses or ends, and at least every two minutes, unless
 * that would take more than 2 % of the time. What a person waits for, a pause or an end, is kept whatever it takes. What
 * storage refused is tried again: of a run that rests nothing else would bring it there.
 */

import { isTrap } from "../trap.js";
import { Journal } from "./journal.js";

/** @typedef {import("../module.js").RunHandle} RunHandle */
/** @typedef {import("../../protocol.js").RunEvent} RunEvent */
/** @typedef {import("../../protocol.js").KeptNote} KeptNote */
/** @typedef {import("../store/store.js").Store} Store */
/**
 * `about` is the page's, and comes back with the run. `due`: it is to be kept now; `asked`: whatever it takes. `refused`:
 * why it was not, the last time.
 * @typedef {{
 *   id: string, key: string, about: unknown, data: string, config: import("../../protocol.js").Config, journal: Journal,
 *   state: import("../../protocol.js").RunState, step: number, due: boolean, asked: boolean, at: number, cost: number,
 *   release: (() => void) | null, refused: string,
 * }} Watched
 */

const LONGEST_MS = 120_000;
/** A write of w is followed by none that nobody waits for within 50 w. */
const SHARE = 0.02;
/** After these a run may be left alone for long, or for ever. */
const RESTS = ["paused", "stopped", "finished", "diverged"];

export const NOTE_VERSION = 1;

export class Keeper {
  /** @type {Map<string, Watched>} */
  #runs = new Map();
  /** @type {Promise<void>} */
  #writing = Promise.resolve();
  #store;
  #keepHeadlines;
  #now;
  #emit;

  /**
   * @param {{
   *   store: Store, keepHeadlines: (run: Watched) => Promise<void>, now: () => number, emit: (event: RunEvent) => void,
   * }} surroundings `now` in milliseconds
   */
  constructor({ store, keepHeadlines, now, emit }) {
    this.#store = store;
    this.#keepHeadlines = keepHeadlines;
    this.#now = now;
    this.#emit = emit;
  }

  /**
   * Keeps a run from now on.
   * @param {{ id: string, key: string, about: unknown, data: string, config: import("../../protocol.js").Config }} run `data`: the key of its headlines
   * @param {{ journal?: Journal, release?: (() => void) | null, step?: number, state?: import("../../protocol.js").RunState }} [from] of a run that comes from storage, or from a file
   */
  watch(run, { journal = new Journal(), release = null, step = 0, state = "ready" } = {}) {
    const rest = { due: false, asked: false, at: this.#now(), cost: 0, refused: "" };
    this.#runs.set(run.id, { ...run, ...rest, journal, release, state, step });
  }

  /** Whether a key is this tab's, as it has been written to. @param {string} key */
  holds(key) {
    return [...this.#runs.values()].some((run) => run.key === key && run.release !== null);
  }

  /** @param {string} id */
  watches(id) {
    return this.#runs.has(id);
  }

  /** Keeps a run no longer; what was kept stays. @param {string} id */
  forget(id) {
    this.#runs.get(id)?.release?.();
    this.#runs.delete(id);
  }

  /** What the page wants to find with a run when it comes back; kept with its next state, or now where it rests. @param {string} id @param {unknown} about */
  describe(id, about) {
    const run = this.#runs.get(id);
    if (!run) return;
    run.about = about;
    if (RESTS.includes(run.state) && run.step > 0) run.due = run.asked = true;
  }

  /** @param {RunEvent} event */
  hear(event) {
    const run = this.#runs.get(event.run);
    if (!run) return;
    run.journal.hear(event);
    const { type } = event;
    if (type === "step" || type === "eval") run.step = event.step;
    if (type === "state") {
      run.state = event.state;
      // It is gone; what was kept of it stays.
      if (event.state === "failed") return this.forget(event.run);
      // A run that never began has nothing to go on from.
      if (RESTS.includes(event.state) && run.step > 0) run.due = run.asked = true;
    }
    if (type === "eval" || (type === "step" && this.#now() - run.at > LONGEST_MS)) run.due = true;
  }

  /** Whether there is something to keep. */
  get due() {
    return [...this.#runs.values()].some((run) => this.#isDue(run));
  }

  /** @param {Watched} run */
  #isDue(run) {
    return run.due && (run.asked || (this.#now() - run.at) * SHARE >= run.cost);
  }

  /** Whether there are runs that are not kept as they stand, because storage refused them. */
  get refused() {
    return [...this.#runs.values()].some(({ refused }) => refused !== "");
  }

  /** Has what was refused tried again; where there may be `room` now whatever it takes, and told if it is in vain. @param {boolean} room */
  again(room) {
    for (const run of this.#runs.values()) {
      if (run.refused === "") continue;
      run.due = true;
      run.asked ||= room;
      if (room) run.refused = "";
    }
  }

  /**
   * Keeps what is due. No run may train before this is done: a state is written piece by piece.
   * @param {(id: string) => RunHandle} handleOf
   */
  work(handleOf) {
    return this.alone(async () => {
      for (const run of this.#runs.values()) if (this.#isDue(run)) await this.#keep(run, handleOf);
    });
  }

  /**
   * Does something to what is kept, while nothing is being written and before anything else is.
   * @param {() => Promise<void>} work
   */
  alone(work) {
    const done = this.#writing.then(work);
    this.#writing = done.catch(() => {});
    return done;
  }

  /** @param {Watched} run @param {(id: string) => RunHandle} handleOf */
  async #keep(run, handleOf) {
    run.due = run.asked = false;
    const start = this.#now();
    const { id, key } = run;
    try {
      const handle = handleOf(id);
      run.release ??= await this.#store.hold(key);
      if (!run.release) throw new Error("another tab keeps a run under the same name");
      const bytes = await this.#store.write(key, () => this.#note(run, handle), pieces(handle));
      // After the run: headlines that no run needs may be dropped, by another tab too.
      await this.#keepHeadlines(run);
      run.refused = "";
      this.#emit({ type: "kept", run: id, step: handle.step, bytes });
    } catch (error) {
      if (isTrap(error)) throw error;
      const problem = error instanceof Error ? error.message : String(error);
      // Once for each reason: a full disk refuses every evaluation.
      if (problem !== run.refused)
        this.#emit({ type: "kept", run: id, step: run.step, bytes: 0, problem });
      run.refused = problem;
    }
    run.at = this.#now();
    run.cost = run.at - start;
  }

  /** @param {Watched} run @param {RunHandle} handle @returns {KeptNote} */
  #note({ about, data, config, state, journal }, handle) {
    const { plan, step } = handle;
    const told = journal.upTo(step);
    return { version: NOTE_VERSION, kind: "run", about, data, config, plan, state, step, told };
  }
}

/** A run's state, a piece at a time. @param {RunHandle} handle */
export function* pieces(handle) {
  const writing = handle.write_state();
  try {
    for (let piece = writing.next(); piece; piece = writing.next()) yield piece;
  } finally {
    writing.free();
  }
}
