/**
 * What the page and its workers say to each other: the only messages there are.
 *
 * A command goes from the page to a worker and carries an `id`; the worker answers each with exactly one `reply` of
 * that id, and may send `part`s of it before. Everything else a worker says is an event; every event about a run carries
 * `run`. The unions below are closed: what is not declared here is refused on both sides, when sent and when received.
 */

import { check, ProtocolError } from "./engine/check.js";

export { ProtocolError };

/** The version that engine, workers and module must share. */
export const VERSION = "0.1.0";

/**
 * The configuration of a run, by the names of the configuration file (`src/config.rs`).
 * @typedef {{
 *   n_layer: number, n_head: number, d_model: number, vocab_size: number, block_size: number, dropout: number,
 *   norm: "layernorm" | "rmsnorm", position: "learned" | "rope", init: "gpt2" | "he",
 *   optimizer: "sgd" | "adamw", lr: number, momentum: number, beta1: number, beta2: number, eps: number,
 *   weight_decay: number, schedule: "constant" | "cosine" | "warmup_cosine", warmup_frac: number,
 *   min_lr_frac: number, grad_clip: number, epochs: number, steps: number, batch_size: number,
 *   micro_batch_size: number, titles: number, val_frac: number, shuffle: boolean, data_seed: number,
 *   evals_per_epoch: number, seed: number,
 * }} Config
 */

/**
 * What a run will do, known before its first step. `uniform` is the loss of guessing at random in nats per character
 * over the tokens that `val_loss` counts (null where there is no whole window), `uniform_full` over all of them.
 * `memory_bytes` is an estimate of all that it needs, `held_bytes` of the part that it keeps while another one computes.
 * @typedef {{
 *   params: number, vocab_size: number, steps: number, steps_per_epoch: number, eval_every: number,
 *   micro_batch_size: number, micro_batches: number, train_tokens: number, val_tokens: number,
 *   train_chars: number, val_chars: number, uniform: number | null, uniform_full: number,
 *   batch_tokens: number, tokens_per_title: number, held_bytes: number, memory_bytes: number,
 * }} Plan
 */

/**
 * Facts about a text that was read.
 * @typedef {{
 *   format: string, titles_found: number, titles_used: number, train_titles: number, val_titles: number,
 *   columns?: string[], column?: number, longest_chars: number, fingerprints: Fingerprints | null,
 *   files?: FileFacts[], empty?: number, sift?: Sift,
 * }} DataInfo
 */

/**
 * SHA-256, in lower-case hex, of the text that is trained on, of the text that is held back, and of the tokenizer.
 * @typedef {{ train: string, val: string, tokenizer: string }} Fingerprints
 */

/**
 * A text made ready to train on: ids of both parts and the tokenizer that made them; `eos` ends each title, 1 if left out.
 * @typedef {{
 *   vocab_size: number, tokenizer_json: string, train_ids: Uint32Array, val_ids: Uint32Array,
 *   train_chars: number, val_chars: number, train_titles: number, val_titles: number,
 *   unk_bytes: number, val_examples: string[], eos?: number,
 * }} PreparedData
 */

/** @typedef {import("./worker/read/sift.js").Sift} Sift */
/** Where titles come from. `format`: of the files, where it is not to be guessed; `tokenizer`: the `tokenizer.json` that is to make their tokens. @typedef {{ kind: "files", files: File[], format?: "txt" | "csv", tokenizer?: string, sift?: Sift } | { kind: "sample", text_url: string, tokenizer_url: string }} PrepareSource
 */
/**
 * One of the files that titles came from, or with `why`, an error's message, one that was left; `reason` and `values` are its too.
 * @typedef {{ name: string, format?: string, encoding?: string, titles: number, why?: string } & Pick<WireError, "reason" | "values">} FileFacts
 */
/** @typedef {{ phase: "reading" | "vocabulary" | "encoding", done?: number, total?: number }} PrepareProgress */
/** @typedef {{ prompt: string, temperature: number, top_k: number, top_p: number, seed: number, max_tokens: number }} GenerateOptions */
/** @typedef {{ text: string, done: boolean }} GeneratePart */
/** @typedef {{ temperature: number, top_k: number, top_p: number, seed: number }} HeadlineOptions */
/**
 * What the live views show. `surprise` is measured on `title`; without a `headline` none is written.
 * @typedef {{ enabled: boolean, prompt: string, title: string, headline?: HeadlineOptions }} LiveSettings
 */
