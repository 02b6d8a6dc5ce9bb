// Made by `node xtask/js/engine-types.js` of engine.js; `cargo xtask check` compares them.

/**
 * Makes an engine; nothing is fetched and no worker starts before its first command.
 * @param {{ base?: URL | string, module?: string, threads?: number | "auto" }} [options] `base`: the folder of the page,
 *   with pkg/ and assets/ in it; the folder of this file if left out. `module`: a name of engine/modules.js, or the best.
 * @returns {Promise<Engine>}
 */
export declare function createEngine({ base, module, threads }?: {
    base?: URL | string;
    module?: string;
    threads?: number | "auto";
}): Promise<Engine>;

/**
 * Reads titles in a worker of its own, which keeps them until the look is closed; no module is loaded.
 * @param {Exclude<Source, { kind: "sample" }>} source
 * @param {{ column?: number, signal?: AbortSignal, onProgress?: (progress: PrepareProgress) => void }} [options]
 * @returns {Promise<Look>}
 */
export declare function openLook(source: Exclude<Source, {
    kind: "sample";
}>, { column, signal, onProgress }?: {
    column?: number;
    signal?: AbortSignal;
    onProgress?: (progress: PrepareProgress) => void;
}): Promise<Look>;

export declare class Engine {
    #private;
    /** Runs in the browser's storage. */
    kept: Kept;
    private constructor();
    /**
     * What the training runs on, and why not on something better; the event "info" tells when it is known or changed.
     * @returns {Info}
     */
    get info(): Info;
    /**
     * Presets, sizes and fields of a configuration.
     * @param {Cancellable} [options]
     * @returns {Promise<Catalog>}
     */
    catalog(options?: Cancellable): Promise<Catalog>;
    /**
     * The configuration that a preset, then a size, then `set` make.
     * @param {{ preset: string, size: string, set?: Record<string, unknown> } & Cancellable} request
     * @returns {Promise<Resolved>}
     */
    resolve({ preset, size, set, signal }: {
        preset: string;
        size: string;
        set?: Record<string, unknown>;
    } & Cancellable): Promise<Resolved>;
    /**
     * Measures how fast this machine trains, in workers of its own and, where its cores are free, in under 300 ms, and has a
     * training worker that starts later take no more threads than are worth it and leave the page in time.
     * @param {Cancellable} [options]
     * @returns {Promise<Measured>}
     */
    measure({ signal }?: Cancellable): Promise<Measured>;
    /**
     * Reads titles, has or learns their vocabulary and encodes them, in a worker of its own: cancelling ends that worker
     * and touches no run.
     * @param {{ source: Source, config: Config, column?: number, onProgress?: (progress: PrepareProgress) => void } & Cancellable} request
     * @returns {Promise<Data>}
     */
    prepare({ source, config, column, signal, onProgress }: {
        source: Source;
        config: Config;
        column?: number;
        onProgress?: (progress: PrepareProgress) => void;
    } & Cancellable): Promise<Data>;
    /**
     * Makes a run. One that does not fit into the memory is refused with the size that would; one that does not fit beside
     * the others is queued, and begins once enough of them have finished or are disposed of. With `keep` it outlives the tab:
     * `key` names it among all that are kept, and `about` comes back with it. It begins with the weights of `from`.
     * @param {{ config: Config, data: Data, keep?: { key: string, about: unknown }, from?: FolderModel } & Cancellable} request
     * @returns {Promise<Run>}
     */
    createRun({ config, data, keep: wish, from, signal }: {
        config: Config;
        data: Data;
        keep?: {
            key: string;
            about: unknown;
        };
        from?: FolderModel;
    } & Cancellable): Promise<Run>;
    /** Opens the files of a Hugging Face folder. @param {FolderFiles & Cancellable} files */
    openFolder(files: FolderFiles & Cancellable): Promise<FolderModel>;
    /**
     * Makes a run that goes on where another one stands, with copies of its weights and moments. `set` may change `lr`,
     * `dropout` and `weight_decay`; `onward` takes a run past its end. Refused where memory has no room beside the others.
     * @param {string} from
     * @param {{ set?: Record<string, number>, onward?: Onward }} [change]
     * @returns {Promise<Run>}
     */
    forkRun(from: string, { set, onward }?: {
        set?: Record<string, number>;
        onward?: Onward;
    }): Promise<Run>;
    /** Whether runs train in lock-step from now on, or one after the other. @param {Order} order */
    setOrder(order: Order): void;
    /**
     * Trains the runs in lock-step, each a step in turn, beside those that are training already. Starting again goes on;
     * without runs, all that are paused go on.
     * @param {string[]} [runs]
     */
    start(runs?: string[]): Promise<void>;
    /**
     * Pauses every training run. This is acknowledged at once (state "pausing"); it takes effect at the next micro-batch
     * (state "paused"), at most about `within_ms` from now: the longest unit of work of the last steps, null where
     * nothing was measured yet.
     * @returns {Promise<{ within_ms: number | null }>}
     */
    pause(): Promise<{
        within_ms: number | null;
    }>;
    /**
     * One update of each active run, then paused. Without active runs, of every run that is ready or paused.
     * @param {string[]} [runs]
     */
    step(runs?: string[]): Promise<void>;
    /**
     * Ends runs that train or pause where they are: these, or all without any; they keep their weights. Acknowledged at once,
     * like a pause; each run says so when it has (state "stopped").
     * @param {string[]} [runs]
     * @returns {Promise<{ within_ms: number | null }>}
     */
    stop(runs?: string[]): Promise<{
        within_ms: number | null;
    }>;
    /** What the live views show from now on. @param {LiveSettings} live */
    setLive(live: LiveSettings): void;
    /**
     * Writes one headline: yields the text so far, at once with the prompt, then with each token.
     * @param {string} run
     * @param {Partial<GenerateOptions> & Cancellable} [options]
     * @returns {AsyncGenerator<GeneratePart, void, void>}
     */
    generate(run: string, { signal, ...options }?: Partial<GenerateOptions> & Cancellable): AsyncGenerator<GeneratePart, void, void>;
    /**
     * The k most likely tokens after a prompt, best first.
     * @param {string} run
     * @param {string} prompt
     * @param {number} k
     * @param {Cancellable} [options]
     * @returns {Promise<NextToken[]>}
     */
    nextTokens(run: string, prompt: string, k: number, options?: Cancellable): Promise<NextToken[]>;
    /**
     * What each token of a title costs the model, in nats. The texts concatenate to the title.
     * @param {string} run
     * @param {string} title
     * @param {Cancellable} [options]
     * @returns {Promise<Surprise[]>}
     */
    surprise(run: string, title: string, options?: Cancellable): Promise<Surprise[]>;
    /**
     * Where each head of each layer looks while the model reads a title; one longer than the block is cut.
     * @param {string} run
     * @param {string} title
     * @param {Cancellable} [options]
     * @returns {Promise<Attention>}
     */
    attention(run: string, title: string, options?: Cancellable): Promise<Attention>;
    /**
     * The title nearest to a text among those that a run trains on; null for a text without tokens.
     * @param {string} run
     * @param {string} text
     * @param {Cancellable} [options]
     * @returns {Promise<NearestTitle | null>}
     */
    nearestTitle(run: string, text: string, options?: Cancellable): Promise<NearestTitle | null>;
    /**
     * The weights as a safetensors file with Hugging Face's names; with `half` in half precision, at half the size.
     * @param {string} run
     * @param {{ half?: boolean } & Cancellable} [options]
     * @returns {Promise<Uint8Array>}
     */
    weights(run: string, { half, signal }?: {
        half?: boolean;
    } & Cancellable): Promise<Uint8Array>;
    /** The text files of the run's Hugging Face folder, by name. @param {string} run @param {CardFacts} facts @returns {Promise<Record<string, string>>} */
    folderTexts(run: string, facts: CardFacts): Promise<Record<string, string>>;
    /** The titles of a data set that runs train on, in the order in which they read them, and with `val` those held back. @param {string} id @param {boolean} [val] */
    trainingTitles(id: string, val?: boolean): string[];
    /** What made the tokens of a data set, as its `tokenizer.json`. @param {string} id */
    tokenizer(id: string): string;
    /** Frees a run, its weights included. @param {string} id */
    disposeRun(id: string): Promise<void>;
    /** Frees a data set that no run uses any more. @param {string} id */
    disposeData(id: string): Promise<void>;
    /** Ends every worker and frees all memory; what is still asked rejects with "disposed". */
    dispose(): void;
    /**
     * @template {keyof EventMap} T
     * @param {T} type
     * @param {(event: EventMap[T]) => void} listener
     * @returns {() => void} takes the listener off again
     */
    on<T extends keyof EventMap>(type: T, listener: (event: EventMap[T]) => void): () => void;
}

