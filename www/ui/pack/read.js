/** A class pack out of a file: every part checked before it is used. Knows nothing of the page but its words. */

import { contentOf, packedOf } from "../../zip/content.js";
import { entriesOf } from "../../zip/directory.js";
import { ZipFault } from "../../zip/fault.js";
import { megabytes } from "../format.js";
import { readLink } from "../link/format.js";
import { parsed } from "../runfile/json.js";
import { text } from "../text.js";
import { FORMAT, faultOf, MOST, MOST_BYTES, NOTE, VERSION } from "./format.js";
import { recordingIn } from "./recording.js";

/** A zip may hold files beside those of a pack: what an archiver adds. */
const MOST_LISTED = { entries: 16, bytes: 2 ** 20 };

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

/** @param {ZipFault} fault */
function whyOf({ code, path, number }) {
  switch (code) {
    case "many":
      return words.zip.many(number, MOST_LISTED.entries);
    case "large":
      return words.zip.large(path, number, MOST[/** @type {Part} */ (partIn(path))]);
    case "path":
      return words.zip.path(path);
    case "twice":
      return words.zip.twice(path);
    case "grows":
    case "damaged":
      return words.zip.damaged(path);
    case "elsewhere":
    case "long":
      return words.zip.list;
    default:
      return words.zip[code];
  }
}

/** A file's name without the folder that a pack's files stand in. @param {string} path */
const partIn = (path) => path.replace(/^[^/]*\//, "");

/** @typedef {{ zip: File, entries: Map<string, import("../../zip/directory.js").Entry> }} Parts */

/** What a part holds as text. @param {Parts} parts @param {Part} part */
async function textOf({ zip, entries }, part) {
  const entry = entries.get(part);
  if (!entry) throw new Error(words.missing(part));
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const pieces = [];
  for await (const piece of contentOf(zip, entry, { most: MOST[part] })) pieces.push(piece);
  const bytes = await new Blob(pieces).arrayBuffer();
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
    throw error instanceof ZipFault ? new Error(words.damaged(whyOf(error))) : error;
  }
}

/** @param {File} file @returns {Promise<Pack>} */
async function read(file) {
  if (file.size > MOST_BYTES)
    throw new Error(words.large(megabytes(file.size), megabytes(MOST_BYTES)));
  const entries = await partsOf(file);
  const parts = { zip: file, entries };
  const note = noteIn(await textOf(parts, NOTE).then((json) => within(NOTE, () => parsed(json))));
  for (const [part, size] of Object.entries(note.parts))
    if (entries.get(part)?.size !== size) throw new Error(words.missing(part));
  const link = linkIn(note);
  const train = await textOf(parts, "train.txt");
  const held = await textOf(parts, "held-back.txt");
  const { train_titles, val_titles } = note.data;
  if (linesIn(train) !== train_titles || linesIn(held) !== val_titles)
    throw new Error(words.part("train.txt", words.count));
  const tokenizer = await textOf(parts, "tokenizer.json");
  const recorded = note.parts["recorded.json"] !== undefined;
  const json = recorded ? await textOf(parts, "recorded.json") : null;
  const recording = json && within("recorded.json", () => recordingIn(parsed(json)));
  return { note, link, titles: train + held, tokenizer, recording };
}

/** The files of a pack by their names, without the folder that they stand in. @param {Blob} zip */
async function partsOf(zip) {
  const parts = new Map();
  for (const entry of await entriesOf(zip, MOST_LISTED)) {
    // Also of what is passed over: a pack with a broken file is broken.
    await packedOf(zip, entry);
    const part = partIn(entry.path);
    if (!Object.hasOwn(MOST, part)) continue;
    if (parts.has(part)) throw new Error(words.part(part, words.twice));
    parts.set(part, entry);
  }
  return parts;
}
