import { EngineError } from "../engine/error.js";
import { sharedMemory } from "../engine/memory.js";
import { VERSION } from "../protocol.js";
import { watch } from "./trap.js";

/** @typedef {import("../protocol.js").Config} Config */
/** @typedef {import("../protocol.js").Plan} Plan */
/** @typedef {import("../protocol.js").PreparedData} PreparedData */
/** @typedef {import("../protocol.js").GenerateOptions} GenerateOptions */
/** @typedef {import("../protocol.js").NextToken} NextToken */
/** @typedef {import("../protocol.js").Surprise} Surprise */
/** @typedef {import("../protocol.js").Attention} Attention */

/**
 * What one unit of work did: a micro-batch, the one that completes an update, a chunk of an evaluation, its last one.
 * @typedef {{ kind: "micro", step: number, done: number, total: number }
 *   | { kind: "step", step: number, epoch: number, train_loss: number, train_loss_char: number, lr: number, grad_norm: number, tokens: number,
 *       inside?: import("../protocol.js").Inside }
 *   | { kind: "eval_chunk", step: number, done: number, total: number }
 *   | { kind: "eval", step: number, val_loss: number | null, val_loss_full: number, val_loss_token: number }
 *   | { kind: "finished", step: number }
 *   | { kind: "diverged", step: number, what: "loss" | "norm" | "size" }} Progress
 */
/** @typedef {{ advance(): { step: number, loss: number } | null | undefined, free(): void }} GlanceHandle */
/** @typedef {{ advance(): { text: string, done: boolean, tokens: number }, free(): void }} GenerationHandle */
/**
 * @typedef {{
 *   readonly plan: Plan, readonly step: number, readonly state: "ready" | "running" | "finished" | "diverged",
 *   advance(): Progress, begin_glance(): GlanceHandle, next_tokens(prompt: string, k: number): NextToken[],
 *   surprise(title: string): Surprise[], attention(title: string): Attention,
 *   generate(options: GenerateOptions): GenerationHandle, weights(half: boolean): Uint8Array<ArrayBuffer>,
 *   folder_texts(facts: import("../protocol.js").CardFacts): Record<string, string>,
 *   write_state(): StateWritingHandle,
 *   fork(set: Record<string, unknown>, onward: import("../protocol.js").Onward | null): RunHandle, free(): void,
 * }} RunHandle
 */
/**
 * A model from a Hugging Face folder.
 * @typedef {Pick<RunHandle, "next_tokens" | "surprise" | "attention" | "generate" | "free"> & {
 *   readonly facts: import("../protocol.js").FolderFacts, plan_on(config: Config, dataset: DatasetHandle): Plan,
 *   train_on(config: Config, dataset: DatasetHandle): RunHandle, tokenizer_json(): string,
 * }} FolderHandle
 */
/** @typedef {{ nearest(text: string): import("../protocol.js").NearestTitle | null | undefined, free(): void }} DatasetHandle */
/**
 * @typedef {{
 *   info: Omit<import("../protocol.js").DataInfo, "fingerprints">, use_tokenizer(json: string): void, train_tokenizer(): void,
 *   encode(n_titles: number): { done: number, total: number },
 *   finish(): PreparedData & { fingerprints?: import("../protocol.js").Fingerprints }, free(): void,
 * }} PreparationHandle
 */
/**
 * A run's state that is being written, a piece at a time; then one that is read.
 * @typedef {{ next(): Uint8Array<ArrayBuffer> | undefined, free(): void }} StateWritingHandle
 */
/** @typedef {{ next_bytes(): number | undefined, take(bytes: Uint8Array): void, finish(): RunHandle, free(): void }} StateReadingHandle
 */
/**
 * @typedef {{
 *   readonly params: number, check(): string, advance(): { tokens: number, loss: number | null },
 *   profile(): { name: string, seconds: number, calls: number }[], free(): void,
 * }} BenchHandle
 */
