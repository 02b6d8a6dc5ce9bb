/**
 * Who computes next. One unit of work at a time, so that the worker hears the page between any two of them; pure: no
 * messages, no timers, and the clock is handed in.
 *
 * Runs go in lock-step, in rounds: each active run makes one update, then each whose evaluation is due makes it. Or they
 * go one after the other: then a round is of the first that has not ended, and the others wait their turn. What only
 * looks at a run never changes it, and the weights rest while it does: headlines that were asked for come first, then
 * live views, then training with its glances.
 *
 * A run that does not fit into the memory beside the others waits, unmade, until enough of them ended or are gone.
 */

import { EngineError } from "../engine/error.js";
import { Budget } from "./budget.js";
import { isCoded } from "./coded.js";
import {
  cannotTrain,
  canTrain,
  newEntry,
  noRoomBeside,
  notHere,
  restoredEntry,
} from "./entries.js";
import { evaluationDue } from "./pace.js";
import { Views } from "./views.js";
import { Writers } from "./writers.js";

/** @typedef {import("./module.js").RunHandle} RunHandle */
/** @typedef {import("./module.js").Progress} Progress */
/** @typedef {import("../protocol.js").RunEvent} RunEvent */
/** @typedef {import("../protocol.js").RunState} RunState */
/** @typedef {import("./entries.js").Entry} Entry */
/** @typedef {import("./entries.js").Waiting} Waiting */
/** @typedef {{ entry: Entry, kind: "update" | "evaluation" }} Turn */

export class Scheduler {
  /** @type {Map<string, Entry>} */
  #entries = new Map();
  /** Runs in lock-step, in their order; they stay while paused. @type {Entry[]} */
  #active = [];
  /** What is left of the round. @type {Turn[]} */
  #round = [];
  #running = false;
  /** @type {import("../protocol.js").Order} */
  #order = "lockstep";
  /** Whether a person paused, so that a run that was waiting does not start by itself. */
  #paused = false;
  /** In the order in which they were made. @type {Waiting[]} */
  #waiting = [];
  budget = new Budget();
  /** Whether the round that is under way is the last before a pause. */
  #stepping = false;
  writers = new Writers();
  #views;
  #now;
  #emit;

  /** @param {{ now: () => number, emit: (event: RunEvent) => void }} surroundings `now` in milliseconds */
  constructor({ now, emit }) {
    this.#now = now;
    this.#emit = emit;
    this.#views = new Views({ now, emit });
  }

  /** @param {string} id @param {RunHandle} run */
  add(id, run) {
    this.#entries.set(id, newEntry(id, run));
  }

  /**
   * Makes a run once it fits beside the others: now, or later.
   * @param {string} id
   * @param {import("../protocol.js").Plan} plan
   * @param {() => RunHandle} make
   * @returns {RunState} "ready" or "queued"
   */
  enqueue(id, plan, make) {
    if (this.#waiting.some(({ stopped }) => !stopped) || !this.budget.fits(plan)) {
      this.#waiting.push({ id, plan, make, wanted: false, stopped: false });
      return "queued";
    }
    this.add(id, make());
    this.budget.take(id, plan);
    return "ready";
  }

  /**
   * Makes a run that goes on where another one stands, or refuses to where it does not fit.
   * @param {string} id
   * @param {string} from
   * @param {Record<string, unknown>} set
   * @param {import("../protocol.js").Onward | null} onward
   */
  fork(id, from, set, onward) {
    const { run } = this.#entry(from);
    if (!this.budget.fits(run.plan)) throw noRoomBeside(from, run.plan.memory_bytes);
    const forked = run.fork(set, onward);
    this.add(id, forked);
    this.budget.take(id, forked.plan);
    return { plan: forked.plan, step: forked.step };
  }

  /**
   * Takes a run that comes from storage, and gives the state in which it is here.
   * @param {string} id @param {RunHandle} run @param {{ state: RunState, seconds: number }} kept
   */
  restore(id, run, kept) {
    const entry = restoredEntry(id, run, kept, this.budget);
    this.#entries.set(id, entry);
    return entry.state;
  }

