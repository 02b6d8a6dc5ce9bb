import { poolCommand } from "../protocol.js";
import { EngineError } from "./error.js";
import { spawn } from "./spawn.js";

/** @typedef {import("./channel.js").Channel} Channel */

/** A thread that is not there by then is done without. */
const START_MS = 10_000;

/**
 * The workers that share a training worker's memory and run the other threads of its pool. The page starts and watches
 * them itself: while its threads compute, the training worker waits for them and hears nothing.
 */
export class Pool {
  /** @type {Set<Channel>} */
  #channels = new Set();
  #closed = false;
  #onFault;

  /** @param {(message: string) => void} onFault a thread stopped; the others wait for it for ever */
  constructor(onFault) {
    this.#onFault = onFault;
  }

  /**
   * Starts workers and has them wait for their thread.
   * @param {number} size
   * @param {(channel: Channel) => Promise<void>} init gives a worker the module and the memory
   * @returns {Promise<number>} how many started
   */
  async start(size, init) {
    const starting = Array.from({ length: size }, () => this.#startOne(init));
    const started = await Promise.all(starting);
    return started.filter(Boolean).length;
  }

  /**
   * @param {(channel: Channel) => Promise<void>} init
   * @returns {Promise<boolean>}
   */
  async #startOne(init) {
    if (this.#closed) return false;
    let running = false;
    const onFault = (/** @type {string} */ _, /** @type {string} */ message) => {
      if (running) this.#onFault(message);
    };
    /** @type {Channel} */
    let channel;
    try {
      channel = spawn("worker/pool.js", poolCommand, { onFault });
    } catch {
      return false;
    }
    this.#channels.add(channel);
    const late = setTimeout(() => {
      channel.close(new EngineError("worker", "A thread did not start in time."));
    }, START_MS);
    try {
      await init(channel);
      running = true;
      // Answered only by a fault: the worker is the thread's from here on.
      channel.request({ type: "run_thread" }).catch(() => {});
      return true;
    } catch (error) {
      channel.close(/** @type {EngineError} */ (error));
      this.#channels.delete(channel);
      return false;
    } finally {
      clearTimeout(late);
    }
  }

  /** @param {EngineError} reason */
  close(reason) {
    this.#closed = true;
    for (const channel of this.#channels) channel.close(reason);
    this.#channels.clear();
  }
}
