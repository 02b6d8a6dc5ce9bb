/** The requests of one question, one at a time, counted, and told of while their bytes come. */

import { ask } from "../request.js";

/** @typedef {import("../sources.js").Tools} Tools */

/** So many more bytes are worth telling. */
const TOLD_BYTES = 250_000;

export class Requests {
  /** Made so far, tries among them. */
  made;
  /** Bytes so far. */
  received;
  #tools;
  #ended = new AbortController();
  #heard = () => {};

  /** @param {Tools} tools @param {{ requests: number, bytes: number }} before */
  constructor(tools, before) {
    this.made = before.requests;
    this.received = before.bytes;
    this.#tools = {
      ...tools,
      signal: AbortSignal.any([tools.signal, this.#ended.signal]),
    };
  }

  /**
   * @template T
   * @param {string} url @param {import("../request.js").Question<T>} question
   */
  ask(url, question) {
    const asking = () => {
      this.made += 1;
    };
    const received = (/** @type {number} */ bytes) => {
      this.received += bytes;
      this.#heard();
    };
    return ask(url, { ...question, asking, received }, this.#tools);
  }

  /**
   * Does the work and yields, as bytes come meanwhile, what there is to tell.
   * @template T, P
   * @param {() => Promise<T>} work @param {() => P} tell
   * @returns {AsyncGenerator<P, T>}
   */
  async *telling(work, tell) {
    const result = work();
    // Nobody waits for it any more where the reader of what is yielded goes away.
    result.catch(() => {});
    for (let told = this.received; ; told = this.received) {
      const more = new Promise((resolve) => {
        this.#heard = () => {
          if (this.received - told >= TOLD_BYTES) resolve(true);
        };
      });
      const goesOn = await Promise.race([result.then(() => false), more]);
      if (!goesOn) return result;
      yield tell();
    }
  }

  /** Gives up what is under way. */
  end() {
    this.#ended.abort();
  }
}
