/* tslint:disable */
/* eslint-disable */

/**
 * A model on made-up tokens, for `bench.html`.
 */
export class Bench {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * One step of what is timed: `{ tokens, loss }`.
     */
    advance(): any;
    /**
     * A sentence where the first result is wrong, and else nothing.
     */
    check(): string;
    /**
     * A benchmark of `config`; `options` are `{ mode, streams, profile }`.
     *
     * # Errors
     * Codes `config` and `data`.
     */
    constructor(config: any, options: any);
    /**
     * What each operation took since the last call: `{ name, seconds, calls }[]`.
     */
    profile(): any;
    /**
     * Learned numbers of the model.
     */
    readonly params: number;
}

/**
 * The CRC-32 of bytes that come in pieces.
 */
export class Checksum {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * The sum of all pieces; the object is of no more use.
     */
    finish(): number;
    /**
     * Of nothing yet.
     */
    constructor();
    /**
     * Takes the next piece.
     */
    update(bytes: Uint8Array | number[]): void;
}

/**
 * Prepared data that runs share.
 */
export class Dataset {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * How the tokenizer cuts a text: `{ id, text }[]`.
     *
     * # Errors
     * Code `tokenizer`.
     */
    encode(text: string): any;
    /**
     * The training title nearest to a text: `{ title, exact, similarity }`, or `null` for an empty text.
     *
     * # Errors
     * Code `tokenizer`.
     */
    nearest(text: string): any;
    /**
     * Takes what [`Preparation::finish`](super::Preparation::finish) gave.
     *
     * # Errors
     * Codes `tokenizer` and `internal`.
     */
    constructor(prepared: object);
}

/**
 * A model from a folder.
 */
export class FolderModel {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * How the model looks back while it reads a headline, as [`Run::attention`] gives it.
     *
     * # Errors
     * Code `tokenizer`.
     */
    attention(title: string): any;
    /**
     * Begins a headline; see [`Sampling`].
     *
     * # Errors
     * Code `generate`.
     */
    generate(options: any): Generation;
    /**
     * Of the folder's files; `headline` is the text of `headline.json`, where there is one.
     *
     * # Errors
     * Code `folder`.
     */
    constructor(config: string, tokenizer: string, headline: string | null | undefined, weights: Uint8Array | number[]);
    /**
     * The `k` likeliest tokens after `prompt`: `{ id, text, p }[]`.
     *
     * # Errors
     * Code `generate`.
     */
    next_tokens(prompt: string, k: number): any;
    /**
     * What [`Self::train_on`] would do, as [`super::plan_run`] tells it.
     *
     * # Errors
     * Codes `config` and `data`.
     */
    plan_on(config: any, dataset: Dataset): any;
    /**
     * The surprise at each token of a headline and at its end: `{ text, nats }[]`.
     *
     * # Errors
     * Code `tokenizer`.
     */
    surprise(title: string): any;
    /**
     * Its `tokenizer.json`, with which data to train on is prepared.
     *
     * # Errors
     * Code `tokenizer`.
     */
    tokenizer_json(): string;
    /**
     * A run on `dataset` that begins with these weights. Of `config` it takes how to train; the architecture is the
     * model's. The data must be cut by the model's tokenizer.
     *
     * # Errors
     * Codes `config`, `data` and `folder`.
     */
    train_on(config: any, dataset: Dataset): Run;
    /**
     * What it is: `{ config, params, tied, notes }`.
     */
    readonly facts: any;
}

/**
 * A headline being written.
 */
export class Generation {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Writes one token: `{ text, done, tokens }`, the text being the whole headline so far.
     */
    advance(): any;
}

/**
 * A look at the validation loss between evaluations.
 */
export class Glance {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Looks at one more part: nothing, or `{ step, loss }` at the end.
     */
    advance(): any;
}

/**
 * A kernel at one size, for `bench.html`.
 */
export class KernelBench {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * The kernels that can be timed: `{ name, bound }[]`, the bound `compute` or `memory`. The first of each bound is what
     * the others are held against.
     */
    static list(): any;
    /**
     * The kernel of this name, checked.
     *
     * # Errors
     * Code `internal` where there is none.
     */
    constructor(name: string);
    /**
     * Runs it so many times, and gives the work done: floating-point operations or bytes.
     */
    run(times: number): number;
}

/**
 * The work of turning a file into ids, done in a worker that can be ended at any time.
 */