/** @typedef {{ id?: number, text: string, p: number }} NextToken */
/** @typedef {{ text: string, nats: number }} Surprise */
/**
 * Where each head of each layer looks while it reads a title: `tokens` are the start of a title, whose text is empty, and the
 * title's own; `weights` [n_layer][n_head][T][T], row after row. Row q holds the shares with which token q looks at tokens 0
 * to q, which add up to 1, and zeros.
 * @typedef {{ tokens: string[], n_layer: number, n_head: number, weights: Float32Array<ArrayBuffer> }} Attention
 */
/**
 * The training title nearest to a text: by the share of tokens that both have among those that either has, 0 to 1.
 * `exact`: the text stands there word for word.
 * @typedef {{ title: string, exact: boolean, similarity: number }} NearestTitle
 */
/**
 * What a run has told: updates as rows of the numbers that `fields` names, and its other events.
 * @typedef {{
 *   fields: string[], steps: number[][], inside: { step: number, inside: Inside }[], evals: EvalEvent[],
 *   glances: GlanceEvent[], headlines: LiveEvent[],
 * }} Told
 */
/**
 * What stands beside a kept run's weights. `about` is the page's own; `data` the key of its headlines.
 * @typedef {{
 *   version: number, kind: "run", about: any, data: string, config: Config, plan: Plan, state: RunState, step: number, told: Told,
 * }} KeptNote
 */
/** A run in the browser's storage; `bytes` of its weights and moments. @typedef {{ key: string, bytes: number, note: KeptNote }} KeptRun */
/**
 * Storage: null where the browser refuses it, with the `reason`. `used` is what runs and headlines take here, `free` what
 * the browser still grants; null where it does not say.
 * @typedef {{ kind: "opfs" | "indexeddb" | null, reason: string, used: number, free: number | null }} Storage
 */
/**
 * Where a run is to be kept: its `key` and what the page wants to find with it; `data` likewise of its headlines.
 * @typedef {{ key: string, about: unknown, data: { key: string, facts: unknown } }} Keep
 */
/**
 * A model from a folder. `tied`: its head is its embedding; `notes` are sentences on what it computes otherwise than where it
 * was made.
 * @typedef {{ config: Config, params: number, tied: boolean, notes: string[] }} FolderFacts
 */
/** What a model card tells. @typedef {{ name: string, data: string, synthetic: boolean, step: number, params: number, curve: [step: number, loss: number][] }} CardFacts */
/** @typedef {"ready" | "queued" | "running" | "pausing" | "paused" | "stopped" | "finished" | "diverged" | "failed"} RunState */
/** Whether runs take turns, an update each, or train one after the other. @typedef {"lockstep" | "queue"} Order */
/**
 * How a run that has ended goes on: for so many epochs more, at the rate that it ended with or with a new warm-up and cosine.
 * @typedef {{ epochs: number, schedule: "hold" | "warmup_cosine" }} Onward
 */
/**
 * What the benchmark measures: `set` holds configuration fields.
 * @typedef {{
 *   mode: "train" | "eval" | "generate" | "gemm" | "kernels", preset: string, size: string, set: Record<string, number>,
 *   steps: number, warmup: number, streams: number, profile: boolean,
 * }} BenchOptions
 */
/**
 * What it measured; `gemm` in GFLOP/s, kernels in those or in GB/s, beside the limit of their kind. The page adds `threads` and `module`.
 * @typedef {{
 *   params: number, mode: string, tokens_per_second: number | null, step_ms: number[], loss: number | null,
 *   peak_memory_bytes: number, gemm: Record<string, number>, profile?: { name: string, seconds: number, calls: number }[],
 *   kernels?: { name: string, bound: "compute" | "memory", rate: number, limit: number }[],
 * }} BenchResult
 */

/**
 * An error as it crosses: a code to act on, a sentence to show, and where they apply the field, its value and the remedy.
 * `reason` and `values`: the sentence in any language, as reasons.js has them.
 * @typedef {{
 *   code: string, message: string, field?: string, value?: unknown, remedy?: string,
 *   reason?: string, values?: Record<string, string | number>,
 * }} WireError
 */

