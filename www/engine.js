/**
 * The engine: trains small GPTs on headlines in workers, without a page of its own.
 *
 * There is no DOM in here. Everything that may fail rejects with an {@link EngineError}; what happens to runs is told by
 * events, declared in protocol.js. Workers start with the first command that needs them.
 */

import { describe, preparedOf, sampleSource } from "./engine/data.js";
import { cancelled, disposed, EngineError, unknown } from "./engine/error.js";
import { Listeners } from "./engine/events.js";
import { openFolder } from "./engine/folder.js";
import { Kept, placeOf } from "./engine/kept.js";
import { boundOf, faultEvent, follow, refuseUsed, withWeights } from "./engine/known-runs.js";
import { fileSource, Preparations } from "./engine/prepare.js";
import { probe } from "./engine/probe.js";
import { Runtime } from "./engine/runtime.js";
import { SAMPLING, streamed } from "./engine/stream.js";
import { titlesOf } from "./engine/titles.js";
import { TrainingWorker } from "./engine/training.js";
import { PLACE } from "./place.js";
import { VERSION } from "./protocol.js";

export { openLook } from "./engine/look.js";
export { EngineError };

/** @typedef {import("./protocol.js").Config} Config */
/** @typedef {import("./protocol.js").Plan} Plan */
/** @typedef {import("./protocol.js").PreparedData} PreparedData */
/** @typedef {import("./protocol.js").PrepareProgress} PrepareProgress */
/** @typedef {import("./protocol.js").LiveSettings} LiveSettings */
/** @typedef {import("./protocol.js").Order} Order */
/** @typedef {import("./protocol.js").Onward} Onward */
/** @typedef {import("./protocol.js").GenerateOptions} GenerateOptions */
/** @typedef {import("./protocol.js").GeneratePart} GeneratePart */
/** @typedef {import("./protocol.js").NextToken} NextToken */
/** @typedef {import("./protocol.js").Surprise} Surprise */
/** @typedef {import("./protocol.js").Attention} Attention */
/** @typedef {import("./protocol.js").NearestTitle} NearestTitle */
/** @typedef {import("./protocol.js").RunState} RunState */
/** @typedef {import("./protocol.js").RunEvent} RunEvent */
/** @typedef {import("./engine/types.js").Catalog} Catalog */
/** @typedef {import("./engine/types.js").Resolved} Resolved */
/** @typedef {import("./engine/types.js").Source} Source */
/** @typedef {import("./engine/types.js").Data} Data */
/** @typedef {import("./engine/types.js").Run} Run */
/** @typedef {import("./engine/look.js").Look} Look */
/** @typedef {import("./engine/types.js").Sift} Sift */
/** @typedef {import("./engine/types.js").EngineEvent} EngineEvent */
/** @typedef {import("./engine/types.js").EventMap} EventMap */
/** @typedef {import("./engine/types.js").Info} Info */
/** @typedef {import("./engine/probe.js").Measured} Measured */
/** @typedef {import("./engine/types.js").Cancellable} Cancellable */
/** @typedef {import("./engine/folder.js").FolderModel} FolderModel */

/**
 * Makes an engine; nothing is fetched and no worker starts before its first command.
 * @param {{ base?: URL | string, module?: string, threads?: number | "auto" }} [options] `base`: the folder of the page,
 *   with pkg/ and assets/ in it; the folder of this file if left out. `module`: a name of engine/modules.js, or the best.
 * @returns {Promise<Engine>}
 */
export async function createEngine({ base = PLACE, module = "auto", threads = "auto" } = {}) {
  return new Engine(new URL(base, PLACE), { module, threads });
}