export class Preparation {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Encodes up to so many more titles: `{ done, total }`.
     *
     * # Errors
     * Code `tokenizer`.
     */
    encode(n_titles: number): any;
    /**
     * The data for [`Dataset`](super::Dataset), checked to be enough for the configuration.
     *
     * # Errors
     * Code `data`, with the number of titles that would do.
     */
    finish(): any;
    /**
     * Reads the titles of a file. `format` is `auto`, `txt` or `csv`; `column` is a table's, from 0.
     *
     * # Errors
     * Codes `config` and `data`.
     */
    constructor(bytes: Uint8Array | number[], format: string, column: number | null | undefined, config: any);
    /**
     * Learns the vocabulary; the library tells no progress.
     *
     * # Errors
     * Code `tokenizer`.
     */
    train_tokenizer(): void;
    /**
     * Takes a tokenizer that was trained before, as its `tokenizer.json`.
     *
     * # Errors
     * Code `tokenizer`.
     */
    use_tokenizer(json: string): void;
    /**
     * What was found in the file.
     */
    readonly info: any;
}

/**
 * A model in training.
 */
export class Run {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Does one unit of work; see [`crate::train::trainer::Progress`].
     */
    advance(): any;
    /**
     * How the model looks back while it reads a headline: `{ tokens, n_layer, n_head, weights }`; see
     * [`generate::Attention`].
     *
     * # Errors
     * Code `tokenizer`.
     */
    attention(title: string): any;
    /**
     * Begins a look at a fixed part of the validation loss, which changes nothing of the run.
     */
    begin_glance(): Glance;
    /**
     * The text files beside the weights, by name. `facts` is for the model card.
     *
     * # Errors
     * Codes `internal` and `tokenizer`.
     */
    folder_texts(facts: any): any;
    /**
     * A run with copies of this one's weights, moments, cursor and step, which goes on after the last whole update.
     * `set` may change `lr`, `dropout` and `weight_decay`; `onward` is `null`, or `{ epochs, schedule }` with the schedule
     * `hold` or `warmup_cosine`, for a run that is to train past its end.
     *
     * # Errors
     * Code `config` with the field.
     */
    fork(set: any, onward: any): Run;
    /**
     * Begins a headline; see [`Sampling`].
     *
     * # Errors
     * Code `generate`.
     */
    generate(options: any): Generation;
    /**
     * A run of `config` on `dataset`, from its first values. Between the ends of its epochs its evaluations have no
     * `val_loss`, which would double their time: the page compares by `val_loss_full`.
     *
     * # Errors
     * Codes `config` and `data`.
     */
    constructor(config: any, dataset: Dataset);
    /**
     * The `k` likeliest tokens after `prompt`: `{ id, text, p }[]`.
     *
     * # Errors
     * Code `generate`.
     */
    next_tokens(prompt: string, k: number): any;
    /**
     * The surprise at each token of a headline and at its end: `{ text, nats }[]`.
     *
     * # Errors
     * Code `tokenizer`.
     */
    surprise(title: string): any;
    /**
     * The weights as `model.safetensors`, with Hugging Face's names; with `half` in half precision.
     *
     * # Errors
     * Code `weights`.
     */
    weights(half: boolean): Uint8Array;
    /**
     * Begins to write the run's state. The run must not advance before the last piece.
     */
    write_state(): StateWriting;
    /**
     * What the run will do, as [`plan_run`] tells it.
     */
    readonly plan: any;
    /**
     * `ready`, `running`, `finished` or `diverged`.
     */
    readonly state: string;
    /**
     * Updates done.
     */
    readonly step: number;
}

/**
 * A run that is read from its bytes, a tensor at a time.
 */
export class StateReading {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * The run, which goes on where it stood.
     *
     * # Errors
     * Code `checkpoint`.
     */
    finish(): Run;
    /**
     * Begins with the header. `body_bytes` is how many bytes are there after it.
     *
     * # Errors
     * Code `checkpoint`.
     */
    constructor(header: Uint8Array | number[], body_bytes: number, dataset: Dataset);
    /**
     * Bytes of the piece that [`Self::take`] takes next; nothing where all are taken.
     */
    next_bytes(): number | undefined;
    /**
     * Takes the next piece.
     *
     * # Errors
     * Code `checkpoint`.
     */
    take(bytes: Uint8Array | number[]): void;
}

/**
 * A run's state that is being written, a piece at a time.
 */
export class StateWriting {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * The next piece; nothing after the last.
     */
    next(): Uint8Array | undefined;
}

/**
 * Runs the bare register tile of the multiply on one thread, and gives the floating-point operations done.
 */
