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
 *   prepared: (run: string) => PreparedData | undefined, belongs: (run: string, data: string) => void,
 * }} Surroundings `prepared`: what a run's data set was made of
 */

/** A run's header begins with its own length. */
const LENGTH_BYTES = 8;
/** What storage refused is tried again after so long: the worker's clock takes a longer rest for a standstill. */
export const AGAIN_MS = 20_000;
/** Read of a run at a time to write it again. */
const PIECE_BYTES = 4 * 2 ** 20;

export class Keeping {
  /** @type {ReturnType<typeof openStore> | undefined} */
  #opening;
  /** @type {Keeper | undefined} */
  #keeper;
  /** What the page wants to find with the headlines of the runs that are kept, by their keys. @type {Map<string, unknown>} */
  #facts = new Map();
  /** Has what was refused tried again. @type {ReturnType<typeof setInterval> | undefined} */
  #slow;
  #around;
  #openStore;

  /** @param {Surroundings} around @param {typeof openStore} [open] */
  constructor(around, open = openStore) {
    this.#around = around;
    this.#openStore = open;
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
    if (this.#keeper?.refused) this.#slow ??= setInterval(() => this.#again(), AGAIN_MS);
  }

  /** Of a run that rests nothing but this looks whether there is room again. */
  #again() {
    if (!this.#keeper?.refused) {
      clearInterval(this.#slow);
      this.#slow = undefined;
    }
    this.#keeper?.again(false);
    this.#around.wake();
  }

  /** Before a run is freed: it is kept no longer, and not being written. @param {string} id */
  async letGo(id) {
    const keeper = this.#keeper;
    await keeper?.alone(async () => keeper.forget(id));
  }

  #open() {
    this.#opening ??= this.#openStore({ checksum: () => new (this.#around.module().Checksum)() });
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
    const keepHeadlines = (/** @type {import("./keeper.js").Watched} */ run) =>
      this.#keepHeadlines(store, run);
    this.#keeper ??= new Keeper({ store, keepHeadlines, now, emit });
    return this.#keeper;
  }

  /**
   * Keeps a run from now on, with its headlines. Where storage is refused, nothing is kept, and `storage` says why.
   * @param {{ run: string, config: import("../../protocol.js").Config, keep: Keep }} wish
   * @param {Parameters<Keeper["watch"]>[1]} [from] where it does not begin here
   */
  async keep({ run: id, config, keep: { key, about, data: headlines } }, from) {
    const { store } = await this.#open();
    if (!store) return;
    this.#facts.set(headlines.key, headlines.facts);
    this.#keeperIn(store).watch({ id, key, about, data: headlines.key, config }, from);
    if (from) this.#keeper?.describe(id, about);
  }

  /** Those that stand there may have been dropped, by another tab too: it is looked each time. @param {Store} store @param {import("./keeper.js").Watched} run */
  async #keepHeadlines(store, { id, data: key }) {
    if (await store.has(key)) return;
    const prepared = this.#around.prepared(id);
    if (!prepared) throw lost("The headlines", key);
    await keepHeadlines(store, key, prepared, this.#facts.get(key));
  }

  /** What the page wants to find with a run; one that was not kept is from now on. @param {{ run: string, config: import("../../protocol.js").Config, keep: Keep }} wish */
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
    return all.flatMap(({ key, bytes, note }) =>
      isReadable({ note }) && here.has(note.data) ? [{ key, bytes, note }] : [],
    );
  }

  /** @param {{ data: string, key: string }} wish @returns {Promise<{ prepared: PreparedData, facts: unknown }>} */
  async restoreData({ data, key }) {
    const store = await this.#store();
    const opened = await store.open(key);
    if (!opened) throw lost("The headlines", key);
    try {
      const found = headlinesOf(opened);
      this.#around.addData(data, found.prepared);
      return found;
    } finally {
      opened.close();
    }
  }

  /** @param {{ run: string, data: string, facts: unknown, key: string }} wish */
  async restoreRun({ run: id, data, facts, key }) {
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
        return this.#begin(store, opened, { id, data, facts, key, release });
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
   * @param {{ id: string, data: string, facts: unknown, key: string, release: () => void }} place
   */
  #begin(store, opened, { id, data, facts, key, release }) {
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
    // What is kept of it may be deleted, and is then kept again, whole.
    this.#facts.set(note.data, facts);
    this.#keeperIn(store).watch(
      { id, key, about, data: note.data, config },
      { journal, release, step, state },
    );
    return { plan: run.plan, step: run.step, state };
  }

  /**
   * What the page wants to find with a run that stands in storage and has no weights here. One that another tab holds, or
   * that is there no more, stays as it is.
   * @param {{ key: string, about: unknown }} wish
   */
  async annotate({ key, about }) {
    const { store } = await this.#open();
    if (!store) return;
    await this.#keeperIn(store).alone(async () => {
      const release = await store.hold(key);
      if (!release) return;
      try {
        const opened = await store.open(key);
        if (opened && isReadable(opened))
          await store.write(key, { ...opened.note, about }, piecesOf(opened));
        opened?.close();
      } finally {
        release();
      }
    });
  }

  /** Takes runs out of storage, all without keys; those that another tab holds stay. @param {string[] | null} keys */
  async forget(keys) {
    const { store } = await this.#open();
    if (!store) return;
    const keeper = this.#keeperIn(store);
    await keeper.alone(() => this.#remove(store, keys));
    keeper.again(true);
    this.#around.wake();
  }

  /** @param {Store} store @param {string[] | null} keys */
  async #remove(store, keys) {
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
    await dropHeadlines(store);
  }

  /** @returns {Promise<import("../../protocol.js").Storage>} */
  async storage() {
    const opened = await this.#open();
    if (!opened.store) return { kind: null, reason: opened.reason, used: 0, free: null };
    return { kind: opened.store.kind, reason: "", ...(await opened.store.usage()) };
  }
}

/** Takes headlines out of storage that no run there needs. A run that is kept again brings its own. @param {Store} store */
async function dropHeadlines(store) {
  const left = await store.list();
  const needed = new Set(left.map(({ note }) => note?.data));
  for (const { key, note } of left) {
    if (note?.kind === "data" && !needed.has(key)) await store.remove(key);
  }
}

/** @param {{ note: any }} kept */
const isReadable = ({ note }) => note?.kind === "run" && note.version === NOTE_VERSION;

/** @param {import("../store/store.js").Opened} opened */
function* piecesOf({ bytes, read }) {
  for (let at = 0; at < bytes; at += PIECE_BYTES) yield read(at, Math.min(PIECE_BYTES, bytes - at));
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