  /** Makes the runs that waited for memory, as far as they fit now. */
  #admit() {
    for (;;) {
      const next = this.#waiting.find(({ stopped }) => !stopped);
      if (!next || !this.budget.fits(next.plan)) return;
      this.#waiting.splice(this.#waiting.indexOf(next), 1);
      this.add(next.id, next.make());
      this.budget.take(next.id, next.plan);
      const entry = this.#entry(next.id);
      // One that is wanted may have to wait again, for its turn.
      entry.state = next.wanted ? "ready" : "queued";
      if (next.wanted) {
        this.#active.push(entry);
        this.#running ||= !this.#paused;
      }
      if (!next.wanted) this.#setState(entry, "ready");
      else if (this.#running) this.#tellTurns();
      else this.#setState(entry, "paused");
    }
  }

  /** Takes a run out and frees it; headlines being written from it end with an error. @param {string} id */
  remove(id) {
    const waiting = this.#waiting.findIndex((run) => run.id === id);
    if (waiting >= 0) {
      this.#waiting.splice(waiting, 1);
      // The one behind it may be smaller.
      this.#admit();
      return;
    }
    const entry = this.#entry(id);
    this.writers.end(
      entry.run,
      new EngineError("state", `The run ${id} was disposed of while it wrote a headline.`),
    );
    this.#views.drop(entry);
    this.#retire(entry);
    this.#entries.delete(id);
    entry.glance?.free();
    entry.run.free();
    this.budget.free(id);
    this.#admit();
  }

  run(/** @type {string} */ id) {
    return this.#entry(id).run;
  }

  /**
   * Trains these runs, beside those that are training; without any, the paused ones go on.
   * @param {string[]} ids
   */
  start(ids) {
    const waiting = this.#waiting.filter(({ id, stopped }) => ids.includes(id) && !stopped);
    for (const run of waiting) run.wanted = true;
    const made = ids.filter((id) => !waiting.some((run) => run.id === id));
    const asked = made.map((id) => this.#trainable(id));
    this.#paused = false;
    // Where all of them wait for memory, those that are paused do not go on in their place.
    if (ids.length > 0) {
      const beside = this.#running ? this.#active : [];
      this.#active = [...new Set([...beside, ...asked])];
      this.#round = this.#round.filter((turn) => this.#active.includes(turn.entry));
    }
    this.#running = this.#active.length > 0;
    this.#stepping = false;
    this.#tellTurns();
  }

  /** Whether runs take turns or go one after the other; a round that is under way is finished first. @param {import("../protocol.js").Order} order */
  setOrder(order) {
    this.#order = order;
    if (this.#running) this.#tellTurns();
  }

  /** The runs that train now. */
  #turns() {
    return this.#order === "lockstep" ? this.#active : this.#active.slice(0, 1);
  }

  /** Tells of each active run whether it trains or waits its turn. */
  #tellTurns() {
    const turns = this.#turns();
    for (const entry of this.#active) {
      if (turns.includes(entry)) this.#setState(entry, "running");
      else this.#setState(entry, "queued", "turn");
    }
  }