// --- commands, page to worker ---

/** `version`: the engine's. @typedef {{ type: "init", id: number, version: string, module: WebAssembly.Module, url: string, memory?: WebAssembly.Memory, limit: number, lock: string }} InitCommand */
/** The answer is the compiled module. @typedef {{ type: "compile", id: number, url: string }} CompileCommand */
/** @typedef {{ type: "start_pool", id: number, threads: number }} StartPoolCommand */
/** @typedef {{ type: "catalog", id: number }} CatalogCommand */
/** @typedef {{ type: "resolve", id: number, preset: string, size: string, set: Record<string, unknown> }} ResolveCommand */
/** @typedef {{ type: "add_data", id: number, data: string, prepared: PreparedData }} AddDataCommand */
/** @typedef {{ type: "dispose_data", id: number, data: string }} DisposeDataCommand */
/** With a `folder` it begins with that one's weights. @typedef {{ type: "create_run", id: number, run: string, data: string, config: Config, keep?: Keep, folder?: string }} CreateRunCommand */
/** The files of a Hugging Face folder. From then on `generate`, `next_tokens` and `surprise` take its name for a run's. @typedef {{ type: "open_folder", id: number, folder: string, config: string, tokenizer: string, headline?: string, weights: Blob }} OpenFolderCommand */
/** @typedef {{ type: "close_folder", id: number, folder: string }} CloseFolderCommand */
/**
 * A run that goes on where the run `from` stands; `set` may change `lr`, `dropout` and `weight_decay`. Without `onward` the
 * length of its schedule stays.
 * @typedef {{ type: "fork_run", id: number, run: string, from: string, set: Record<string, unknown>, onward?: Onward }} ForkRunCommand
 */
/** @typedef {{ type: "dispose_run", id: number, run: string }} DisposeRunCommand */
/** Keeps a run that is here from now on, or tells what else the page wants to find with it. @typedef {{ type: "keep_run", id: number, run: string, config: Config, keep: Keep }} KeepRunCommand */
/** What the page wants to find with a run that stands in storage and is not here. @typedef {{ type: "annotate", id: number, key: string, about: unknown }} AnnotateCommand */
/** The run's whole state as a file, which `headline` reads too; it must not be training. @typedef {{ type: "write_state", id: number, run: string }} WriteStateCommand */
/** A run from such a file, which stands as it was saved; `told`: what it had told by then. @typedef {{ type: "read_state", id: number, run: string, data: string, config: Config, file: Blob, told: Told, keep?: Keep }} ReadStateCommand */
/** Every run that is kept. @typedef {{ type: "list_kept", id: number }} ListKeptCommand */
/** Headlines from storage. @typedef {{ type: "restore_data", id: number, data: string, key: string }} RestoreDataCommand */
/** A run from storage, which stands as it was kept; `facts` of its headlines are the page's. @typedef {{ type: "restore_run", id: number, run: string, data: string, facts: object, key: string }} RestoreRunCommand */
/** Takes runs out of storage, all without keys; those that another tab holds stay. @typedef {{ type: "forget", id: number, keys: string[] | null }} ForgetCommand */
/** @typedef {{ type: "storage", id: number }} StorageCommand */
/** @typedef {{ type: "set_order", id: number, order: Order }} SetOrderCommand */
/** @typedef {{ type: "start", id: number, runs: string[] }} StartCommand */
/** @typedef {{ type: "pause", id: number }} PauseCommand */
/** @typedef {{ type: "step", id: number, runs: string[] }} StepCommand */
/** @typedef {{ type: "stop", id: number, runs: string[] }} StopCommand */
/** @typedef {{ type: "set_live", id: number, live: LiveSettings }} SetLiveCommand */
/** @typedef {{ type: "generate", id: number, run: string, options: GenerateOptions }} GenerateCommand */
/** @typedef {{ type: "next_tokens", id: number, run: string, prompt: string, k: number }} NextTokensCommand */
/** @typedef {{ type: "surprise", id: number, run: string, title: string }} SurpriseCommand */
/** @typedef {{ type: "attention", id: number, run: string, title: string }} AttentionCommand */
/** @typedef {{ type: "nearest", id: number, run: string, text: string }} NearestCommand */
/** `half`: in half precision. @typedef {{ type: "weights", id: number, run: string, half: boolean }} WeightsCommand */
/** The text files beside the weights, by name. @typedef {{ type: "folder_texts", id: number, run: string, facts: CardFacts }} FolderTextsCommand */
/** @typedef {{ type: "cancel", id: number, target: number }} CancelCommand */
/** @typedef {{ type: "prepare", id: number, source: PrepareSource, config: Config, column?: number }} PrepareCommand */
/** Titles to be kept and looked at. @typedef {{ type: "look", id: number, ask: { kind: "read", source: PrepareSource, column?: number } | { kind: "view", sift: Sift } | { kind: "cut", tokenizer: string, title: string } }} LookCommand */
/** @typedef {{ type: "run_thread", id: number }} RunThreadCommand */
/** @typedef {{ type: "bench", id: number, options: BenchOptions }} BenchCommand */
/** @typedef {{ type: "probe", id: number, ms: number }} ProbeCommand */

