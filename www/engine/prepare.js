import { dataCommand } from "../protocol.js";
import { cancelled, EngineError } from "./error.js";
import { spawn } from "./spawn.js";

/** @typedef {import("./channel.js").Channel} Channel */
/** @typedef {import("../protocol.js").PrepareSource} PrepareSource */
/** @typedef {import("../protocol.js").PrepareProgress} PrepareProgress */
/** @typedef {import("../protocol.js").Config} Config */
/** @typedef {{ info: import("../protocol.js").DataInfo, prepared: import("../protocol.js").PreparedData }} Prepared */

/**
 * Files or a pasted text as the data worker takes them. A text is a file whose name does not say what it is.
 * @param {Exclude<import("./types.js").Source, { kind: "sample" }>} source
 * @returns {PrepareSource}
 */
export function fileSource(source) {
  const { tokenizer, sift } = source;
  const files = (/** @type {File[]} */ all) => ({
    kind: /** @type {const} */ ("files"),
    files: all,
    tokenizer,
    sift,
  });
  if (source.kind === "files") return files(source.files);
  if (source.kind === "file") return files([source.file]);
  const { text, name, format } = source;
  return { ...files([new File([text], name)]), format };
}

/**
 * One preparation in one worker: learning a vocabulary can't be interrupted, so cancelling it ends the worker.
 */
class PreparationJob {
  #spawn;
  #init;
  /** @type {Channel | undefined} */
  #channel;

  /**
   * @param {() => Channel} spawn
   * @param {(channel: Channel) => Promise<void>} init
   */
  constructor(spawn, init) {
    this.#spawn = spawn;
    this.#init = init;
  }

  /**
   * @param {{ source: PrepareSource, config: Config, column?: number }} request
   * @param {{ signal?: AbortSignal, onProgress?: (progress: PrepareProgress) => void }} options
   * @returns {Promise<Prepared>}
   */
  async run({ source, config, column }, { signal, onProgress }) {
    const channel = this.#spawn();
    this.#channel = channel;
    const abort = () => this.end(cancelled("The preparation of the data"));
    signal?.addEventListener("abort", abort, { once: true });
    try {
      await this.#init(channel);
      // It may have been given up meanwhile, when nothing was asked of the worker yet.
      if (signal?.aborted) throw cancelled("The preparation of the data");
      const message = { type: /** @type {const} */ ("prepare"), source, config };
      return await channel.request(column === undefined ? message : { ...message, column }, {
        part: onProgress,
      });
    } finally {
      signal?.removeEventListener("abort", abort);
      // The worker goes with its memory: a text of 100,000 titles takes tens of megabytes that training needs.
      channel.close(new EngineError("disposed", "The preparation is over."));
    }
  }

  /** @param {EngineError} reason */
  end(reason) {
    this.#channel?.close(reason);
  }
}

/** The preparations of one engine. */
export class Preparations {
  /** @type {Set<PreparationJob>} */
  #jobs = new Set();
  #runtime;

  /** @param {import("./runtime.js").Runtime} runtime */
  constructor(runtime) {
    this.#runtime = runtime;
  }

  /**
   * @param {Parameters<PreparationJob["run"]>[0]} request
   * @param {Parameters<PreparationJob["run"]>[1]} options
   */
  async run(request, options) {
    if (options.signal?.aborted) throw cancelled("The preparation of the data");
    const job = new PreparationJob(
      () => spawn("data-worker.js", dataCommand, { onFault: () => {} }),
      (channel) => this.#init(channel),
    );
    this.#jobs.add(job);
    try {
      return await job.run(request, options);
    } finally {
      this.#jobs.delete(job);
    }
  }

  /** @param {Channel} channel */
  async #init(channel) {
    try {
      await channel.init(await this.#runtime.dataPlace());
    } catch (error) {
      if (!(error instanceof EngineError && error.code === "load")) throw error;
      await channel.init(await this.#runtime.lesserDataPlace());
    }
  }

  /** @param {EngineError} reason */
  end(reason) {
    for (const job of this.#jobs) job.end(reason);
  }
}
