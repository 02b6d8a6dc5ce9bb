/** The training worker's commands about storage, and what keeps its runs while they train. */

import { EngineError } from "../../engine/error.js";
import { openStore } from "../store/open.js";
import { headlinesOf, keepHeadlines } from "./headlines.js";
import { Journal } from "./journal.js";
import { Keeper, NOTE_VERSION } from "./keeper.js";

/** @typedef {import("../module.js").Module} Module */
/** @typedef {import("../module.js").DatasetHandle} DatasetHandle */
/** @typedef {import("../scheduler.js").Scheduler} Scheduler */
/** @typedef {import("../store/store.js").Store} Store */
/** @typedef {import("../../protocol.js").PreparedData} PreparedData */
/** @typedef {import("../../protocol.js").Keep} Keep */

/**
 * @typedef {{
 *   module: () => Module, scheduler: Scheduler, now: () => number, emit: (event: import("../../protocol.js").RunEvent) => void,
 *   wake: () => void, dataset: (id: string) => DatasetHandle, addData: (id: string, prepared: PreparedData) => void,
 *   prepared: (id: string) => PreparedData | undefined, belongs: (run: string, data: string) => void,
 * }} Surroundings `prepared`: what a data set was made of, as far as it is still held
 */

/** A run's header begins with its own length. */
const LENGTH_BYTES = 8;

export class Keeping {
  /** @type {ReturnType<typeof openStore> | undefined} */
  #opening;
  /** @type {Keeper | undefined} */
  #keeper;
  /** The headlines of the runs that are kept, by their keys: the data set here, and what the page wants to find with it. @type {Map<string, { data: string, facts: unknown }>} */
  #headlines = new Map();
  /** Keys of those that stand in storage. @type {Set<string>} */
  #stored = new Set();
  #around;

  /** @param {Surroundings} around */
  constructor(around) {
    this.#around = around;
  }

  /** @param {import("../../protocol.js").RunEvent} event */
  hear(event) {
    this.#keeper?.hear(event);
  }

  /** Whether the runs have to wait for one of them to be kept. */
  get due() {
    return this.#keeper?.due ?? false;
  }

  async work() {
    await this.#keeper?.work((id) => this.#around.scheduler.run(id));
  }

  /** Before a run is freed: it is kept no longer, and not being written. @param {string} id */
  async letGo(id) {
    await this.#keeper?.settled();
    this.#keeper?.forget(id);
  }