/**
 * @typedef {InitCommand | StartPoolCommand | CatalogCommand | ResolveCommand | AddDataCommand | DisposeDataCommand | CreateRunCommand
 *   | ForkRunCommand | DisposeRunCommand | KeepRunCommand | AnnotateCommand | ListKeptCommand | RestoreDataCommand | RestoreRunCommand
 *   | ForgetCommand | StorageCommand | FolderTextsCommand | SetOrderCommand | StartCommand | PauseCommand | StepCommand | StopCommand
 *   | SetLiveCommand | GenerateCommand | NextTokensCommand | SurpriseCommand | AttentionCommand | NearestCommand
 *   | WriteStateCommand | ReadStateCommand | WeightsCommand | OpenFolderCommand | CloseFolderCommand | CancelCommand} TrainingCommand
 */
/** @typedef {InitCommand | PrepareCommand | LookCommand} DataCommand */
/** @typedef {InitCommand | RunThreadCommand} PoolCommand */
/** @typedef {InitCommand | StartPoolCommand | BenchCommand} BenchWorkerCommand */
/** @typedef {InitCommand | StartPoolCommand | ProbeCommand} ProbeWorkerCommand */
/** @typedef {TrainingCommand | DataCommand | PoolCommand | BenchWorkerCommand | ProbeWorkerCommand | CompileCommand} Command */

// --- events, worker to page ---

/** @typedef {{ type: "reply", id: number, value?: unknown, error?: WireError }} ReplyEvent */
/** @typedef {{ type: "part", id: number, value: unknown }} PartEvent */
/** The worker can't go on; `bytes` is what its memory came to where that ran out. @typedef {{ type: "fault", code: string, message: string, bytes?: number }} FaultEvent */
/**
 * `reason`: why a run diverged or failed; "turn" for a queued one that waits for another to end, and not for memory.
 * @typedef {{ type: "state", run: string, state: RunState, step: number, reason?: string }} StateEvent
 */
/**
 * What an update did to each part of the model, from the tokens up: "embedding", "positions" where they are learned,
 * "block 1" to the last, "final norm". `grad_norm` is ‖g‖ before clipping, `update_ratio` ‖Δp‖ / (‖p‖ + 1e-8).
 * @typedef {{ groups: string[], grad_norm: number[], update_ratio: number[] }} Inside
 */
/**
 * One update. `inside` comes with some of them: the first, those that are evaluated, and about 100 a run. `seconds` is the time inside this run's own steps; `unit_ms` the longest unit of work of this step, which
 * bounds how long a pause takes.
 * @typedef {{
 *   type: "step", run: string, step: number, epoch: number, train_loss: number, train_loss_char: number, lr: number,
 *   grad_norm: number, tokens: number, seconds: number, tokens_per_second: number, eta_seconds: number, unit_ms: number,
 *   inside?: Inside,
 * }} StepEvent
 */
/**
 * @typedef {{
 *   type: "eval", run: string, step: number, tokens: number, seconds: number, val_loss: number | null,
 *   val_loss_full: number, val_loss_token: number,
 * }} EvalEvent
 */
