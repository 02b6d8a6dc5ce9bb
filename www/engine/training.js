/** @typedef {import("./channel.js").Channel} Channel */
/** @typedef {import("./channel.js").Request} Request */
/** @typedef {import("./error.js").EngineError} EngineError */
/** @typedef {{ signal?: AbortSignal, part?: (value: any) => void }} AskOptions */

/** One training worker and the data sets that it was given; another one follows when it dies. */
export class TrainingWorker {
  #channel;
  /** @type {Promise<void>} */
  #ready;
  /** @type {Map<string, Promise<void>>} */
  #given = new Map();

  /**
   * @param {Channel} channel
   * @param {Promise<void>} ready when the worker has its module; where it gets none, it is of no use and ends
   */
  constructor(channel, ready) {
    this.#channel = channel;
    this.#ready = ready;
    // Whoever asks sees the rejection; without anyone asking it is no error of the page.
    ready.catch((error) => channel.close(error));
  }

  get dead() {
    return this.#channel.dead;
  }

  /**
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

  /** Has the worker free a data set if it has it. @param {string} data */
  async take(data) {
    if (this.#given.delete(data) && !this.dead) await this.ask({ type: "dispose_data", data });
  }

  /** @param {EngineError} reason */
  close(reason) {
    this.#channel.close(reason);
  }
}