  #open() {
    this.#opening ??= openStore({ checksum: () => new (this.#around.module().Checksum)() });
    return this.#opening;
  }

  async #store() {
    const opened = await this.#open();
    if (opened.store) return opened.store;
    throw new EngineError(
      "storage",
      `${opened.reason.replace(/\.$/, "")}; nothing outlives this tab.`,
    );
  }

  /** @param {Store} store */
  #keeperIn(store) {
    const { now, emit } = this.#around;
    const keepHeadlines = (/** @type {string} */ key) => this.#keepHeadlines(store, key);
    this.#keeper ??= new Keeper({ store, keepHeadlines, now, emit });
    return this.#keeper;
  }

  /**
   * Keeps a run from now on, with its headlines. Where storage is refused, nothing is kept, and `storage` says why.
   * @param {{ run: string, data: string, config: import("../../protocol.js").Config, keep: Keep }} wish
   */
  async keep({ run: id, data, config, keep: { key, about, data: headlines } }) {
    const { store } = await this.#open();
    if (!store) return;
    this.#headlines.set(headlines.key, { data, facts: headlines.facts });
    this.#keeperIn(store).watch({ id, key, about, data: headlines.key, config });
  }

  /** @param {Store} store @param {string} key */
  async #keepHeadlines(store, key) {
    if (this.#stored.has(key)) return;
    const { data, facts } = this.#headlines.get(key) ?? {};
    const prepared = this.#around.prepared(data ?? "");
    const there = (await store.list()).some((kept) => kept.key === key);
    if (!there) {
      if (!prepared) return;
      await keepHeadlines(store, key, prepared, facts);
    }
    this.#stored.add(key);
  }

  /** What the page wants to find with a run; one that was not kept is from now on. @param {{ run: string, data: string, config: import("../../protocol.js").Config, keep: Keep }} wish */
  async describe(wish) {
    if (!this.#keeper?.watches(wish.run)) await this.keep(wish);
    this.#keeper?.describe(wish.run, wish.keep.about);
    this.#around.wake();
  }

  /** @returns {Promise<import("../../protocol.js").KeptRun[]>} */
  async list() {
    const { store } = await this.#open();
    if (!store) return [];
    const all = await store.list();
    const here = new Set(all.map(({ key }) => key));
    return all.flatMap(({ key, bytes, note }) => {
      const readable = note?.kind === "run" && note.version === NOTE_VERSION && here.has(note.data);
      return readable ? [{ key, bytes, note }] : [];
    });
  }

  /** @param {{ data: string, key: string }} wish @returns {Promise<{ prepared: PreparedData, facts: unknown }>} */
  async restoreData({ data, key }) {
    const store = await this.#store();
    const opened = await store.open(key);
    if (!opened) throw lost("The headlines", key);
    try {
      const found = headlinesOf(opened);
      this.#around.addData(data, found.prepared);
      this.#headlines.set(key, { data, facts: found.facts });
      this.#stored.add(key);
      return found;
    } finally {
      opened.close();
    }
  }

  /** @param {{ run: string, data: string, key: string }} wish */
  async restoreRun({ run: id, data, key }) {
    const store = await this.#store();
    const release = await store.hold(key);
    if (!release) {
      const remedy = "close it there first";
      throw new EngineError("elsewhere", `The run is open in another tab; ${remedy}.`, {
        value: key,
        remedy,
      });
    }
    try {
      const opened = await store.open(key);
      if (!opened) throw lost("The run", key);
      try {
        return this.#begin(store, opened, { id, data, key, release });
      } finally {
        opened.close();
      }
    } catch (error) {
      release();
      throw error;
    }
  }

  /**
   * @param {Store} store
   * @param {import("../store/store.js").Opened} opened
   * @param {{ id: string, data: string, key: string, release: () => void }} place
   */
  #begin(store, opened, { id, data, key, release }) {
    /** @type {import("../../protocol.js").KeptNote} */
    const note = opened.note;
    const { scheduler, dataset, module, belongs } = this.#around;
    const run = read(module(), opened, dataset(data));
    const journal = Journal.of(note.told);
    const { about, config, step } = note;
    /** @type {import("../../protocol.js").RunState} */
    let state;
    try {
      state = scheduler.restore(id, run, { state: note.state, seconds: journal.seconds });
    } catch (error) {
      run.free();
      throw error;
    }
    belongs(id, data);
    this.#keeperIn(store).watch(
      { id, key, about, data: note.data, config },
      { journal, release, step },
    );
    return { plan: run.plan, step: run.step, state };
  }

  /** Takes runs out of storage, all without keys; those that another tab holds stay. @param {string[] | null} keys */
  async forget(keys) {
    const { store } = await this.#open();
    if (!store) return;
    await this.#keeper?.settled();
    const chosen = (await store.list()).filter(
      ({ key, note }) => note?.kind === "run" && (keys?.includes(key) ?? true),
    );
    for (const { key } of chosen) {
      const own = this.#keeper?.holds(key) ?? false;
      const release = own ? () => {} : await store.hold(key);
      if (!release) continue;
      await store.remove(key);
      release();
    }
    await this.#dropHeadlines(store);
  }

  /** Takes headlines out of storage that no run there needs. A run that is kept again brings its own. @param {Store} store */
  async #dropHeadlines(store) {
    this.#stored.clear();
    const left = await store.list();
    const needed = new Set(left.map(({ note }) => note?.data));
    for (const { key, note } of left) {
      if (note?.kind === "data" && !needed.has(key)) await store.remove(key);
    }
  }

  /** @returns {Promise<import("../../protocol.js").Storage>} */
  async storage() {
    const opened = await this.#open();
    if (!opened.store) return { kind: null, reason: opened.reason, used: 0, free: null };
    return { kind: opened.store.kind, reason: "", ...(await opened.store.usage()) };
  }
}

/** @param {string} what @param {string} key */
function lost(what, key) {
  const remedy = "train it again";
  return new EngineError("storage", `${what} ${key} can't be read any more; ${remedy}.`, {
    value: key,
    remedy,
  });
}

/**
 * @param {Module} module
 * @param {import("../store/store.js").Opened} opened
 * @param {DatasetHandle} dataset
 */
function read({ StateReading, state_header_bytes }, opened, dataset) {
  let at = state_header_bytes(opened.read(0, Math.min(LENGTH_BYTES, opened.bytes)));
  const reading = new StateReading(opened.read(0, at), opened.bytes - at, dataset);
  for (;;) {
    const length = reading.next_bytes();
    if (length === undefined) return reading.finish();
    reading.take(opened.read(at, length));
    at += length;
  }
}
