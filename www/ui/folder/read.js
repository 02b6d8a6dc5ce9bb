/** A model's files from what somebody dropped or chose: a folder, a zip of one, or the loose files. */
import { count } from "../format.js";
import { text } from "../text.js";
import { isTelling, modelIn } from "./parts.js";
import { entriesOf, unpack } from "./unzip.js";

const words = text.folder.why;

/** Weights that are larger are not read: the engine says the same of them, and a zip is not unpacked for nothing. */
const MOST_WEIGHTS = 2e9;
/** A vocabulary of 250,000 tokens takes about 20 MB. */
const MOST_TEXT = 64e6;

/** @typedef {import("../files/given.js").Given} Given */
/**
 * `name` of the folder, the zip or the weights; `bytes` of the weights.
 * @typedef {{ name: string, bytes: number, config: string, tokenizer: string, headline?: string, weights: Blob }} ModelFiles
 */
/** `progress` hears the share that is read. @typedef {{ signal: AbortSignal, progress: (share: number) => void }} Watch */
/** What gives the bytes of a path, no more of them than may be. @typedef {(path: string, most: number) => Promise<Blob>} Opener */

/** @param {string} name of a file */
const bare = (name) => name.replace(/\.(zip|safetensors)$/i, "");

/** @param {Blob} blob @param {string} path */
async function textOf(blob, path) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await blob.arrayBuffer());
  } catch {
    throw new Error(words.unreadable(path));
  }
}

/** @param {string[]} paths @param {Opener} open @param {string} fallback a name where the files have no folder */
async function collected(paths, open, fallback) {
  const { name, config, tokenizer, headline, weights } = modelIn(paths);
  const read = async (/** @type {string} */ path) => textOf(await open(path, MOST_TEXT), path);
  const files = {
    name: name || fallback,
    config: await read(config),
    tokenizer: await read(tokenizer),
    ...(headline === null ? {} : { headline: await read(headline) }),
  };
  const blob = await open(weights, MOST_WEIGHTS);
  return { ...files, weights: blob, bytes: blob.size };
}

/** @param {number} size @param {string} path @param {number} most */
function refuseLarge(size, path, most) {
  const inMegabytes = (/** @type {number} */ bytes) => text.folder.megabytes(count(bytes / 1e6));
  if (size > most) throw new Error(words.large(path, inMegabytes(size), inMegabytes(most)));
}

/** @param {Given[]} given @param {Watch} watch @returns {Promise<ModelFiles>} */
function fromFiles(given, { signal, progress }) {
  const byPath = new Map(given.map(({ path, file }) => [path, file]));
  /** @type {Opener} */
  const open = async (path, most) => {
    signal.throwIfAborted();
    const file = /** @type {File} */ (byPath.get(path));
    refuseLarge(file.size, path, most);
    progress(0);
    return file;
  };
  return collected([...byPath.keys()], open, text.folder.loose);
}

/** @param {File} zip @param {Watch} watch @returns {Promise<ModelFiles>} */
async function fromZip(zip, { signal, progress }) {
  refuseLarge(zip.size, zip.name, MOST_WEIGHTS + 4 * MOST_TEXT);
  const entries = new Map((await entriesOf(zip)).map((entry) => [entry.path, entry]));
  let read = 0;
  /** @type {Opener} */
  const open = (path, most) => {
    const entry = /** @type {import("./unzip.js").Entry} */ (entries.get(path));
    return unpack(zip, entry, {
      most,
      signal,
      progress: (bytes) => {
        read += bytes;
        progress(read / zip.size);
      },
    });
  };
  return collected([...entries.keys()], open, bare(zip.name));
}

/**
 * The files of the one model that was given; rejects with the first thing that is wrong with it, in a sentence's end.
 * @param {Given[]} given a zip alone, or a folder's files with their paths @param {Watch} watch
 */
export async function readModel(given, watch) {
  const [first] = given;
  if (given.length === 1 && !isTelling(first.path)) return fromZip(first.file, watch);
  return fromFiles(given, watch);
}