/** @typedef {{ run(times: number): number, free(): void }} KernelBenchHandle */
/**
 * The module as wasm-bindgen makes it of src/web.rs; the part that workers use.
 * @typedef {{
 *   default(options: { module_or_path: WebAssembly.Module, memory?: WebAssembly.Memory }): Promise<{ memory?: WebAssembly.Memory }>,
 *   version(): string, catalog(): unknown, heap_refused(): number,
 *   start_pool(threads: number): void, run_pool_thread(): void,
 *   resolve_config(preset: string, size: string, set: Record<string, unknown>): { config: Config, params: number, held_bytes: number, memory_bytes: number },
 *   Preparation: new (bytes: Uint8Array, format: string, column: number | undefined, config: Config) => PreparationHandle,
 *   plan_run(config: Config, dataset: DatasetHandle): Plan, size_that_fits(config: Config, bytes: number): string | undefined,
 *   Dataset: new (prepared: PreparedData) => DatasetHandle,
 *   Run: new (config: Config, dataset: DatasetHandle) => RunHandle,
 *   FolderModel: new (config: string, tokenizer: string, headline: string | undefined, weights: Uint8Array) => FolderHandle,
 *   Checksum: new () => import("./store/format.js").Checksum, state_header_bytes(first: Uint8Array): number,
 *   StateReading: new (header: Uint8Array, body_bytes: number, dataset: DatasetHandle) => StateReadingHandle,
 *   Bench: new (config: Config, options: { mode: string, streams: number, profile: boolean }) => BenchHandle,
 *   KernelBench: { new (name: string): KernelBenchHandle, list(): { name: string, bound: "compute" | "memory" }[] },
 *   bench_peak(iterations: number): number,
 * }} Module
 */

/**
 * Loads the module, refuses it and the engine where they are of another version, and takes the lock whose release tells the page that this worker is
 * gone.
 * @param {import("../protocol.js").InitCommand} command
 * @returns {Promise<{ module: Module, memory: WebAssembly.Memory }>}
 */
export async function load({ version, module: compiled, url, memory: shared, lock }) {
  refuseOther("engine", version);
  if (lock) await hold(lock);
  /** @type {Module} */
  let module;
  /** @type {WebAssembly.Memory} */
  let memory;
  try {
    module = await import(url);
    const given = shared ?? ownMemory(compiled);
    const exports = await module.default({ module_or_path: compiled, memory: given });
    // What is imported is not among the exports.
    memory = /** @type {WebAssembly.Memory} */ (given ?? exports.memory);
  } catch (error) {
    throw new EngineError(
      "load",
      `The module ${new URL(url).pathname} did not start (${String(error)}); reload the page.`,
    );
  }
  refuseOther("module", module.version());
  watch(module, memory);
  return { module, memory };
}

/**
 * A memory for a module that asks for one, of a worker that shares it with nobody: it goes with the worker.
 * @param {WebAssembly.Module} compiled
 */
function ownMemory(compiled) {
  const asks = WebAssembly.Module.imports(compiled).some(({ kind }) => kind === "memory");
  return asks ? sharedMemory(Number.POSITIVE_INFINITY)?.memory : undefined;
}

/**
 * A host or a cache may have files of several versions.
 * @param {string} what @param {string} version
 */
function refuseOther(what, version) {
  if (version === VERSION) return;
  throw new EngineError(
    "version",
    `The ${what} is of version ${version} and its worker of ${VERSION}; reload the page without its cache, or copy all files of one version again.`,
  );
}

/**
 * Holds a lock for as long as this worker lives. A browser that refuses storage may refuse locks too; the page then sees
 * this worker's errors alone.
 * @param {string} name
 */
function hold(name) {
  return new Promise((resolve) => {
    navigator.locks
      .request(name, () => {
        resolve(undefined);
        return new Promise(() => {});
      })
      .catch(resolve);
  });
}
