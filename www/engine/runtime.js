import { Compiler } from "./compile.js";
import { EngineError } from "./error.js";
import { inWords, MAXIMA, sharedMemory } from "./memory.js";
import { candidates, hasThreads, lacks, MODULES } from "./modules.js";

/** @typedef {import("./modules.js").ModuleEntry} ModuleEntry */
/** @typedef {import("./types.js").Info} Info */
/**
 * What a training worker runs on. `memory` is what its threads share, none for a module of one thread; `limit` is how
 * many bytes it may come to hold.
 * @typedef {{ entry: ModuleEntry, threads: number, memory: WebAssembly.Memory | undefined, limit: number }} Place
 */
/** A module that was compiled, and where its JavaScript is. @typedef {{ module: WebAssembly.Module, js: URL }} Compiled */

/** More threads would get too little work each, and every one has a stack of its own. */
const MOST_THREADS = 8;

/**
 * What the workers of an engine run on: the best module, and as many threads and as much memory as this browser and this
 * machine give. What failed once is left out from then on, so that the next worker gets something that holds.
 */
export class Runtime {
  #base;
  #compiler = new Compiler();
  #asked;
  #candidates;
  /** Modules that did not load. @type {Map<string, EngineError>} */
  #refused = new Map();
  /** @type {Map<string, Promise<WebAssembly.Module>>} */
  #compiled = new Map();
  /** What failed bounds what comes after it. @type {{ threads: number, memory: number }} */
  #most = { threads: Infinity, memory: Infinity };
  /** Why: words for the middle of a sentence. @type {{ threads?: string, memory?: string }} */
  #because = {};
  /** Chosen, and not taken yet. @type {Place | undefined} */
  #next;
  #deaths = 0;
  /** @type {Pick<Info, "module" | "threads" | "memory" | "why">} */
  info;

  /**
   * @param {URL} base the folder with pkg/ in it
   * @param {{ module: string, threads: number | "auto" }} asked
   */
  constructor(base, asked) {
    const { threads } = asked;
    if (threads !== "auto" && !(Number.isInteger(threads) && threads >= 1)) {
      const message = `"threads" must be "auto" or a whole number from 1, not "${threads}".`;
      throw new EngineError("config", message, { field: "threads", value: threads });
    }
    this.#base = base;
    this.#asked = asked;
    this.#candidates = candidates(asked.module);
    this.info = { module: "", threads: 1, memory: 0, why: "" };
    this.#next = this.#choose();
  }

  /**
   * What the next training worker runs on: the best whose module loads.
   * @returns {Promise<Place & Compiled>}
   */
  async place() {
    for (;;) {
      const next = this.#next ?? this.#choose();
      this.#next = next;
      try {
        const compiled = await this.#load(next.entry);
        this.#next = undefined;
        return { ...next, ...compiled };
      } catch (error) {
        if (/** @type {EngineError} */ (error).code === "disposed") throw error;
        this.refuse(next.entry, /** @type {EngineError} */ (error));
      }
    }
  }

  /**
   * The module of a worker that only prepares data: the training worker's, so that a visit fetches one; where it is built
   * for threads it has a memory of its own and starts none.
   * @returns {Promise<Compiled>}
   */
  async dataPlace() {
    this.#next ??= this.#choose();
    return this.#load(this.#next.entry);
  }

  /**
   * The same where that module does not start, such as where there is no room for another memory that could be shared:
   * the best of those of one thread.
   * @returns {Promise<Compiled>}
   */
  async lesserDataPlace() {
    const wanted = this.#candidates[0].needs;
    /** @type {unknown} */
    let first;
    for (const entry of MODULES) {
      if (hasThreads(entry) || entry.needs.some((need) => !wanted.includes(need) || lacks(need)))
        continue;
      try {
        return await this.#load(entry);
      } catch (error) {
        first ??= error;
      }
    }
    throw first;
  }

  /**
   * What a probe of the machine runs on: the next training worker's module, in a small memory of its own, and the
   * threads that the training would take.
   * @returns {Promise<Compiled & { threads: number, memory: WebAssembly.Memory | undefined, limit: number }>}
   */
  async probePlace() {
    const next = this.#next ?? this.#choose();
    this.#next = next;
    const compiled = await this.#load(next.entry);
    const limit = MAXIMA[MAXIMA.length - 1];
    const memory = next.memory && sharedMemory(limit)?.memory;
    return { ...compiled, threads: next.threads, memory, limit };
  }