/**
 * Why something did not work. Act on `code`, show `message`: one sentence that names the thing, its value and the remedy.
 * Headlines that are not read have a `reason` too, with the `values` that the sentence is made of, to say it in another language.
 *
 * Codes of the module: "config", "data", "tokenizer", "weights", "folder", "generate", "memory", "internal". Codes of the engine:
 * "cancelled" (an AbortSignal), "state" (not possible now), "unknown" (no such run or data), "worker" (the worker died), "thread" (one of its threads did),
 * "load" (the module or a file did not load), "version" (engine, worker and module are not of one), "protocol" (a message that is not declared), "disposed".
 */
export declare class EngineError extends Error {
    code: string;
    field: string | undefined;
    value: unknown;
    remedy: string | undefined;
    reason: string | undefined;
    values: Record<string, string | number> | undefined;
    /**
     * @param {string} code
     * @param {string} message
     * @param {Partial<Omit<WireError, "code" | "message">>} [details]
     */
    constructor(code: string, message: string, details?: Partial<Omit<WireError, "code" | "message">>);
    /** @param {WireError} wire */
    static fromWire(wire: WireError): EngineError;
}

/** Where titles come from. `tokenizer`: a `tokenizer.json` to take instead of learning a vocabulary. Of a text: how it is read
 * where that is not to be guessed, and whether all of it was made up. `sift`: which titles are left out. */
