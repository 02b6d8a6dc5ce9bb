/** What a run's state file says of itself before its numbers are read: the file that `headline train --checkpoint` writes. */

import { EngineError } from "./error.js";

/** @typedef {import("../protocol.js").Config} Config */
/** @typedef {import("../protocol.js").PreparedData} PreparedData */
/** The rate of a run's updates, as src/train/trainer/fork.rs has it. @typedef {"whole" | { held: number } | { again: { from: number } }} Course */
/**
 * A state without its tensors: `step` updates of `steps` are done, and `ids` tells the headlines that it was trained on from
 * others. `standing`: what comes next.
 * @typedef {{
 *   config: Config, step: number, steps: number, course: Course, vocab_size: number, ids: number, bytes: number,
 *   standing: "training" | "evaluating" | "finished" | "diverged_loss" | "diverged_norm" | "diverged_size",
 * }} StateHead
 */
/** Why a file is no state, as the value of its error. @typedef {"none" | "weights" | "version" | "cut" | "long" | "damaged" | "gone" | "nan"} StateFault */

const LENGTH_BYTES = 8;
/** As MAX_HEADER_BYTES in src/checkpoint/state.rs. */
const MOST_HEADER_BYTES = 4 * 2 ** 20;
const KEY = "headline_run";
/** The version of src/train/trainer/state.rs that is read. */
const VERSION = 1;

/** What happened, and what to do. @type {Record<StateFault, string>} */
const SENTENCES = {
  none: "The file holds no run that goes on; choose one that this page or headline train --checkpoint saved.",
  weights:
    "The file holds the weights of a model and no run that goes on; open its folder to write with it.",
  version: "The run was saved by a later version of Headline Lab; update this one.",
  cut: "The file ends before the run does; copy or save it again.",
  long: "The file is longer than the run in it; copy or save it again.",
  damaged: "The file is damaged; copy or save it again.",
  gone: "The file can't be read any more; choose it again.",
  nan: "The run's numbers are no numbers any more (NaN), so that nothing would come of training it; take an older file of it.",
};

/** @param {StateFault} fault */
export const refusedState = (fault) =>
  new EngineError("checkpoint", SENTENCES[fault], { value: fault });

/** Bytes of a file; one that has changed or gone since it was chosen is refused. @param {Blob} file @param {number} from @param {number} to */
export async function bytesIn(file, from, to) {
  try {
    return new Uint8Array(await file.slice(from, to).arrayBuffer());
  } catch {
    throw refusedState("gone");
  }
}

/** @param {Blob} file @returns {Promise<{ header: any, at: number }>} */
async function headerIn(file) {
  const first = await bytesIn(file, 0, LENGTH_BYTES);
  if (first.length < LENGTH_BYTES) throw refusedState("none");
  const length = new DataView(first.buffer).getBigUint64(0, true);
  if (length > MOST_HEADER_BYTES) throw refusedState("none");
  const at = LENGTH_BYTES + Number(length);
  const json = await bytesIn(file, LENGTH_BYTES, at);
  try {
    return { header: JSON.parse(new TextDecoder().decode(json)), at };
  } catch {
    throw refusedState(file.size < at ? "cut" : "none");
  }
}

/** Where the last of the tensors ends. @param {Record<string, any>} header */
function endOf({ __metadata__: _, ...tensors }) {
  const ends = Object.values(tensors).map((tensor) => tensor?.data_offsets?.[1]);
  return ends.every(Number.isSafeInteger) ? Math.max(0, ...ends) : Number.NaN;
}

/** @param {any} state @returns {boolean} */
const isWhole = ({ config, step, steps, vocab_size, ids, standing } = {}) =>
  [step, steps, vocab_size, ids].every((n) => Number.isSafeInteger(n) && n >= 0) &&
  typeof config === "object" &&
  config !== null &&
  typeof standing === "string";

/**
 * What a state file says of its run. The module checks all of it when it reads the file; this says what headlines to prepare
 * for it, and refuses what could not be read anyway.
 * @param {Blob} file @returns {Promise<StateHead>}
 */
export async function stateHead(file) {
  const { header, at } = await headerIn(file);
  const text = header?.__metadata__?.[KEY];
  if (typeof text !== "string") throw refusedState(header?.__metadata__ ? "weights" : "none");
  const state = parsed(text);
  if (state?.version > VERSION) throw refusedState("version");
  const bytes = endOf(header);
  if (state?.version !== VERSION || !isWhole(state) || Number.isNaN(bytes))
    throw refusedState("damaged");
  if (file.size < at + bytes) throw refusedState("cut");
  if (file.size > at + bytes) throw refusedState("long");
  const { config, step, steps, course, vocab_size, ids, standing } = state;
  return { config, step, steps, course, vocab_size, ids, standing, bytes: file.size };
}

/** @param {string} text @returns {any} */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw refusedState("damaged");
  }
}

/** What tells a data set's ids from others, as TokenData::checksum in src/data.rs makes it. @param {PreparedData} prepared */
export async function checksumOf({ train_ids, val_ids }) {
  // A first visit has no such file.
  const { crc32 } = await import("../zip/crc.js");
  let sum = 0;
  for (const ids of [train_ids, val_ids]) {
    sum = crc32(new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength), sum);
    sum = crc32(new Uint8Array(Uint32Array.of(ids.length).buffer), sum);
  }
  return sum;
}
