/** A class pack out of a file: every part checked before it is used. Knows nothing of the page but its words. */

import { megabytes } from "../format.js";
import { readLink } from "../link/format.js";
import { parsed } from "../runfile/json.js";
import { text } from "../text.js";
import { contentOf, entriesOf, ZipFault } from "../zip/read.js";
import { FORMAT, faultOf, MOST, MOST_BYTES, NOTE, VERSION } from "./format.js";
import { recordingIn } from "./recording.js";

/** Files that a zip may hold beside those of a pack: what an archiver adds. */
const MOST_FILES = 16;

const words = text.pack.refused;

/** @typedef {import("./format.js").Part} Part */
/**
 * A pack that was read: what is to be on the screen, the titles with what prepares them as they were, and the recording that
 * came with them.
 * @typedef {{ note: import("./format.js").Note, link: import("../link/format.js").Link, titles: string, tokenizer: string, recording: import("../recorded/format.js").Recording | null }} Pack
 */

/** @param {string} part @param {() => any} read */
function within(part, read) {
  try {
    return read();
  } catch (error) {
    throw new Error(words.part(part, error instanceof Error ? error.message : String(error)));
  }
}

/** What a part holds as text. @param {Map<string, import("../zip/read.js").Entry>} entries @param {Part} part */
async function textOf(entries, part) {
  const entry = entries.get(part);
  if (!entry) throw new Error(words.missing(part));
  const bytes = await contentOf(entry, MOST[part]);
  return within(part, () => new TextDecoder("utf-8", { fatal: true }).decode(bytes));
}

/** @param {unknown} value @returns {import("./format.js").Note} */
function noteIn(value) {
  const { format, version } = /** @type {{ format?: unknown, version?: unknown }} */ (value ?? {});
  if (format !== FORMAT) throw new Error(words.other);
  if (typeof version === "number" && version > VERSION) throw new Error(words.newer);
  const fault = faultOf(value);
  if (fault !== null) throw new Error(words.part(NOTE, fault));
  return /** @type {import("./format.js").Note} */ (value);
}

/** @param {import("./format.js").Note} note */
function linkIn({ link: query }) {
  const { link, refusals } = readLink(query);
  if (refusals.length > 0 || link.size === null) throw new Error(words.lesson);
  return link;
}

/** Lines of a text that ends with one. @param {string} lines */
const linesIn = (lines) => lines.split("\n").length - 1;

/** The pack that a file is; rejects with a sentence that says why it is none. @param {File} file @returns {Promise<Pack>} */
export async function packOf(file) {
  try {
    return await read(file);
  } catch (error) {
    throw error instanceof ZipFault ? new Error(words.damaged(error.message)) : error;
  }
}

/** @param {File} file @returns {Promise<Pack>} */
async function read(file) {
  if (file.size > MOST_BYTES)
    throw new Error(words.large(megabytes(file.size), megabytes(MOST_BYTES)));
  const bytes = new Uint8Array(await file.arrayBuffer());
  const entries = partsOf(bytes);
  const note = noteIn(await textOf(entries, NOTE).then((json) => within(NOTE, () => parsed(json))));
  for (const [part, size] of Object.entries(note.parts))
    if (entries.get(part)?.size !== size) throw new Error(words.missing(part));
  const link = linkIn(note);
  const train = await textOf(entries, "train.txt");
  const held = await textOf(entries, "held-back.txt");
  const { train_titles, val_titles } = note.data;
  if (linesIn(train) !== train_titles || linesIn(held) !== val_titles)
    throw new Error(words.part("train.txt", words.count));
  const tokenizer = await textOf(entries, "tokenizer.json");
  const recorded = note.parts["recorded.json"] !== undefined;
  const json = recorded ? await textOf(entries, "recorded.json") : null;
  const recording = json && within("recorded.json", () => recordingIn(parsed(json)));
  return { note, link, titles: train + held, tokenizer, recording };
}

/** The files of a pack by their names, without the folder that they stand in. @param {Uint8Array} bytes */
function partsOf(bytes) {
  const parts = new Map();
  for (const entry of entriesOf(bytes, MOST_FILES)) {
    const part = entry.name.replace(/^[^/]*\//, "");
    if (!Object.hasOwn(MOST, part)) continue;
    if (parts.has(part)) throw new Error(words.part(part, words.twice));
    parts.set(part, entry);
  }
  return parts;
}