export function bench_peak(iterations: number): number;

/**
 * The two tables of the design and every field: `{ presets, sizes, fields }`.
 */
export function catalog(): any;

/**
 * Learned numbers of a model with a vocabulary of `vocab_size` tokens.
 *
 * # Errors
 * Code `config` with the field.
 */
export function count_parameters(config: any, vocab_size: number): number;

/**
 * Bytes that the last allocation asked for where the memory ran out; 0 where it did not.
 */
export function heap_refused(): number;

/**
 * What a run of `config` on `dataset` would do and how much memory it would need, before anything of it is made.
 *
 * # Errors
 * Codes `config` and `data`.
 */
export function plan_run(config: any, dataset: Dataset): any;

/**
 * Preset, then size, then `set`: `{ config, changed_by_size, params, held_bytes, memory_bytes }`, the last three for a
 * vocabulary of the size that was asked for.
 *
 * # Errors
 * Code `config` with the field.
 */
export function resolve_config(preset: string, size: string, set: any): any;

/**
 * Runs one of the pool's threads, once there is one, and never comes back.
 */
export function run_pool_thread(): void;

/**
 * The label of the largest size that trains in so many bytes with the recipe of `config`; nothing where none does.
 *
 * # Errors
 * Code `config` with the field.
 */
export function size_that_fits(config: any, bytes: number): string | undefined;

export function start(): void;

/**
 * Makes the calling worker the first of `threads` threads, and waits until as many pool workers as are left run the
 * others: each must be in [`run_pool_thread`], or on its way. Called once, before anything else uses threads.
 *
 * # Errors
 * Code `state` where the pool exists already.
 */
export function start_pool(threads: number): void;

/**
 * How many bytes of a state its header takes, told by its first eight.
 *
 * # Errors
 * Code `checkpoint`.
 */
export function state_header_bytes(first: Uint8Array | number[]): number;

/**
 * The version of the module, which the page's must equal.
 */
export function version(): string;

export type InitInput = RequestInfo | URL | Response | BufferSource | WebAssembly.Module;

