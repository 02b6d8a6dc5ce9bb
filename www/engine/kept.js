/** Runs that outlive the tab: what the browser's storage or a file holds, and how it comes back. */

import { EngineError } from "./error.js";
import { checksumOf, stateHead } from "./state-file.js";

/** @typedef {import("../protocol.js").KeptRun} KeptRun */
/** @typedef {import("../protocol.js").PreparedData} PreparedData */
/** @typedef {import("../protocol.js").Storage} Storage */
/** @typedef {import("../protocol.js").StepEvent} StepEvent */
/** @typedef {import("../protocol.js").Told} Told */
/** @typedef {import("../protocol.js").RunEvent} RunEvent */
/** @typedef {import("./types.js").Data} Data */
/** @typedef {import("./types.js").Run} Run */
/** @typedef {import("./state-file.js").StateHead} StateHead */
/** A run that is back. @typedef {{ run: Run, data: Data, state: import("../protocol.js").RunState, step: number }} Restored */
/**
 * The parts of the engine that this needs.
 * @typedef {{
 *   ask: (request: import("./channel.js").Request) => Promise<any>, name: (kind: string) => string,
 *   give: (id: string) => Promise<void>, prepared: (id: string) => PreparedData,
 *   addData: (id: string, prepared: PreparedData) => void,
 *   addRun: (id: string, run: { data: string, config: import("../protocol.js").Config, state: import("../protocol.js").RunState, step: number }) => void,
 * }} Host
 */

/** Characters of a fingerprint that tell headlines apart in a key. */
const KEY_CHARS = 16;

/** Where headlines are kept: the same ones in one place. Null where the module gives them no fingerprints. @param {Data} data */
export function placeOf({ id: _, ...facts }) {
  const { fingerprints } = facts.info;
  if (!fingerprints) return null;
  const { train, val, tokenizer } = fingerprints;
  const parts = [train, val, tokenizer].map((hash) => hash.slice(0, KEY_CHARS));
  return { key: `data-${parts.join("-")}`, facts };
}

export class Kept {
  #host;
  /** Headlines that are back already. @type {Map<string, Promise<Data>>} */
  #data = new Map();

  /** @param {Host} host */
  constructor(host) {
    this.#host = host;
  }

  /** Every run in storage; none where the browser refuses storage. @returns {Promise<KeptRun[]>} */
  list() {
    return this.#host.ask({ type: "list_kept" });
  }

  /** What a kept run has told so far, oldest first, under the name of its key. @param {KeptRun} kept */
  events({ key, note }) {
    return eventsOf(key, note.told);
  }

  /** What storage there is, and how much of it is used. @returns {Promise<Storage>} */
  storage() {
    return this.#host.ask({ type: "storage" });
  }

  /**
   * A run as it was kept: it stands paused, or has ended, and goes on bit for bit. Rejects with "elsewhere" where another tab
   * has it. Its headlines are read too, unless they are `here` still.
   * @param {KeptRun} kept @param {Data | null} [here]
   * @returns {Promise<Restored>}
   */
  async restore({ key, note }, here = null) {
    const { ask, name, give, addRun } = this.#host;
    const same = here !== null && placeOf(here)?.key === note.data;
    const data = same ? here : await this.#restoreData(note.data);
    // The worker that had them may be gone.
    await give(data.id);
    const run = name("run");
    const { id, ...facts } = data;
    const wish = { run, data: id, facts, key };
    const { plan, state, step } = await ask({ type: "restore_run", ...wish });
    addRun(run, { data: data.id, config: note.config, state, step });
    return { run: { id: run, config: note.config, plan }, data, state, step };
  }

  /**
   * Keeps a run that is here from now on, or tells what else is to be found with one that is kept.
   * @param {{ id: string, config: import("../protocol.js").Config }} run
   * @param {{ key: string, about: unknown, data: Data }} wish
   */
  async describe({ id, config }, { key, about, data }) {
    const place = placeOf(data);
    const keep = place && { key, about, data: place };
    if (keep) await this.#host.ask({ type: "keep_run", run: id, config, keep });
  }

