import { trainingCommand } from "../protocol.js";
import { EngineError } from "./error.js";
import { Pool } from "./pool.js";
import { spawn } from "./spawn.js";

/** @typedef {import("./channel.js").Channel} Channel */
/** @typedef {import("./channel.js").Request} Request */
/** @typedef {import("./runtime.js").Runtime} Runtime */
/** @typedef {{ signal?: AbortSignal, part?: (value: any) => void }} AskOptions */
/**
 * Why a training worker is no more: `code` as an EngineError has it, `message` without its full stop; `bytes` is what
 * its memory had come to.
 * @typedef {{ code: string, message: string, bytes?: number }} Death
 */
/**
 * `onReady`: what it runs on is known, be it that it can't run.
 * @typedef {{
 *   onEvent?: (event: import("../protocol.js").RunEvent) => void, onDeath: (death: Death) => void, onReady: () => void,
 * }} TrainingHandlers
 */

const TRAINING = { script: "worker.js", check: trainingCommand };

/** One training worker with its pool, and the data sets that it was given; another one follows when it dies. */
export class TrainingWorker {
  #channel;
  #pool;
  #runtime;
  /** @type {Promise<void>} */
  #ready;
  /** @type {Map<string, Promise<void>>} */
  #given = new Map();

  /**
   * @param {Runtime} runtime
   * @param {TrainingHandlers} handlers
   * @param {{ script: string, check: Parameters<typeof spawn>[1] }} [worker] another worker that computes with a pool
   */
  constructor(runtime, { onEvent, onDeath, onReady }, worker = TRAINING) {
    this.#runtime = runtime;
    const die = (/** @type {Death} */ death) => {
      this.close(new EngineError(death.code, death.message));
      onDeath(death);
    };
    this.#channel = spawn(worker.script, worker.check, {
      onEvent,
      onFault: (code, message, bytes) => die({ code, message, bytes }),
    });
    this.#pool = new Pool((message) => {
      // The other threads wait for the one that stopped, and the training worker with them.
      if (!this.dead) die({ code: "thread", message });
    });
    this.#ready = this.#begin();
    this.#ready.then(onReady, (error) => {
      // Whoever asks sees the rejection; a worker without a module is of no use and ends.
      this.close(error);
      onReady();
    });
  }

  /** Gives the worker the best module that starts in it, and the pool its threads. */
  async #begin() {
    for (;;) {
      const place = await this.#runtime.place();
      const { module, js, memory, limit, threads, entry } = place;
      try {
        await this.#channel.init({ module, js, memory, limit });
      } catch (error) {
        if (this.dead || /** @type {EngineError} */ (error).code !== "load") throw error;
        this.#runtime.refuse(entry, /** @type {EngineError} */ (error));
        continue;
      }
      if (memory) await this.#startThreads(threads, { module, js, memory, limit });
      return;
    }
  }

  /**
   * @param {number} wanted
   * @param {import("./channel.js").Start} start
   */
  async #startThreads(wanted, start) {
    const started = await this.#pool.start(wanted - 1, (channel) => channel.init(start));
    const threads = started + 1;
    await this.#channel.request({ type: "start_pool", threads });
    if (threads < wanted) {
      const failed = wanted - threads;
      const which = `${failed} of ${wanted} threads did not start`;
      this.#runtime.started(threads, which);
    }
  }

  get dead() {
    return this.#channel.dead;
  }

  /**
   * Asks the worker once it is ready.
   * @param {Request} request
   * @param {AskOptions} [options]
   * @returns {Promise<any>}
   */
  async ask(request, options) {
    await this.#ready;
    return this.#channel.request(request, options);
  }

  /** Asks without waiting: whether it was done is told by events, and that the worker died by a fault. @param {Request} request */
  tell(request) {
    this.ask(request).catch(() => {});
  }

  /**
   * Gives the worker a data set unless it has it. It gets a copy: the page keeps its own for the worker that may follow.
   * @param {string} data
   * @param {import("../protocol.js").PreparedData} prepared
   */
  give(data, prepared) {
    let giving = this.#given.get(data);
    if (!giving) {
      giving = this.ask({ type: "add_data", data, prepared });
      this.#given.set(data, giving);
      giving.catch(() => this.#given.delete(data));
    }
    return giving;
  }

  /** The worker has a data set that the page did not give it. @param {string} data */
  has(data) {
    this.#given.set(data, Promise.resolve());
  }

  /** Has the worker free a data set if it has it. @param {string} data */
  async take(data) {
    if (this.#given.delete(data) && !this.dead) await this.ask({ type: "dispose_data", data });
  }

  /** Ends the worker and its pool; what is still asked rejects. @param {EngineError} reason */
  close(reason) {
    this.#channel.close(reason);
    this.#pool.close(reason);
  }
}
