/**
 * A class pack: one zip with all that a class needs to train what its teacher saw, and what the teacher saw.
 *
 * | file | what it holds |
 * |---|---|
 * | `headline-lab-pack.json` | format and version, the lesson and its recipes as a link, how the titles were prepared, SHA-256 of both parts and of the tokenizer, and the size of every other file |
 * | `train.txt`, `held-back.txt` | the titles, one a line, in the order in which they are read |
 * | `tokenizer.json` | what makes their tokens |
 * | `recorded.json` | the runs as a recording (recorded/format.js); only where they were trained to their end |
 *
 * Titles stand as they were parted and shuffled: prepared again with neither, they give the same tokens to everybody.
 */

import { flag, hash, number, oneOf, record, text, whole } from "../handin/check.js";
import { dataCheck, engineCheck } from "../runfile/run.js";

export const FORMAT = "headline-lab-pack";
export const VERSION = 1;
/** The file that says what the others are. */
export const NOTE = "headline-lab-pack.json";

/** The largest that each file of a pack may be, in bytes; a million titles are below it. */
export const MOST = {
  "headline-lab-pack.json": 100_000,
  "train.txt": 64_000_000,
  "held-back.txt": 64_000_000,
  "tokenizer.json": 16_000_000,
  "recorded.json": 16_000_000,
};

/** The largest pack, in bytes. */
export const MOST_BYTES = 64_000_000;

/** @typedef {keyof typeof MOST} Part */
/** @typedef {{ titles: number, val_frac: number, shuffle: boolean, data_seed: number, vocab_size: number }} Prepared The fields that shape the data, as they were. */
/**
 * @typedef {object} Note
 * @property {typeof FORMAT} format
 * @property {typeof VERSION} version
 * @property {string} made_at The moment, as `Date.toISOString` writes it.
 * @property {import("../runfile/run.js").HandedEngine} engine What made the pack.
 * @property {string} link Lesson, size and recipes, as an address says them (link/format.js).
 * @property {import("../runfile/run.js").HandedData & { fingerprints: import("../../protocol.js").Fingerprints }} data
 * @property {Prepared} prepared
 * @property {Partial<Record<Part, number>>} parts The other files, each with its bytes.
 */

const bytes = (/** @type {Part} */ part) => whole(0, MOST[part]);

const note = record({
  format: oneOf([FORMAT]),
  version: oneOf([VERSION]),
  made_at: text(40),
  engine: engineCheck,
  link: text(4000),
  data: dataCheck,
  prepared: record({
    titles: whole(0),
    val_frac: number,
    shuffle: flag,
    data_seed: whole(0),
    vocab_size: whole(1),
  }),
  parts: record(
    {
      "train.txt": bytes("train.txt"),
      "held-back.txt": bytes("held-back.txt"),
      "tokenizer.json": bytes("tokenizer.json"),
    },
    { "recorded.json": bytes("recorded.json") },
  ),
});

const fingerprints = record({ train: hash, val: hash, tokenizer: hash });

/** What is wrong with a pack's note, in the words for it; null for a sound one. @param {any} value @returns {string | null} */
export function faultOf(value) {
  const fault = note(value, "it") ?? fingerprints(value.data.fingerprints, "it.data.fingerprints");
  return fault?.replace(/^it\./, "") ?? null;
}