export interface InitOutput {
    readonly __wbg_bench_free: (a: number, b: number) => void;
    readonly __wbg_checksum_free: (a: number, b: number) => void;
    readonly __wbg_dataset_free: (a: number, b: number) => void;
    readonly __wbg_foldermodel_free: (a: number, b: number) => void;
    readonly __wbg_generation_free: (a: number, b: number) => void;
    readonly __wbg_glance_free: (a: number, b: number) => void;
    readonly __wbg_kernelbench_free: (a: number, b: number) => void;
    readonly __wbg_preparation_free: (a: number, b: number) => void;
    readonly __wbg_run_free: (a: number, b: number) => void;
    readonly __wbg_statereading_free: (a: number, b: number) => void;
    readonly __wbg_statewriting_free: (a: number, b: number) => void;
    readonly bench_advance: (a: number) => any;
    readonly bench_check: (a: number) => [number, number];
    readonly bench_new: (a: any, b: any) => [number, number, number];
    readonly bench_params: (a: number) => number;
    readonly bench_peak: (a: number) => number;
    readonly bench_profile: (a: number) => any;
    readonly catalog: () => any;
    readonly checksum_finish: (a: number) => number;
    readonly checksum_new: () => number;
    readonly checksum_update: (a: number, b: number, c: number) => void;
    readonly count_parameters: (a: any, b: number) => [number, number, number];
    readonly dataset_encode: (a: number, b: number, c: number) => [number, number, number];
    readonly dataset_nearest: (a: number, b: number, c: number) => [number, number, number];
    readonly dataset_new: (a: any) => [number, number, number];
    readonly foldermodel_attention: (a: number, b: number, c: number) => [number, number, number];
    readonly foldermodel_facts: (a: number) => any;
    readonly foldermodel_generate: (a: number, b: any) => [number, number, number];
    readonly foldermodel_new: (a: number, b: number, c: number, d: number, e: number, f: number, g: number, h: number) => [number, number, number];
    readonly foldermodel_next_tokens: (a: number, b: number, c: number, d: number) => [number, number, number];
    readonly foldermodel_plan_on: (a: number, b: any, c: number) => [number, number, number];
    readonly foldermodel_surprise: (a: number, b: number, c: number) => [number, number, number];
    readonly foldermodel_tokenizer_json: (a: number) => [number, number, number, number];
    readonly foldermodel_train_on: (a: number, b: any, c: number) => [number, number, number];
    readonly generation_advance: (a: number) => any;
    readonly glance_advance: (a: number) => any;
    readonly heap_refused: () => number;
    readonly kernelbench_list: () => any;
    readonly kernelbench_new: (a: number, b: number) => [number, number, number];
    readonly kernelbench_run: (a: number, b: number) => number;
    readonly plan_run: (a: any, b: number) => [number, number, number];
    readonly preparation_encode: (a: number, b: number) => [number, number, number];
    readonly preparation_finish: (a: number) => [number, number, number];
    readonly preparation_info: (a: number) => any;
    readonly preparation_new: (a: number, b: number, c: number, d: number, e: number, f: any) => [number, number, number];
    readonly preparation_train_tokenizer: (a: number) => [number, number];
    readonly preparation_use_tokenizer: (a: number, b: number, c: number) => [number, number];
    readonly resolve_config: (a: number, b: number, c: number, d: number, e: any) => [number, number, number];
    readonly run_advance: (a: number) => any;
    readonly run_attention: (a: number, b: number, c: number) => [number, number, number];
    readonly run_begin_glance: (a: number) => number;
    readonly run_folder_texts: (a: number, b: any) => [number, number, number];
    readonly run_fork: (a: number, b: any, c: any) => [number, number, number];
    readonly run_generate: (a: number, b: any) => [number, number, number];
    readonly run_new: (a: any, b: number) => [number, number, number];
    readonly run_next_tokens: (a: number, b: number, c: number, d: number) => [number, number, number];
    readonly run_plan: (a: number) => any;
    readonly run_pool_thread: () => void;
    readonly run_state: (a: number) => [number, number];
    readonly run_step: (a: number) => number;
    readonly run_surprise: (a: number, b: number, c: number) => [number, number, number];
    readonly run_weights: (a: number, b: number) => [number, number, number, number];
    readonly run_write_state: (a: number) => number;
    readonly size_that_fits: (a: any, b: number) => [number, number, number, number];
    readonly start: () => void;
    readonly start_pool: (a: number) => [number, number];
    readonly state_header_bytes: (a: number, b: number) => [number, number, number];
    readonly statereading_finish: (a: number) => [number, number, number];
    readonly statereading_new: (a: number, b: number, c: number, d: number) => [number, number, number];
    readonly statereading_next_bytes: (a: number) => number;
    readonly statereading_take: (a: number, b: number, c: number) => [number, number];
    readonly statewriting_next: (a: number) => [number, number];
    readonly version: () => [number, number];
    readonly memory: WebAssembly.Memory;
    readonly __wbindgen_malloc: (a: number, b: number) => number;
    readonly __wbindgen_realloc: (a: number, b: number, c: number, d: number) => number;
    readonly __wbindgen_free: (a: number, b: number, c: number) => void;
    readonly __wbindgen_exn_store: (a: number) => void;
    readonly __externref_table_alloc: () => number;
    readonly __wbindgen_externrefs: WebAssembly.Table;
    readonly __externref_table_dealloc: (a: number) => void;
    readonly __wbindgen_thread_destroy: (a?: number, b?: number, c?: number) => void;
    readonly __wbindgen_start: (a: number) => void;
}

export type SyncInitInput = BufferSource | WebAssembly.Module;

/**
 * Instantiates the given `module`, which can either be bytes or
 * a precompiled `WebAssembly.Module`.
 *
 * @param {{ module: SyncInitInput, memory?: WebAssembly.Memory, thread_stack_size?: number }} module - Passing `SyncInitInput` directly is deprecated.
 * @param {WebAssembly.Memory} memory - Deprecated.
 *
 * @returns {InitOutput}
 */
export function initSync(module: { module: SyncInitInput, memory?: WebAssembly.Memory, thread_stack_size?: number } | SyncInitInput, memory?: WebAssembly.Memory): InitOutput;

/**
 * If `module_or_path` is {RequestInfo} or {URL}, makes a request and
 * for everything else, calls `WebAssembly.instantiate` directly.
 *
 * @param {{ module_or_path: InitInput | Promise<InitInput>, memory?: WebAssembly.Memory, thread_stack_size?: number }} module_or_path - Passing `InitInput` directly is deprecated.
 * @param {WebAssembly.Memory} memory - Deprecated.
 *
 * @returns {Promise<InitOutput>}
 */
export default function __wbg_init (module_or_path: { module_or_path: InitInput | Promise<InitInput>, memory?: WebAssembly.Memory, thread_stack_size?: number } | InitInput | Promise<InitInput>, memory?: WebAssembly.Memory): Promise<InitOutput>;