export type Source = {
    kind: "sample";
} | {
    kind: "file";
    file: File;
    tokenizer?: string;
    sift?: Sift;
} | {
    kind: "files";
    files: File[];
    tokenizer?: string;
    sift?: Sift;
} | {
    kind: "text";
    text: string;
    name: string;
    format?: "txt" | "csv";
    tokenizer?: string;
    synthetic?: boolean;
    sift?: Sift;
};

export type PrepareProgress = {
    phase: "reading" | "vocabulary" | "encoding";
    done?: number;
    total?: number;
};

export declare class Look {
    #private;
    /** Lines and cells without a title. */
    empty: number;
    private constructor();
    /** What is left of the titles. @param {Sift} sift @returns {Promise<View>} */
    view(sift: Sift): Promise<View>;
    /** How a tokenizer cuts a title. @param {string} tokenizer its `tokenizer.json` @param {string} title @returns {Promise<Piece[]>} */
    cut(tokenizer: string, title: string): Promise<Piece[]>;
    /** Gives the memory back. */
    close(): void;
}

export declare class Kept {
    #private;
    private constructor();
    /** Every run in storage; none where the browser refuses storage. @returns {Promise<KeptRun[]>} */
    list(): Promise<KeptRun[]>;
    /** What a kept run has told so far, oldest first, under the name of its key. @param {KeptRun} kept */
    events({ key, note }: KeptRun): RunEvent[];
    /** What storage there is, and how much of it is used. @returns {Promise<Storage>} */
    storage(): Promise<Storage>;
    /**
     * A run as it was kept: it stands paused, or has ended, and goes on bit for bit. Rejects with "elsewhere" where another tab
     * has it. Its headlines are read too, unless they are `here` still.
     * @param {KeptRun} kept @param {Data | null} [here]
     * @returns {Promise<Restored>}
     */
    restore({ key, note }: KeptRun, here?: Data | null): Promise<Restored>;
    /**
     * Keeps a run that is here from now on, or tells what else is to be found with one that is kept.
     * @param {{ id: string, config: Config }} run
     * @param {{ key: string, about: unknown, data: Data }} wish
     */
    describe({ id, config }: {
        id: string;
        config: Config;
    }, { key, about, data }: {
        key: string;
        about: unknown;
        data: Data;
    }): Promise<void>;
    /**
     * What else is to be found with a run that is in storage and has no weights here. Where another tab has it, or it is there no
     * more, nothing changes.
     * @param {string} key @param {unknown} about
     */
    annotate(key: string, about: unknown): Promise<void>;
    /** A run's whole state as a file, which `headline train --resume` reads too. The run must not be training. @param {string} run @returns {Promise<Blob>} */
    stateFile(run: string): Promise<Blob>;
    /** What a state file says of its run; rejects with "checkpoint" where it is none. @param {Blob} file */
    stateHead(file: Blob): Promise<StateHead>;
    /** Whether a state's run was trained on these headlines, cut into these tokens. @param {StateHead} head @param {Data} data */
    isStateOf(head: StateHead, data: Data): Promise<boolean>;
    /**
     * The run of a state file, on the headlines that it was trained on; it goes on bit for bit. `told` is what it had told by
     * then. With `keep` it outlives the tab, as one that is made.
     * @param {{ file: Blob, config: Config, data: Data, told: Told, keep?: { key: string, about: unknown } }} wish
     * @returns {Promise<Restored>}
     */
    openState({ file, config, data, told, keep: wish }: {
        file: Blob;
        config: Config;
        data: Data;
        told: Told;
        keep?: {
            key: string;
            about: unknown;
        };
    }): Promise<Restored>;
    /** A data set is no more: the next run that needs its headlines reads them again. @param {string} id */
    disposed(id: string): void;
    /** Takes runs out of storage, all without keys; those that another tab holds stay. @param {string[] | null} keys */
    forget(keys: string[] | null): Promise<void>;
}

