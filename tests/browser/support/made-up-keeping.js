/** What keeps runs, with runs, clock and storage made up: as the training worker puts them together. */

import { Keeping } from "../../../www/worker/keep/serve.js";
import { Checksum, state_header_bytes, stateOf, writing } from "../fake-state.js";
import { FakeRun, lab } from "./made-up-runs.js";

const PLAN = { steps: 12, eval_every: 5, eval_chunks: 3 };
const DATA = { key: "data-1", facts: { name: "made up" } };
const PREPARED = { train_ids: new Uint32Array(8), val_ids: new Uint32Array(8) };

/** A run that can be written and read. */
class KeptRun extends FakeRun {
  write_state() {
    return writing({ step: this.step, plan: this.plan }, PREPARED);
  }
}

/**
 * A tab on this storage. `rest` does what there is to do, as the worker's pump would, until nothing is left.
 * @param {import("./made-up-store.js").MadeUpStore} store
 */
export function keeping(store) {
  /** Of each run, what its data set was made of. @type {Map<string, any>} */
  const headlines = new Map();
  const { scheduler, events, clock } = lab({}, undefined, (event) => tab.hear(event));
  class StateReading {
    /** @param {Uint8Array} header */
    constructor(header) {
      this.run = new KeptRun(clock, PLAN);
      this.run.step = stateOf(header, PREPARED).step;
    }
    next_bytes() {}
    finish() {
      return this.run;
    }
  }
  let woken = false;
  const around = {
    ...{ scheduler, now: clock.now, emit: (/** @type {any} */ event) => events.push(event) },
    module: () => ({ Checksum, state_header_bytes, StateReading }),
    wake: () => {
      woken = true;
    },
    dataset: () => null,
    addData: () => {},
    prepared: (/** @type {string} */ run) => headlines.get(run),
    belongs: (/** @type {string} */ run) => headlines.set(run, PREPARED),
  };
  const open = async () => ({ store: /** @type {any} */ (store) });
  const tab = new Keeping(/** @type {any} */ (around), open);
  const wish = (
    /** @type {string} */ run,
    /** @type {string} */ key,
    /** @type {unknown} */ about,
  ) => ({ run, config: /** @type {any} */ ({}), keep: { key, about, data: DATA } });
  /** Some of the training, with what is due to be kept, which is not waited for. @param {number} n */
  const ticks = (n) => {
    for (let i = 0; i < n; i += 1) scheduler.tick();
    if (tab.due) tab.work();
  };
  return {
    ...{ keeping: tab, scheduler, events, headlines, wish, ticks },
    /** Waits until what was begun to be kept is. */
    written: () => tab.letGo("nobody"),
    /** @param {string} id @param {string} key */
    async begin(id, key) {
      scheduler.add(id, /** @type {any} */ (new KeptRun(clock, PLAN)));
      headlines.set(id, PREPARED);
      await tab.keep(wish(id, key, { name: key }));
    },
    /** @param {string} id @param {string} key */
    restore: (id, key) => tab.restoreRun({ run: id, data: "here", facts: DATA.facts, key }),
    async rest() {
      do {
        woken = false;
        if (tab.due) await tab.work();
      } while (scheduler.tick() || tab.due || woken);
    },
  };
}