  /** Takes effect at once: between two units nothing is under way but what the runs themselves keep. */
  pause() {
    this.#running = false;
    this.#paused = true;
    for (const entry of this.#active) this.#setState(entry, "paused");
  }

  /**
   * One round, or the updates that an interrupted one still lacks, then a pause.
   * @param {string[]} ids the runs; without any the active ones, and without those all that can train
   */
  step(ids) {
    const idle = [...this.#entries.values()].filter(
      (entry) => entry.state === "ready" || entry.state === "paused",
    );
    this.start(ids.length === 0 && this.#active.length === 0 ? idle.map((entry) => entry.id) : ids);
    this.#stepping = this.#running;
    // A round that was interrupted in its evaluations, or in the glance at its last update, has no update left, and a step
    // is one.
    const owed = this.#round.some(({ kind, entry }) => kind === "update" && !entry.glance);
    if (!owed) this.#round.push(...this.#newRound());
  }

  /** Ends runs that train or pause where they are: these, or all without any. @param {string[]} [ids] */
  stop(ids = []) {
    const concerns = (/** @type {string} */ id) => ids.length === 0 || ids.includes(id);
    const ending = [...this.#entries.values()].filter(
      (entry) => concerns(entry.id) && (this.#active.includes(entry) || entry.state === "paused"),
    );
    for (const entry of ending) this.#setState(entry, "stopped");
    this.#retire(...ending);
    for (const run of this.#waiting.filter(({ wanted, stopped }) => wanted && !stopped)) {
      if (!concerns(run.id)) continue;
      run.stopped = true;
      this.#emit({ type: "state", run: run.id, state: "stopped", step: 0 });
    }
  }

  /** @param {import("../protocol.js").LiveSettings} settings */
  setLive(settings) {
    this.#views.set(settings);
  }

  /**
   * Writes a headline, a token at a time, and is through when it is written; `key` names it for `cancel`.
   * @param {number} key @param {string} id @param {import("../protocol.js").GenerateOptions} options
   * @param {(part: import("../protocol.js").GeneratePart) => void} part
   */
  generate(key, id, options, part) {
    return this.writers.begin(key, this.#entry(id).run, options, part);
  }

  /** Ends a headline that nobody waits for any more. @param {number} key */
  cancel(key) {
    this.writers.cancel(key);
  }

  /** Does one unit of work; gives whether there may be more to do. @returns {boolean} */
  tick() {
    const views = this.#views;
    if (this.writers.advance() || views.advance(this.#running) || this.#train()) return true;
    return views.atRest(this.#entries.values());
  }

  /** @returns {Turn[]} */
  #newRound() {
    const turns = this.#turns();
    return [
      ...turns.map((entry) => /** @type {Turn} */ ({ entry, kind: "update" })),
      ...turns.map((entry) => /** @type {Turn} */ ({ entry, kind: "evaluation" })),
    ];
  }

  // --- training ---

  #train() {
    if (!this.#running) return false;
    if (this.#round.length === 0) {
      if (this.#views.betweenRounds(this.#entries.values(), this.#turns())) return true;
      this.#round = this.#newRound();
    }
    const { entry, kind } = this.#round[0];
    if (entry.glance) this.#glance(entry);
    else if (kind === "evaluation" && !evaluationDue(entry.step, entry.run.plan)) this.#endTurn();
    else this.#advance(entry);
    return true;
  }

  /** @param {Entry} entry */
  #advance(entry) {
    const start = this.#now();
    /** @type {Progress} */
    let progress;
    try {
      progress = entry.run.advance();
    } catch (error) {
      if (!isCoded(error)) throw error;
      this.#setState(entry, "failed", error.message);
      // Nobody asks anything of it any more, nor to free it.
      this.remove(entry.id);
      return;
    }
    const seconds = (this.#now() - start) / 1000;
    this.#views.live.computed(seconds);
    this.#record(entry, progress, seconds);
  }

  /**
   * @param {Entry} entry
   * @param {Progress} progress
   * @param {number} seconds that it took
   */
  #record(entry, progress, seconds) {
    const { id: run, pace } = entry;
    switch (progress.kind) {
      case "micro":
        pace.microBatch(seconds);
        return;
      case "step":
        pace.microBatch(seconds);
        this.#recordUpdate(entry, progress);
        return;
      case "eval_chunk": {
        const { step, done, total } = progress;
        pace.evaluationChunk(seconds);
        this.#emit({ type: "evalProgress", run, step, done, total });
        return;
      }
      case "eval": {
        const { step, val_loss, val_loss_full, val_loss_token } = progress;
        pace.evaluationChunk(seconds);
        pace.evaluated();
        this.#views.live.evaluated();
        const at = { run, step, tokens: entry.tokens, seconds: pace.seconds };
        this.#emit({ type: "eval", ...at, val_loss, val_loss_full, val_loss_token });
        // After the last evaluation the run still says that it has finished.
        if (step < entry.run.plan.steps) this.#endTurn();
        return;
      }
      case "finished":
        this.#finish(entry);
        return;
      case "diverged":
        this.#retire(entry);
        this.#setState(entry, "diverged", progress.what);
        this.#makeRoom(entry);
        return;
    }
  }

  /** @param {Entry} entry @param {Extract<Progress, { kind: "step" }>} progress */
  #recordUpdate(entry, { kind: _, ...update }) {
    const { pace, glances, run } = entry;
    entry.step = update.step;
    entry.tokens = update.tokens;
    const measured = pace.updated();
    const eta_seconds = this.#eta();
    const { seconds } = pace;
    this.#emit({ type: "step", run: entry.id, ...update, seconds, ...measured, eta_seconds });
    if (!glances.due(update.step, this.#now(), pace.seconds)) {
      this.#endTurn();
    } else if (update.step > 1 && evaluationDue(update.step, run.plan)) {
      // The evaluation that follows shows more; but the first one takes long and is awaited most.
      glances.looked(update.step, this.#now());
      this.#endTurn();
    } else {
      entry.glance = run.begin_glance();
    }
  }

  /** @param {Entry} entry */
  #glance(entry) {
    const { glance, glances, id: run, pace, step, tokens } = entry;
    const start = this.#now();
    const seen = glance?.advance();
    const seconds = (this.#now() - start) / 1000;
    glances.spend(seconds);
    this.#views.live.computed(seconds);
    if (!seen) return;
    glance?.free();
    entry.glance = null;
    glances.looked(step, this.#now());
    const at = { run, step, tokens, seconds: pace.seconds };
    this.#emit({ type: "glance", ...at, loss: seen.loss });
    this.#endTurn();
  }

  #endTurn() {
    this.#round.shift();
    if (this.#round.length === 0 && this.#stepping) this.pause();
  }

  /** The run is through: its last view first, and then nothing of it moves. @param {Entry} entry */
  #finish(entry) {
    this.#retire(entry);
    this.#views.last(entry, () => this.#setState(entry, "finished"));
    this.#makeRoom(entry);
  }

  /** A run that is over keeps its weights alone, and others may fit beside those. @param {Entry} entry */
  #makeRoom({ id, run }) {
    this.budget.keepWeights(id, run.plan);
    this.#admit();
  }

  /** Seconds until every active run is through, by what was measured so far. */
  #eta() {
    return this.#active.reduce((sum, { pace, step }) => sum + pace.remaining(step), 0);
  }

  /** Takes runs out of the lock-step. @param {Entry[]} gone */
  #retire(...gone) {
    this.#active = this.#active.filter((entry) => !gone.includes(entry));
    this.#round = this.#round.filter((turn) => !gone.includes(turn.entry));
    if (this.#active.length === 0) this.#running = false;
    else if (this.#round.length === 0 && this.#stepping) this.pause();
    else if (this.#running) this.#tellTurns();
  }

  /** @param {Entry} entry @param {RunState} state @param {string} [reason] */
  #setState(entry, state, reason) {
    if (entry.state === state) return;
    entry.state = state;
    const event = { type: /** @type {const} */ ("state"), run: entry.id, state, step: entry.step };
    this.#emit(reason === undefined ? event : { ...event, reason });
  }

  /** @param {string} id */
  #entry(id) {
    const entry = this.#entries.get(id);
    if (entry) return entry;
    throw notHere(
      id,
      this.#waiting.find((run) => run.id === id),
    );
  }

  /** @param {string} id */
  #trainable(id) {
    const entry = this.#entry(id);
    if (!canTrain(entry)) throw cannotTrain(entry);
    return entry;
  }
}