/** What the training runs on: `memory` is what it may come to hold, in bytes; `why` a sentence why nothing better is used,
 * empty where this is the best. */
export type Info = {
    version: string;
    module: string;
    threads: number;
    memory: number;
    isolated: boolean;
    why: string;
};

export type Cancellable = {
    signal?: AbortSignal;
};

export type Catalog = {
    presets: Preset[];
    sizes: Size[];
    fields: Field[];
};

export type Resolved = {
    config: Config;
    changed_by_size: Change[];
    params: number;
    held_bytes: number;
    memory_bytes: number;
};

export type Measured = {
    threads: number;
    flop_per_second: number;
    one: Speed;
    more?: Speed & {
        threads: number;
        late_ms: number;
    };
    ms: number;
};

/** The configuration of a run, by the names of the configuration file (`src/config.rs`). */
export type Config = {
    n_layer: number;
    n_head: number;
    d_model: number;
    vocab_size: number;
    block_size: number;
    dropout: number;
    norm: "layernorm" | "rmsnorm";
    position: "learned" | "rope";
    init: "gpt2" | "he";
    optimizer: "sgd" | "adamw";
    lr: number;
    momentum: number;
    beta1: number;
    beta2: number;
    eps: number;
    weight_decay: number;
    schedule: "constant" | "cosine" | "warmup_cosine";
    warmup_frac: number;
    min_lr_frac: number;
    grad_clip: number;
    epochs: number;
    steps: number;
    batch_size: number;
    micro_batch_size: number;
    titles: number;
    val_frac: number;
    shuffle: boolean;
    data_seed: number;
    evals_per_epoch: number;
    seed: number;
};

/** Text that is ready to train on. It outlives a worker that dies. */
export type Data = {
    id: string;
    name: string;
    synthetic: boolean;
    info: DataInfo;
    vocab_size: number;
    train_titles: number;
    val_titles: number;
    train_tokens: number;
    val_tokens: number;
    train_chars: number;
    val_chars: number;
    unk_bytes: number;
    val_examples: string[];
};

