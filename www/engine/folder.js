/** Models from Hugging Face folders: they write headlines, and runs begin with their weights. */

import { EngineError } from "./error.js";
import { SAMPLING, streamed } from "./stream.js";

/** @typedef {import("../protocol.js").FolderFacts} FolderFacts */
/** @typedef {import("./types.js").Cancellable} Cancellable */
/** @typedef {import("./training.js").TrainingWorker} TrainingWorker */
/**
 * What a folder holds: the texts of its files, and `model.safetensors` as a file, which is read in the worker alone.
 * `headline` is the text of headline.json, where there is one.
 * @typedef {{ config: string, tokenizer: string, headline?: string, weights: Blob | Uint8Array<ArrayBuffer> }} FolderFiles
 */
/**
 * @typedef {{
 *   source: Exclude<import("./types.js").Source, { kind: "sample" }>, config: import("../protocol.js").Config, column?: number,
 *   onProgress?: (progress: import("../protocol.js").PrepareProgress) => void,
 * } & Cancellable} FolderPrepareWish
 */
/**
 * @typedef {{
 *   config: import("../protocol.js").Config, data: import("./types.js").Data, keep?: { key: string, about: unknown },
 * } & Cancellable} FolderRunWish
 */
/**
 * The engine, and what of it only its own parts may use.
 * @typedef {{
 *   prepare: (wish: FolderPrepareWish) => Promise<import("./types.js").Data>,
 *   createRun: (wish: FolderRunWish & { from: FolderModel }) => Promise<import("./types.js").Run>,
 *   worker: () => TrainingWorker, name: (kind: string) => string,
 * }} FolderHost
 */

/** A model from a folder. A worker that takes the place of one that died is given its files again. */
export class FolderModel {
  #host;
  #files;
  #id;
  /** The worker that has it. @type {TrainingWorker | undefined} */
  #worker;
  /** @type {Promise<void>} */
  #opening = Promise.resolve();
  #closed = false;
  #tokenizer = "";
  /** What it is, and what it computes otherwise than where it was made. @type {FolderFacts} */
  facts = /** @type {FolderFacts} */ ({});

  /** @param {FolderFiles} files @param {FolderHost} host */
  constructor({ config, tokenizer, headline, weights }, host) {
    this.#host = host;
    const blob = weights instanceof Uint8Array ? new Blob([weights]) : weights;
    this.#files = { config, tokenizer, headline, weights: blob };
    this.#id = host.name("folder");
  }

  /** For the engine itself: its name in a worker that has it by then. @param {unknown} given a training worker @param {AbortSignal} [signal] */
  async in(given, signal) {
    const worker = /** @type {TrainingWorker} */ (given);
    if (this.#closed) throw new EngineError("state", "The model was closed; open its files again.");
    if (this.#worker !== worker || worker.dead) {
      this.#worker = worker;
      this.#opening = this.#open(worker, signal);
      this.#opening.catch(() => {
        this.#worker = undefined;
      });
    }
    await this.#opening;
    return this.#id;
  }

  /** @param {TrainingWorker} worker @param {AbortSignal} [signal] */
  async #open(worker, signal) {
    const { tokenizer_json, ...facts } = await worker.ask(
      { type: "open_folder", folder: this.#id, ...this.#files },
      { signal },
    );
    this.#tokenizer = tokenizer_json;
    this.facts = facts;
  }

  /** @param {import("./channel.js").Request} request @param {import("./training.js").AskOptions} [options] */
  async #ask(request, options) {
    const worker = this.#host.worker();
    await this.in(worker);
    return worker.ask(request, options);
  }

  /**
   * Writes one headline: yields the text so far, at once with the prompt, then with each token.
   * @param {Partial<import("../protocol.js").GenerateOptions> & Cancellable} [options]
   * @returns {AsyncGenerator<import("../protocol.js").GeneratePart, void, void>}
   */
  async *generate({ signal, ...options } = {}) {
    const full = { ...SAMPLING, ...options };
    yield { text: full.prompt, done: false };
    const run = this.#id;
    yield* streamed(signal, (options) =>
      this.#ask({ type: "generate", run, options: full }, options),
    );
  }

  /**
   * The k most likely tokens after a prompt, best first.
   * @param {string} prompt @param {number} k @param {Cancellable} [options]
   * @returns {Promise<import("../protocol.js").NextToken[]>}
   */
  nextTokens(prompt, k, options = {}) {
    return this.#ask({ type: "next_tokens", run: this.#id, prompt, k }, options);
  }

  /**
   * What each token of a title costs the model, in nats.
   * @param {string} title @param {Cancellable} [options]
   * @returns {Promise<import("../protocol.js").Surprise[]>}
   */
  surprise(title, options = {}) {
    return this.#ask({ type: "surprise", run: this.#id, title }, options);
  }

  /**
   * As `Engine.attention`, of this model.
   * @param {string} title @param {Cancellable} [options]
   * @returns {Promise<import("../protocol.js").Attention>}
   */
  attention(title, options = {}) {
    return this.#ask({ type: "attention", run: this.#id, title }, options);
  }

  /** As `Engine.prepare`, with the model's own tokenizer. @param {FolderPrepareWish} wish */
  prepare({ source, ...wish }) {
    const tokenizer = this.#tokenizer;
    return this.#host.prepare({ ...wish, source: { ...source, tokenizer } });
  }

  /** A run as `Engine.createRun` makes it, on data of `prepare`, that begins with these weights. @param {FolderRunWish} wish */
  trainOn(wish) {
    return this.#host.createRun({ ...wish, from: this });
  }

  /** Frees its memory; runs that began with it stay. */
  async close() {
    if (this.#closed) return;
    this.#closed = true;
    const worker = this.#worker;
    const opened = await this.#opening.then(
      () => true,
      () => false,
    );
    if (opened && worker && !worker.dead)
      await worker.ask({ type: "close_folder", folder: this.#id });
  }
}

/** Opens a folder's files; rejects with code "folder" where one does not fit. @param {FolderFiles & Cancellable} files @param {FolderHost} host */
export async function openFolder({ signal, ...files }, host) {
  const model = new FolderModel(files, host);
  await model.in(host.worker(), signal);
  return model;
}