  /**
   * What else is to be found with a run that is in storage and has no weights here. Where another tab has it, or it is there no
   * more, nothing changes.
   * @param {string} key @param {unknown} about
   */
  async annotate(key, about) {
    await this.#host.ask({ type: "annotate", key, about });
  }

  /** A run's whole state as a file, which `headline train --resume` reads too. The run must not be training. @param {string} run @returns {Promise<Blob>} */
  stateFile(run) {
    return this.#host.ask({ type: "write_state", run });
  }

  /** What a state file says of its run; rejects with "checkpoint" where it is none. @param {Blob} file */
  stateHead(file) {
    return stateHead(file);
  }

  /** Whether a state's run was trained on these headlines, cut into these tokens. @param {StateHead} head @param {Data} data */
  async isStateOf(head, data) {
    if (head.vocab_size !== data.vocab_size) return false;
    return head.ids === (await checksumOf(this.#host.prepared(data.id)));
  }

  /**
   * The run of a state file, on the headlines that it was trained on; it goes on bit for bit. `told` is what it had told by
   * then. With `keep` it outlives the tab, as one that is made.
   * @param {{ file: Blob, config: import("../protocol.js").Config, data: Data, told: Told, keep?: { key: string, about: unknown } }} wish
   * @returns {Promise<Restored>}
   */
  async openState({ file, config, data, told, keep: wish }) {
    const { ask, name, give, addRun } = this.#host;
    await give(data.id);
    const id = name("run");
    const place = wish && placeOf(data);
    const keep = wish && place ? { ...wish, data: place } : undefined;
    const { plan, state, step } = await ask({
      type: "read_state",
      run: id,
      data: data.id,
      ...{ config, file, told, keep },
    });
    addRun(id, { data: data.id, config, state, step });
    return { run: { id, config, plan }, data, state, step };
  }

  /** A data set is no more: the next run that needs its headlines reads them again. @param {string} id */
  disposed(id) {
    for (const [key, restoring] of this.#data)
      restoring.then(
        (data) => data.id === id && this.#data.delete(key),
        // Whoever asked for it was told.
        () => {},
      );
  }

  /** Takes runs out of storage, all without keys; those that another tab holds stay. @param {string[] | null} keys */
  async forget(keys) {
    await this.#host.ask({ type: "forget", keys });
  }

  /** @param {string} key */
  #restoreData(key) {
    let restoring = this.#data.get(key);
    if (!restoring) {
      restoring = (async () => {
        const id = this.#host.name("data");
        const { prepared, facts } = await this.#host.ask({ type: "restore_data", data: id, key });
        if (typeof facts?.name !== "string")
          throw new EngineError(
            "storage",
            `The headlines ${key} can't be read any more; train again.`,
          );
        this.#host.addData(id, prepared);
        return { ...facts, id };
      })();
      this.#data.set(key, restoring);
      restoring.catch(() => this.#data.delete(key));
    }
    return restoring;
  }
}

/** @param {string} run @param {import("../protocol.js").Told} told @returns {RunEvent[]} */
function eventsOf(run, told) {
  const inside = new Map(told.inside.map((look) => [look.step, look.inside]));
  const steps = told.steps.map((row) => {
    // What a file did not tell of an update is null.
    const numbers = Object.fromEntries(told.fields.map((field, i) => [field, row[i] ?? undefined]));
    const look = inside.get(numbers.step);
    const event = {
      type: "step",
      run,
      ...numbers,
      eta_seconds: 0,
      unit_ms: 0,
      ...(look ? { inside: look } : {}),
    };
    return /** @type {StepEvent} */ (/** @type {unknown} */ (event));
  });
  const others = [...told.evals, ...told.glances, ...told.headlines].map((event) => ({
    ...event,
    run,
  }));
  // What followed an update is told after it.
  return [...steps, ...others].sort((a, b) => a.step - b.step);
}