/** A model from a folder. A worker that takes the place of one that died is given its files again. */
export declare class FolderModel {
    #private;
    /** What it is, and what it computes otherwise than where it was made. @type {FolderFacts} */
    facts: FolderFacts;
    private constructor();
    /** For the engine itself: its name in a worker that has it by then. @param {unknown} given a training worker @param {AbortSignal} [signal] */
    in(given: unknown, signal?: AbortSignal): Promise<string>;
    /**
     * Writes one headline: yields the text so far, at once with the prompt, then with each token.
     * @param {Partial<GenerateOptions> & Cancellable} [options]
     * @returns {AsyncGenerator<GeneratePart, void, void>}
     */
    generate({ signal, ...options }?: Partial<GenerateOptions> & Cancellable): AsyncGenerator<GeneratePart, void, void>;
    /**
     * The k most likely tokens after a prompt, best first.
     * @param {string} prompt @param {number} k @param {Cancellable} [options]
     * @returns {Promise<NextToken[]>}
     */
    nextTokens(prompt: string, k: number, options?: Cancellable): Promise<NextToken[]>;
    /**
     * What each token of a title costs the model, in nats.
     * @param {string} title @param {Cancellable} [options]
     * @returns {Promise<Surprise[]>}
     */
    surprise(title: string, options?: Cancellable): Promise<Surprise[]>;
    /**
     * As `Engine.attention`, of this model.
     * @param {string} title @param {Cancellable} [options]
     * @returns {Promise<Attention>}
     */
    attention(title: string, options?: Cancellable): Promise<Attention>;
    /** As `Engine.prepare`, with the model's own tokenizer. @param {FolderPrepareWish} wish */
    prepare({ source, ...wish }: FolderPrepareWish): Promise<Data>;
    /** A run as `Engine.createRun` makes it, on data of `prepare`, that begins with these weights. @param {FolderRunWish} wish */
    trainOn(wish: FolderRunWish): Promise<Run>;
    /** Frees its memory; runs that began with it stay. */
    close(): Promise<void>;
}

export type Run = {
    id: string;
    config: Config;
    plan: Plan;
};

/** What a folder holds: the texts of its files, and `model.safetensors` as a file, which is read in the worker alone.
 * `headline` is the text of headline.json, where there is one. */
export type FolderFiles = {
    config: string;
    tokenizer: string;
    headline?: string;
    weights: Blob | Uint8Array<ArrayBuffer>;
};

/** How a run that has ended goes on: for so many epochs more, at the rate that it ended with or with a new warm-up and cosine. */
export type Onward = {
    epochs: number;
    schedule: "hold" | "warmup_cosine";
};

/** Whether runs take turns, an update each, or train one after the other. */
export type Order = "lockstep" | "queue";

/** What the live views show. `surprise` is measured on `title`; without a `headline` none is written. */
export type LiveSettings = {
    enabled: boolean;
    prompt: string;
    title: string;
    headline?: HeadlineOptions;
};

export type GenerateOptions = {
    prompt: string;
    temperature: number;
    top_k: number;
    top_p: number;
    seed: number;
    max_tokens: number;
};

export type GeneratePart = {
    text: string;
    done: boolean;
};

export type NextToken = {
    id?: number;
    text: string;
    p: number;
};

export type Surprise = {
    text: string;
    nats: number;
};

/** Where each head of each layer looks while it reads a title: `tokens` are the start of a title, whose text is empty, and the
 * title's own; `weights` [n_layer][n_head][T][T], row after row. Row q holds the shares with which token q looks at tokens 0
 * to q, which add up to 1, and zeros. */
export type Attention = {
    tokens: string[];
    n_layer: number;
    n_head: number;
    weights: Float32Array<ArrayBuffer>;
};

/** The training title nearest to a text: by the share of tokens that both have among those that either has, 0 to 1.
 * `exact`: the text stands there word for word. */
export type NearestTitle = {
    title: string;
    exact: boolean;
    similarity: number;
};

/** What a model card tells. */
export type CardFacts = {
    name: string;
    data: string;
    synthetic: boolean;
    step: number;
    params: number;
    curve: [step: number, loss: number][];
};

export type EventMap = {
    [E in EngineEvent as E["type"]]: E;
};

/** An error as it crosses: a code to act on, a sentence to show, and where they apply the field, its value and the remedy.
 * `reason` and `values`: the sentence in any language, as reasons.js has them. */