  /**
   * Has the next training worker take fewer threads, unless their number was asked for.
   * @param {number} threads
   * @param {string} because
   * @returns {boolean} whether it will
   */
  suggestThreads(threads, because) {
    if (this.#asked.threads !== "auto") return false;
    this.boundThreads(threads, because);
    return true;
  }

  /** Leaves out a module that did not load. @param {ModuleEntry} entry @param {EngineError} error */
  refuse(entry, error) {
    this.#refused.set(entry.name, error);
    this.#next = undefined;
  }

  /** From now on no more threads than these. @param {number} most @param {string} because */
  boundThreads(most, because) {
    this.#most.threads = Math.max(1, Math.min(this.#most.threads, most));
    this.#because.threads = because;
    this.#next = undefined;
  }

  /** From now on no more memory than this. @param {number} bytes */
  boundMemory(bytes) {
    this.#most.memory = Math.min(this.#most.memory, bytes);
    this.#because.memory = `the browser gave no more than ${inWords(bytes)} of memory`;
    this.#next = undefined;
  }

  /** A worker got fewer threads than it was to have, and so will the next. @param {number} threads @param {string} because */
  started(threads, because) {
    this.boundThreads(threads, because);
    const why = [this.info.why.slice(0, -1), because].filter(Boolean).join("; ");
    this.info = { ...this.info, threads, why: sentence([why]) };
  }

  /**
   * Has the next worker ask for less where that may help.
   * @param {import("./training.js").Death} death
   * @returns {string} the remedy, for the end of a sentence
   */
  afterDeath({ code, bytes }) {
    const { threads } = this.info;
    this.#deaths += 1;
    if (code === "memory" && bytes) {
      this.boundMemory(bytes);
      return "train again at a smaller size";
    }
    if (threads > 1 && (code === "thread" || this.#deaths > 1)) {
      const most = code === "thread" ? Math.floor(threads / 2) : 1;
      this.boundThreads(most, code === "thread" ? "a thread stopped" : "the worker stopped twice");
      return `train again, which takes ${most === 1 ? "one thread" : `${most} threads`} now`;
    }
    return "train again";
  }

  /** Lets go of modules and of the memory that was set aside for the next worker. @param {EngineError} reason */
  end(reason) {
    this.#compiler.end(reason);
    this.#compiled.clear();
    this.#next = undefined;
  }

  /**
   * @param {ModuleEntry} entry
   * @returns {Promise<Compiled>}
   */
  async #load(entry) {
    let compiling = this.#compiled.get(entry.name);
    if (!compiling) {
      compiling = this.#compiler.compile(new URL(entry.wasm, this.#base));
      this.#compiled.set(entry.name, compiling);
      // The next command tries again: the connection may be back.
      compiling.catch(() => this.#compiled.delete(entry.name));
    }
    return { module: await compiling, js: new URL(entry.js, this.#base) };
  }

  /** The best that is left, with a fresh memory where it needs one. @returns {Place} */
  #choose() {
    /** @type {Set<string>} */
    const reasons = new Set();
    if (this.#asked.module !== "auto")
      reasons.add(`the module ${this.#asked.module} was asked for`);
    for (const entry of this.#candidates) {
      const place = this.#tryPlace(entry, reasons);
      if (!place) continue;
      if (this.#most.memory < MAXIMA[0] && this.#because.memory) reasons.add(this.#because.memory);
      const { threads, limit } = place;
      this.info = { module: entry.name, threads, memory: limit, why: sentence([...reasons]) };
      return place;
    }
    const [error] = this.#refused.values();
    // A later command tries all of them again.
    this.#refused.clear();
    if (error) throw error;
    const message = `No module runs here (${[...reasons].join("; ")}); please update the browser.`;
    throw new EngineError("load", message);
  }

  /**
   * @param {ModuleEntry} entry
   * @param {Set<string>} reasons takes what keeps it from being used, or used in full
   * @returns {Place | undefined}
   */
  #tryPlace(entry, reasons) {
    if (this.#refused.has(entry.name)) {
      reasons.add(`the module ${entry.name} did not load`);
      return;
    }
    const missing = entry.needs.map(lacks).filter(Boolean);
    if (missing.length > 0) {
      for (const reason of missing) reasons.add(reason);
      return;
    }
    if (!hasThreads(entry)) {
      return {
        entry,
        threads: 1,
        memory: undefined,
        limit: Math.min(MAXIMA[0], this.#most.memory),
      };
    }
    const { threads, because } = this.#threads();
    if (because) reasons.add(because);
    // One thread is no slower without what threads need, unless the module itself was asked for.
    if (threads === 1 && this.#candidates.length > 1) return;
    const shared = sharedMemory(this.#most.memory);
    if (!shared) {
      reasons.add("the browser grants no memory that threads can share");
      return;
    }
    if (shared.refused.length > 0) {
      reasons.add(`the browser refused a shared memory of ${inWords(shared.refused[0])}`);
    }
    const limit = Math.min(shared.maximum, this.#most.memory);
    return { entry, threads, memory: shared.memory, limit };
  }

  /** How many threads to have, and why not more. @returns {{ threads: number, because?: string }} */
  #threads() {
    const cores = navigator.hardwareConcurrency || 1;
    const asked = this.#asked.threads;
    // One core stays with the page, where there are enough.
    const best = Math.min(MOST_THREADS, cores > 2 ? cores - 1 : cores);
    const wanted = asked === "auto" ? best : asked;
    if (this.#most.threads < wanted)
      return { threads: this.#most.threads, because: this.#because.threads };
    if (asked !== "auto" && asked < best)
      return {
        threads: asked,
        because: `${asked === 1 ? "one thread was" : `${asked} threads were`} asked for`,
      };
    if (wanted === 1) return { threads: 1, because: "this machine has one core" };
    return { threads: wanted };
  }
}

/** @param {string[]} reasons */
function sentence(reasons) {
  const text = reasons.join("; ");
  return text && `${text[0].toUpperCase()}${text.slice(1)}.`;
}
