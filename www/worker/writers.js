import { EngineError } from "../engine/error.js";
import { isCoded } from "./coded.js";

/** @typedef {import("../protocol.js").GeneratePart} GeneratePart */
/** A run or a model from a folder. @typedef {Pick<import("./module.js").RunHandle, "generate">} Writer */
/**
 * @typedef {{
 *   key: number, run: Writer, handle: import("./module.js").GenerationHandle, part: (part: GeneratePart) => void,
 *   settle: (error?: unknown) => void,
 * }} Writing
 */

/** The headlines being written on request: each gets a token in turn. */
export class Writers {
  /** @type {Writing[]} */
  #queue = [];

  /**
   * @param {number} key
   * @param {Writer} run
   * @param {import("../protocol.js").GenerateOptions} options
   * @param {(part: GeneratePart) => void} part
   * @returns {Promise<void>}
   */
  begin(key, run, options, part) {
    const handle = run.generate(options);
    return new Promise((resolve, reject) => {
      const settle = (/** @type {unknown} */ error) =>
        error === undefined ? resolve() : reject(error);
      this.#queue.push({ key, run, handle, part, settle });
    });
  }

  /** Writes one token. @returns {boolean} whether there was one to write */
  advance() {
    const writing = this.#queue.shift();
    if (!writing) return false;
    try {
      const { text, done } = writing.handle.advance();
      writing.part({ text, done });
      if (done) this.#settle(writing);
      else this.#queue.push(writing);
    } catch (error) {
      this.#settle(writing, error);
      if (!isCoded(error)) throw error;
    }
    return true;
  }

  /** @param {number} key */
  cancel(key) {
    this.#drop(
      (writing) => writing.key === key,
      new EngineError("cancelled", "The headline was cancelled."),
    );
  }

  /**
   * Ends all that is written from one of them.
   * @param {Writer} run
   * @param {EngineError} reason
   */
  end(run, reason) {
    this.#drop((writing) => writing.run === run, reason);
  }

  /**
   * @param {(writing: Writing) => boolean} chosen
   * @param {EngineError} reason
   */
  #drop(chosen, reason) {
    const dropped = this.#queue.filter(chosen);
    this.#queue = this.#queue.filter((writing) => !chosen(writing));
    for (const writing of dropped) this.#settle(writing, reason);
  }

  /**
   * @param {Writing} writing
   * @param {unknown} [error]
   */
  #settle(writing, error) {
    writing.handle.free();
    writing.settle(error);
  }
}