export type WireError = {
    code: string;
    message: string;
    field?: string;
    value?: unknown;
    remedy?: string;
    reason?: string;
    values?: Record<string, string | number>;
};

/** Titles that are left out on request, and what a person looks at before they are trained on. */
export type Sift = {
    repeated: boolean;
    shortest: number;
    longest: number;
    having: string;
    lacking: string;
};

export type View = {
    found: number;
    left: number;
    repeated: number;
    chars: number;
    middle: [number, number];
    longest: number;
    bins: {
        width: number;
        all: number[];
        left: number[];
    };
    examples: string[];
};

/** How a byte-level tokenizer cuts a text, with its tokens' own text: what `src/tokenizer.rs` does, for the eye. */
export type Piece = {
    text: string;
    id: number | null;
};

/** A run in the browser's storage; `bytes` of its weights and moments. */
export type KeptRun = {
    key: string;
    bytes: number;
    note: KeptNote;
};

/** Events about one run, each with its `run`. */
export type RunEvent = StateEvent | StepEvent | EvalEvent | EvalProgressEvent | GlanceEvent | LiveEvent | KeptEvent;

/** Storage: null where the browser refuses it, with the `reason`. `used` is what runs and headlines take here, `free` what
 * the browser still grants; null where it does not say. */
export type Storage = {
    kind: "opfs" | "indexeddb" | null;
    reason: string;
    used: number;
    free: number | null;
};

export type Restored = {
    run: Run;
    data: Data;
    state: RunState;
    step: number;
};

export type StateHead = {
    config: Config;
    step: number;
    steps: number;
    course: Course;
    vocab_size: number;
    ids: number;
    bytes: number;
    standing: "training" | "evaluating" | "finished" | "diverged_loss" | "diverged_norm" | "diverged_size";
};

/** What a run has told: updates as rows of the numbers that `fields` names, and its other events. */
export type Told = {
    fields: string[];
    steps: number[][];
    inside: {
        step: number;
        inside: Inside;
    }[];
    evals: EvalEvent[];
    glances: GlanceEvent[];
    headlines: LiveEvent[];
};

export type Preset = {
    name: string;
    label: string;
    paper_label: string;
    set: Record<string, unknown>;
    why: string;
};

export type Size = {
    name: string;
    label: string;
    set: Record<string, unknown>;
};

export type Field = {
    name: string;
    kind: "int" | "float" | "bool" | "choice";
    choices?: string[];
    default: unknown;
};

export type Change = {
    field: string;
    from: unknown;
    to: unknown;
};

export type Speed = {
    flop_per_second: number;
    updates: number;
};

/** Facts about a text that was read. */
export type DataInfo = {
    format: string;
    titles_found: number;
    titles_used: number;
    train_titles: number;
    val_titles: number;
    columns?: string[];
    column?: number;
    longest_chars: number;
    fingerprints: Fingerprints | null;
    files?: FileFacts[];
    empty?: number;
    sift?: Sift;
};

/** A model from a folder. `tied`: its head is its embedding; `notes` are sentences on what it computes otherwise than where it
 * was made. */
export type FolderFacts = {
    config: Config;
    params: number;
    tied: boolean;
    notes: string[];
};

export type FolderPrepareWish = {
    source: Exclude<Source, {
        kind: "sample";
    }>;
    config: Config;
    column?: number;
    onProgress?: (progress: PrepareProgress) => void;
} & Cancellable;

export type FolderRunWish = {
    config: Config;
    data: Data;
    keep?: {
        key: string;
        about: unknown;
    };
} & Cancellable;

/** What a run will do, known before its first step. `uniform` is the loss of guessing at random in nats per character
 * over the tokens that `val_loss` counts (null where there is no whole window), `uniform_full` over all of them.
 * `memory_bytes` is an estimate of all that it needs, `held_bytes` of the part that it keeps while another one computes. */
export type Plan = {
    params: number;
    vocab_size: number;
    steps: number;
    steps_per_epoch: number;
    eval_every: number;
    micro_batch_size: number;
    micro_batches: number;
    train_tokens: number;
    val_tokens: number;
    train_chars: number;
    val_chars: number;
    uniform: number | null;
    uniform_full: number;
    batch_tokens: number;
    tokens_per_title: number;
    held_bytes: number;
    memory_bytes: number;
};