/** @typedef {{ type: "evalProgress", run: string, step: number, done: number, total: number }} EvalProgressEvent */
/** @typedef {{ type: "glance", run: string, step: number, tokens: number, seconds: number, loss: number }} GlanceEvent */
/**
 * A run as it writes now, its bars after `prompt`; `error` where the prompt or the title can't be used.
 * @typedef {{
 *   type: "live", run: string, step: number, prompt?: string, next: NextToken[], surprise: Surprise[],
 *   headline?: { text: string, seed: number }, error?: WireError,
 * }} LiveEvent
 */

/** A run was kept as it stood after an update, or could not be: `problem` is a sentence. @typedef {{ type: "kept", run: string, step: number, bytes: number, problem?: string }} KeptEvent */

/** Events about one run, each with its `run`. @typedef {StateEvent | StepEvent | EvalEvent | EvalProgressEvent | GlanceEvent | LiveEvent | KeptEvent} RunEvent */
/** @typedef {ReplyEvent | PartEvent | FaultEvent | RunEvent} WorkerEvent */

// --- the same, for the checks at run time ---

/** A field's kind; a question mark after it: may be left out. @typedef {"string" | "number" | "number|null" | "array|null" | "boolean" | "object" | "array" | "any" | "string?" | "number?" | "object?" | "any?"} Kind */
/**
 * The fields of each member of a union but its `type`, so that the tables below can't leave one out.
 * @template {{ type: string }} U
 * @typedef {{ [M in U as M["type"]]: { [F in Exclude<keyof M, "type">]-?: Kind } }} Shapes
 */

/** @satisfies {Shapes<TrainingCommand>} */
export const TRAINING_COMMANDS = /** @type {const} */ ({
  init: {
    id: "number",
    version: "string",
    module: "object",
    url: "string",
    memory: "object?",
    limit: "number",
    lock: "string",
  },
  start_pool: { id: "number", threads: "number" },
  catalog: { id: "number" },
  resolve: { id: "number", preset: "string", size: "string", set: "object" },
  add_data: { id: "number", data: "string", prepared: "object" },
  dispose_data: { id: "number", data: "string" },
  create_run: {
    id: "number",
    run: "string",
    data: "string",
    config: "object",
    keep: "object?",
    folder: "string?",
  },
  fork_run: { id: "number", run: "string", from: "string", set: "object", onward: "object?" },
  dispose_run: { id: "number", run: "string" },
  keep_run: { id: "number", run: "string", config: "object", keep: "object" },
  annotate: { id: "number", key: "string", about: "any" },
  write_state: { id: "number", run: "string" },
  read_state: {
    id: "number",
    run: "string",
    data: "string",
    config: "object",
    file: "object",
    told: "object",
    keep: "object?",
  },
  list_kept: { id: "number" },
  restore_data: { id: "number", data: "string", key: "string" },
  restore_run: { id: "number", run: "string", data: "string", facts: "object", key: "string" },
  forget: { id: "number", keys: "array|null" },
  storage: { id: "number" },
  set_order: { id: "number", order: "string" },
  start: { id: "number", runs: "array" },
  pause: { id: "number" },
  step: { id: "number", runs: "array" },
  stop: { id: "number", runs: "array" },
  set_live: { id: "number", live: "object" },
  generate: { id: "number", run: "string", options: "object" },
  next_tokens: { id: "number", run: "string", prompt: "string", k: "number" },
  surprise: { id: "number", run: "string", title: "string" },
  attention: { id: "number", run: "string", title: "string" },
  nearest: { id: "number", run: "string", text: "string" },
  weights: { id: "number", run: "string", half: "boolean" },
  folder_texts: { id: "number", run: "string", facts: "object" },
  open_folder: {
    id: "number",
    folder: "string",
    config: "string",
    tokenizer: "string",
    headline: "string?",
    weights: "object",
  },
  close_folder: { id: "number", folder: "string" },
  cancel: { id: "number", target: "number" },
});

/** @satisfies {Shapes<DataCommand>} */
export const DATA_COMMANDS = /** @type {const} */ ({
  init: TRAINING_COMMANDS.init,
  prepare: { id: "number", source: "object", config: "object", column: "number?" },
  look: { id: "number", ask: "object" },
});

/** @satisfies {Shapes<PoolCommand>} */
export const POOL_COMMANDS = /** @type {const} */ ({
  init: TRAINING_COMMANDS.init,
  run_thread: { id: "number" },
});

