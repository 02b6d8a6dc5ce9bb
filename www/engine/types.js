/** The types of the engine's public side; those that also cross to a worker are in protocol.js. */

/** @typedef {import("../protocol.js").Config} Config */
/** @typedef {import("../protocol.js").Plan} Plan */
/** @typedef {import("../protocol.js").DataInfo} DataInfo */
/** @typedef {import("../protocol.js").Sift} Sift */
/** @typedef {import("../protocol.js").RunEvent} RunEvent */
/** @typedef {{ name: string, kind: "int" | "float" | "bool" | "choice", choices?: string[], default: unknown }} Field */
/** @typedef {{ name: string, label: string, paper_label: string, set: Record<string, unknown>, why: string }} Preset */
/** @typedef {{ name: string, label: string, set: Record<string, unknown> }} Size */
/** @typedef {{ presets: Preset[], sizes: Size[], fields: Field[] }} Catalog */
/** @typedef {{ field: string, from: unknown, to: unknown }} Change */
/** @typedef {{ config: Config, changed_by_size: Change[], params: number, held_bytes: number, memory_bytes: number }} Resolved */
/**
 * Where titles come from. `tokenizer`: a `tokenizer.json` to take instead of learning a vocabulary. Of a text: how it is read
 * where that is not to be guessed, and whether all of it was made up. `sift`: which titles are left out.
 * @typedef {{ kind: "sample" } | { kind: "file", file: File, tokenizer?: string, sift?: Sift }
 *   | { kind: "files", files: File[], tokenizer?: string, sift?: Sift }
 *   | { kind: "text", text: string, name: string, format?: "txt" | "csv", tokenizer?: string, synthetic?: boolean, sift?: Sift }} Source
 */
/**
 * Text that is ready to train on. It outlives a worker that dies.
 * @typedef {{
 *   id: string, name: string, synthetic: boolean, info: DataInfo, vocab_size: number, train_titles: number,
 *   val_titles: number, train_tokens: number, val_tokens: number, train_chars: number, val_chars: number,
 *   unk_bytes: number, val_examples: string[],
 * }} Data
 */
/** @typedef {{ id: string, config: Config, plan: Plan }} Run */
/**
 * The engine itself failed. `message` is a sentence: what happened, what was kept, what to do. The data sets of
 * `kept.data` can be trained on at once; the runs of `lost.runs` have no weights any more, their events stay valid.
 * `remedy` is what it ends with, in the imperative, for who has another one.
 * @typedef {{ type: "fault", code: string, message: string, remedy: string, kept: { data: string[] }, lost: { runs: string[] } }} Fault
 */
/** What the training runs on is known now, or has changed. @typedef {{ type: "info", info: Info }} InfoEvent */
/** @typedef {RunEvent | Fault | InfoEvent} EngineEvent */
/** @typedef {{ [E in EngineEvent as E["type"]]: E }} EventMap */
/**
 * What the training runs on: `memory` is what it may come to hold, in bytes; `why` a sentence why nothing better is used,
 * empty where this is the best.
 * @typedef {{ version: string, module: string, threads: number, memory: number, isolated: boolean, why: string }} Info
 */
/** @typedef {{ signal?: AbortSignal }} Cancellable */

export {};