export type HeadlineOptions = {
    temperature: number;
    top_k: number;
    top_p: number;
    seed: number;
};

export type EngineEvent = RunEvent | Fault | InfoEvent;

/** What stands beside a kept run's weights. `about` is the page's own; `data` the key of its headlines. */
export type KeptNote = {
    version: number;
    kind: "run";
    about: any;
    data: string;
    config: Config;
    plan: Plan;
    state: RunState;
    step: number;
    told: Told;
};

/** `reason`: why a run diverged or failed; "turn" for a queued one that waits for another to end, and not for memory. */
export type StateEvent = {
    type: "state";
    run: string;
    state: RunState;
    step: number;
    reason?: string;
};

/** One update. `inside` comes with some of them: the first, those that are evaluated, and about 100 a run. `seconds` is the time inside this run's own steps; `unit_ms` the longest unit of work of this step, which
 * bounds how long a pause takes. */
export type StepEvent = {
    type: "step";
    run: string;
    step: number;
    epoch: number;
    train_loss: number;
    train_loss_char: number;
    lr: number;
    grad_norm: number;
    tokens: number;
    seconds: number;
    tokens_per_second: number;
    eta_seconds: number;
    unit_ms: number;
    inside?: Inside;
};

export type EvalEvent = {
    type: "eval";
    run: string;
    step: number;
    tokens: number;
    seconds: number;
    val_loss: number | null;
    val_loss_full: number;
    val_loss_token: number;
};

export type EvalProgressEvent = {
    type: "evalProgress";
    run: string;
    step: number;
    done: number;
    total: number;
};

export type GlanceEvent = {
    type: "glance";
    run: string;
    step: number;
    tokens: number;
    seconds: number;
    loss: number;
};

/** A run as it writes now, its bars after `prompt`; `error` where the prompt or the title can't be used. */
export type LiveEvent = {
    type: "live";
    run: string;
    step: number;
    prompt?: string;
    next: NextToken[];
    surprise: Surprise[];
    headline?: {
        text: string;
        seed: number;
    };
    error?: WireError;
};

/** A run was kept as it stood after an update, or could not be: `problem` is a sentence. */
export type KeptEvent = {
    type: "kept";
    run: string;
    step: number;
    bytes: number;
    problem?: string;
};

export type RunState = "ready" | "queued" | "running" | "pausing" | "paused" | "stopped" | "finished" | "diverged" | "failed";

export type Course = "whole" | {
    held: number;
} | {
    again: {
        from: number;
    };
};

/** What an update did to each part of the model, from the tokens up: "embedding", "positions" where they are learned,
 * "block 1" to the last, "final norm". `grad_norm` is ‖g‖ before clipping, `update_ratio` ‖Δp‖ / (‖p‖ + 1e-8). */
export type Inside = {
    groups: string[];
    grad_norm: number[];
    update_ratio: number[];
};

/** SHA-256, in lower-case hex, of the text that is trained on, of the text that is held back, and of the tokenizer. */
export type Fingerprints = {
    train: string;
    val: string;
    tokenizer: string;
};

/** One of the files that titles came from, or with `why`, an error's message, one that was left; `reason` and `values` are its too. */
export type FileFacts = {
    name: string;
    format?: string;
    encoding?: string;
    titles: number;
    why?: string;
} & Pick<WireError, "reason" | "values">;

/** The engine itself failed. `message` is a sentence: what happened, what was kept, what to do. The data sets of
 * `kept.data` can be trained on at once; the runs of `lost.runs` have no weights any more, their events stay valid.
 * `remedy` is what it ends with, in the imperative, for who has another one. */
export type Fault = {
    type: "fault";
    code: string;
    message: string;
    remedy: string;
    kept: {
        data: string[];
    };
    lost: {
        runs: string[];
    };
};

/** What the training runs on is known now, or has changed. */
export type InfoEvent = {
    type: "info";
    info: Info;
};