/** @satisfies {Shapes<BenchWorkerCommand>} */
export const BENCH_COMMANDS = /** @type {const} */ ({
  init: TRAINING_COMMANDS.init,
  start_pool: TRAINING_COMMANDS.start_pool,
  bench: { id: "number", options: "object" },
});

/** @satisfies {Shapes<CompileCommand>} */
export const COMPILE_COMMANDS = /** @type {const} */ ({
  compile: { id: "number", url: "string" },
});

/** @satisfies {Shapes<ProbeWorkerCommand>} */
export const PROBE_COMMANDS = /** @type {const} */ ({
  init: TRAINING_COMMANDS.init,
  start_pool: TRAINING_COMMANDS.start_pool,
  probe: { id: "number", ms: "number" },
});

/** @satisfies {Shapes<WorkerEvent>} */
export const WORKER_EVENTS = /** @type {const} */ ({
  reply: { id: "number", value: "any?", error: "object?" },
  part: { id: "number", value: "any" },
  fault: { code: "string", message: "string", bytes: "number?" },
  state: { run: "string", state: "string", step: "number", reason: "string?" },
  step: {
    run: "string",
    step: "number",
    epoch: "number",
    train_loss: "number",
    train_loss_char: "number",
    lr: "number",
    grad_norm: "number",
    tokens: "number",
    seconds: "number",
    tokens_per_second: "number",
    eta_seconds: "number",
    unit_ms: "number",
    inside: "object?",
  },
  eval: {
    run: "string",
    step: "number",
    tokens: "number",
    seconds: "number",
    val_loss: "number|null",
    val_loss_full: "number",
    val_loss_token: "number",
  },
  evalProgress: { run: "string", step: "number", done: "number", total: "number" },
  glance: { run: "string", step: "number", tokens: "number", seconds: "number", loss: "number" },
  live: {
    run: "string",
    step: "number",
    prompt: "string?",
    next: "array",
    surprise: "array",
    headline: "object?",
    error: "object?",
  },
  kept: { run: "string", step: "number", bytes: "number", problem: "string?" },
});

/** @type {readonly RunState[]} */
export const RUN_STATES = [
  "ready",
  "queued",
  "running",
  "pausing",
  "paused",
  "stopped",
  "finished",
  "diverged",
  "failed",
];

/**
 * @param {unknown} message
 * @returns {TrainingCommand}
 */
export function trainingCommand(message) {
  check(TRAINING_COMMANDS, message);
  return /** @type {TrainingCommand} */ (message);
}

/**
 * @param {unknown} message
 * @returns {DataCommand}
 */
export function dataCommand(message) {
  check(DATA_COMMANDS, message);
  return /** @type {DataCommand} */ (message);
}

/**
 * @param {unknown} message
 * @returns {PoolCommand}
 */
export function poolCommand(message) {
  check(POOL_COMMANDS, message);
  return /** @type {PoolCommand} */ (message);
}

/**
 * @param {unknown} message
 * @returns {BenchWorkerCommand}
 */
export function benchCommand(message) {
  check(BENCH_COMMANDS, message);
  return /** @type {BenchWorkerCommand} */ (message);
}

/**
 * @param {unknown} message
 * @returns {CompileCommand}
 */
export function compileCommand(message) {
  check(COMPILE_COMMANDS, message);
  return /** @type {CompileCommand} */ (message);
}

/**
 * @param {unknown} message
 * @returns {ProbeWorkerCommand}
 */
export function probeCommand(message) {
  check(PROBE_COMMANDS, message);
  return /** @type {ProbeWorkerCommand} */ (message);
}

/**
 * @param {unknown} message
 * @returns {WorkerEvent}
 */
export function workerEvent(message) {
  check(WORKER_EVENTS, message);
  const event = /** @type {WorkerEvent} */ (message);
  if (event.type === "state" && !RUN_STATES.includes(event.state)) {
    throw new ProtocolError(`A run has no state "${event.state}"; see protocol.js.`);
  }
  return event;
}

/**
 * Whether an event is about a run, and so carries its id.
 * @param {WorkerEvent} event
 * @returns {event is RunEvent}
 */
export function isRunEvent(event) {
  return "run" in event;
}