export class Engine {
  /** @type {URL} */
  #base;
  #runtime;
  /** @type {TrainingWorker | undefined} */
  #training;
  /** @type {Map<string, PreparedData>} */
  #data = new Map();
  /** @type {Map<string, import("./engine/known-runs.js").KnownRun>} */
  #runs = new Map();
  #preparations;
  #listeners = new Listeners();
  /** @type {LiveSettings | undefined} */
  #live;
  /** @type {Order} */
  #order = "lockstep";
  #serial = 0;
  /** Ends with the engine. */
  #life = new AbortController();
  /** Runs in the browser's storage. */
  kept = new Kept({
    ask: (request) => this.#ask(request),
    name: (kind) => this.#name(kind),
    give: (id) => this.#worker().give(id, preparedOf(this.#data, id)),
    prepared: (id) => preparedOf(this.#data, id),
    addData: (id, prepared) => {
      this.#data.set(id, prepared);
      // The worker has it from storage already.
      this.#worker().has(id);
    },
    addRun: (id, run) => this.#runs.set(id, { ...run, unit_ms: null }),
  });

  /**
   * @param {URL} base
   * @param {{ module: string, threads: number | "auto" }} asked
   */
  constructor(base, asked) {
    this.#base = base;
    this.#runtime = new Runtime(base, asked);
    this.#preparations = new Preparations(this.#runtime);
  }

  /**
   * What the training runs on, and why not on something better; the event "info" tells when it is known or changed.
   * @returns {Info}
   */
  get info() {
    const isolated = globalThis.crossOriginIsolated === true;
    return { version: VERSION, isolated, ...this.#runtime.info };
  }

  /**
   * Presets, sizes and fields of a configuration.
   * @param {Cancellable} [options]
   * @returns {Promise<Catalog>}
   */
  catalog(options = {}) {
    return this.#ask({ type: "catalog" }, options);
  }

  /**
   * The configuration that a preset, then a size, then `set` make.
   * @param {{ preset: string, size: string, set?: Record<string, unknown> } & Cancellable} request
   * @returns {Promise<Resolved>}
   */
  resolve({ preset, size, set = {}, signal }) {
    return this.#ask({ type: "resolve", preset, size, set }, { signal });
  }

  /**
   * Measures how fast this machine trains, in workers of its own and, where its cores are free, in under 300 ms, and has a
   * training worker that starts later take no more threads than are worth it and leave the page in time.
   * @param {Cancellable} [options]
   * @returns {Promise<Measured>}
   */
  async measure({ signal } = {}) {
    this.#refuseDisposed();
    return probe(this.#runtime, [this.#life.signal, signal]);
  }

  /**
   * Reads titles, has or learns their vocabulary and encodes them, in a worker of its own: cancelling ends that worker
   * and touches no run.
   * @param {{ source: Source, config: Config, column?: number, onProgress?: (progress: PrepareProgress) => void } & Cancellable} request
   * @returns {Promise<Data>}
   */
  async prepare({ source, config, column, signal, onProgress }) {
    this.#refuseDisposed();
    const wire = source.kind === "sample" ? sampleSource(this.#base) : fileSource(source);
    const wish = { source: wire, config, column };
    const { info, prepared } = await this.#preparations.run(wish, { signal, onProgress });
    this.#refuseDisposed();
    const id = this.#name("data");
    this.#data.set(id, prepared);
    return describe(id, source, info, prepared);
  }

  /**
   * Makes a run. One that does not fit into the memory is refused with the size that would; one that does not fit beside
   * the others is queued, and begins once enough of them have finished or are disposed of. With `keep` it outlives the tab:
   * `key` names it among all that are kept, and `about` comes back with it. It begins with the weights of `from`.
   * @param {{ config: Config, data: Data, keep?: { key: string, about: unknown }, from?: FolderModel } & Cancellable} request
   * @returns {Promise<Run>}
   */
  async createRun({ config, data, keep: wish, from, signal }) {
    const run = this.#name("run");
    const kept = preparedOf(this.#data, data.id);
    const training = this.#worker();
    await training.give(data.id, kept);
    const folder = await from?.in(training, signal);
    if (signal?.aborted) throw cancelled("The new run");
    const place = wish && placeOf(data);
    const keep = wish && place ? { ...wish, data: place } : undefined;
    /** @type {{ config: Config, plan: Plan, state: RunState }} */
    const made = await training.ask({
      type: "create_run",
      run,
      data: data.id,
      config,
      keep,
      folder,
    });
    const { state, ...facts } = made;
    const known = { id: run, ...facts };
    this.#runs.set(run, { data: data.id, config, state, step: 0, unit_ms: null });
    if (signal?.aborted) {
      await this.disposeRun(run);
      throw cancelled("The new run");
    }
    this.#dispatch({ type: "state", run, state, step: 0 });
    return known;
  }

  /** Opens the files of a Hugging Face folder. @param {import("./engine/folder.js").FolderFiles & Cancellable} files */
  openFolder(files) {
    return openFolder(files, {
      prepare: (wish) => this.prepare(wish),
      createRun: (wish) => this.createRun(wish),
      worker: () => this.#worker(),
      name: (kind) => this.#name(kind),
    });
  }

  /**
   * Makes a run that goes on where another one stands, with copies of its weights and moments. `set` may change `lr`,
   * `dropout` and `weight_decay`; `onward` takes a run past its end. Refused where memory has no room beside the others.
   * @param {string} from
   * @param {{ set?: Record<string, number>, onward?: Onward }} [change]
   * @returns {Promise<Run>}
   */
  async forkRun(from, { set = {}, onward } = {}) {
    const { data, config } = this.#known(from);
    const run = this.#name("run");
    /** @type {{ plan: Plan, step: number }} */
    const { plan, step } = await this.#ask({ type: "fork_run", run, from, set, onward });
    const forked = { ...config, ...set };
    this.#runs.set(run, { data, config: forked, state: "ready", step, unit_ms: null });
    this.#dispatch({ type: "state", run, state: "ready", step });
    return { id: run, config: forked, plan };
  }

  /** Whether runs train in lock-step from now on, or one after the other. @param {Order} order */
  setOrder(order) {
    this.#refuseDisposed();
    this.#order = order;
    this.#training?.tell({ type: "set_order", order });
  }

  /**
   * Trains the runs in lock-step, each a step in turn, beside those that are training already. Starting again goes on;
   * without runs, all that are paused go on.
   * @param {string[]} [runs]
   */
  async start(runs = []) {
    for (const id of runs) this.#known(id);
    await this.#ask({ type: "start", runs });
  }

  /**
   * Pauses every training run. This is acknowledged at once (state "pausing"); it takes effect at the next micro-batch
   * (state "paused"), at most about `within_ms` from now: the longest unit of work of the last steps, null where
   * nothing was measured yet.
   * @returns {Promise<{ within_ms: number | null }>}
   */
  async pause() {
    this.#refuseDisposed();
    const bound = boundOf(this.#runs.values());
    for (const [run, known] of this.#runs) {
      if (known.state === "running")
        this.#dispatch({ type: "state", run, state: "pausing", step: known.step });
    }
    this.#training?.tell({ type: "pause" });
    return { within_ms: bound };
  }

  /**
   * One update of each active run, then paused. Without active runs, of every run that is ready or paused.
   * @param {string[]} [runs]
   */
  async step(runs = []) {
    for (const id of runs) this.#known(id);
    await this.#ask({ type: "step", runs });
  }

  /**
   * Ends runs that train or pause where they are: these, or all without any; they keep their weights. Acknowledged at once,
   * like a pause; each run says so when it has (state "stopped").
   * @param {string[]} [runs]
   * @returns {Promise<{ within_ms: number | null }>}
   */
  async stop(runs = []) {
    this.#refuseDisposed();
    const bound = boundOf(this.#runs.values());
    this.#training?.tell({ type: "stop", runs });
    return { within_ms: bound };
  }

  /** What the live views show from now on. @param {LiveSettings} live */
  setLive(live) {
    this.#refuseDisposed();
    this.#live = live;
    this.#training?.tell({ type: "set_live", live });
  }

  /**
   * Writes one headline: yields the text so far, at once with the prompt, then with each token.
   * @param {string} run
   * @param {Partial<GenerateOptions> & Cancellable} [options]
   * @returns {AsyncGenerator<GeneratePart, void, void>}
   */
  async *generate(run, { signal, ...options } = {}) {
    this.#known(run);
    const full = { ...SAMPLING, ...options };
    yield { text: full.prompt, done: false };
    yield* streamed(signal, (options) =>
      this.#ask({ type: "generate", run, options: full }, options),
    );
  }

  /**
   * The k most likely tokens after a prompt, best first.
   * @param {string} run
   * @param {string} prompt
   * @param {number} k
   * @param {Cancellable} [options]
   * @returns {Promise<NextToken[]>}
   */
  async nextTokens(run, prompt, k, options = {}) {
    this.#known(run);
    return this.#ask({ type: "next_tokens", run, prompt, k }, options);
  }

  /**
   * What each token of a title costs the model, in nats. The texts concatenate to the title.
   * @param {string} run
   * @param {string} title
   * @param {Cancellable} [options]
   * @returns {Promise<Surprise[]>}
   */
  async surprise(run, title, options = {}) {
    this.#known(run);
    return this.#ask({ type: "surprise", run, title }, options);
  }

  /**
   * Where each head of each layer looks while the model reads a title; one longer than the block is cut.
   * @param {string} run
   * @param {string} title
   * @param {Cancellable} [options]
   * @returns {Promise<Attention>}
   */
  async attention(run, title, options = {}) {
    this.#known(run);
    return this.#ask({ type: "attention", run, title }, options);
  }

  /**
   * The title nearest to a text among those that a run trains on; null for a text without tokens.
   * @param {string} run
   * @param {string} text
   * @param {Cancellable} [options]
   * @returns {Promise<NearestTitle | null>}
   */
  async nearestTitle(run, text, options = {}) {
    this.#known(run);
    return this.#ask({ type: "nearest", run, text }, options);
  }

  /**
   * The weights as a safetensors file with Hugging Face's names; with `half` in half precision, at half the size.
   * @param {string} run
   * @param {{ half?: boolean } & Cancellable} [options]
   * @returns {Promise<Uint8Array>}
   */
  async weights(run, { half = false, signal } = {}) {
    this.#known(run);
    return this.#ask({ type: "weights", run, half }, { signal });
  }

  /** The text files of the run's Hugging Face folder, by name. @param {string} run @param {import("./protocol.js").CardFacts} facts @returns {Promise<Record<string, string>>} */
  async folderTexts(run, facts) {
    this.#known(run);
    return this.#ask({ type: "folder_texts", run, facts });
  }

  /** The titles of a data set that runs train on, in the order in which they read them, and with `val` those held back. @param {string} id @param {boolean} [val] */
  trainingTitles(id, val = false) {
    const kept = preparedOf(this.#data, id);
    return titlesOf(kept, val ? kept.val_ids : kept.train_ids);
  }

  /** What made the tokens of a data set, as its `tokenizer.json`. @param {string} id */
  tokenizer(id) {
    return preparedOf(this.#data, id).tokenizer_json;
  }

  /** Frees a run, its weights included. @param {string} id */
  async disposeRun(id) {
    const known = this.#runs.get(id);
    if (!known) throw unknown("run", id);
    this.#runs.delete(id);
    if (known.state !== "failed") await this.#ask({ type: "dispose_run", run: id });
  }

  /** Frees a data set that no run uses any more. @param {string} id */
  async disposeData(id) {
    if (!this.#data.has(id)) throw unknown("data set", id);
    refuseUsed(this.#runs.values(), id);
    this.#data.delete(id);
    this.kept.disposed(id);
    await this.#training?.take(id);
  }

  /** Ends every worker and frees all memory; what is still asked rejects with "disposed". */
  dispose() {
    if (this.#life.signal.aborted) return;
    const reason = disposed();
    this.#life.abort(reason);
    this.#training?.close(reason);
    this.#training = undefined;
    this.#preparations.end(reason);
    this.#runtime.end(reason);
    this.#runs.clear();
    this.#data.clear();
    this.#listeners.clear();
  }

  /**
   * @template {keyof EventMap} T
   * @param {T} type
   * @param {(event: EventMap[T]) => void} listener
   * @returns {() => void} takes the listener off again
   */
  on(type, listener) {
    return this.#listeners.on(type, listener);
  }

  // --- workers ---

  /** The training worker, started if there is none. */
  #worker() {
    this.#refuseDisposed();
    if (!this.#training || this.#training.dead) {
      this.#training = new TrainingWorker(this.#runtime, {
        onEvent: (event) => this.#receive(event),
        onDeath: (death) => this.#fault(death),
        onReady: () => this.#listeners.dispatch({ type: "info", info: this.info }),
      });
      if (this.#live) this.#training.tell({ type: "set_live", live: this.#live });
      if (this.#order !== "lockstep")
        this.#training.tell({ type: "set_order", order: this.#order });
    }
    return this.#training;
  }

  /**
   * @param {import("./engine/channel.js").Request} request
   * @param {import("./engine/training.js").AskOptions} [options]
   */
  async #ask(request, options) {
    return this.#worker().ask(request, options);
  }

  /** @param {import("./engine/training.js").Death} death */
  #fault(death) {
    this.#training = undefined;
    const what = death.message.replace(/\.$/, "");
    const lost = [...this.#runs].filter(([, run]) => run.state !== "failed").map(([id]) => id);
    for (const id of lost) {
      const step = this.#runs.get(id)?.step ?? 0;
      this.#dispatch({ type: "state", run: id, state: "failed", step, reason: `${what}.` });
    }
    const data = [...this.#data.keys()];
    this.#dispatch(faultEvent(death, lost, this.#runtime.afterDeath(death), data));
  }

  // --- events ---

  /** @param {RunEvent} event */
  #receive(event) {
    // Events of a run that was just disposed of may still arrive.
    if (this.#runs.has(event.run)) this.#dispatch(event);
  }

  /** @param {EngineEvent} event */
  #dispatch(event) {
    if (event.type !== "fault" && event.type !== "info") {
      const known = this.#runs.get(event.run);
      if (known) follow(known, event);
    }
    this.#listeners.dispatch(event);
  }

  // --- names ---

  /** @param {string} kind */
  #name(kind) {
    this.#serial += 1;
    return `${kind}-${this.#serial}`;
  }

  /** @param {string} id */
  #known(id) {
    this.#refuseDisposed();
    return withWeights(this.#runs, id);
  }

  #refuseDisposed() {
    if (this.#life.signal.aborted) throw disposed();
  }
}
