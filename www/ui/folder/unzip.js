/** A model's zip: its entries, and one of them as a blob. The page answers in between, and nothing grows past its limit. */
import { contentOf } from "../../zip/content.js";
import { entriesOf as entriesIn } from "../../zip/directory.js";
import { ZipFault } from "../../zip/fault.js";
import { text } from "../text.js";
import { turn } from "../turn.js";

const words = text.folder.why;

/** A folder of a model has about ten files. */
const MOST = { entries: 2000, bytes: 2 ** 20 };
/** Unpacked bytes that go into a blob together. */
const PIECE = 2 ** 20;
/** How long the page may be kept from everything else, in milliseconds, before it gets a turn. */
const BUSY_MS = 12;

/** @typedef {import("../../zip/directory.js").Entry} Entry */
/**
 * `most`: bytes that may come of it, whatever it claims. `progress` hears how many bytes of the zip were read since it was
 * last told; an aborted `signal` throws its reason.
 * @typedef {{ most: number, signal: AbortSignal, progress: (bytes: number) => void }} Limits
 */

/** Where nothing tells a person more than that the zip is not whole. */
const broken = () => words.zipBroken;
/** @type {Record<import("../../zip/fault.js").Code, (fault: ZipFault) => string>} */
const SENTENCES = {
  none: broken,
  elsewhere: () => words.zipLarge,
  many: () => words.zipMany(MOST.entries),
  long: () => words.zipMany(MOST.entries),
  list: broken,
  path: ({ path }) => words.zipPath(path),
  twice: ({ path }) => words.zipTwice(path),
  cut: broken,
  overlap: broken,
  locked: () => words.zipLocked,
  method: ({ path, number }) => words.zipMethod(path, number),
  sizes: ({ path }) => words.zipDamaged(path),
  large: ({ path }) => words.zipGrows(path),
  grows: ({ path }) => words.zipGrows(path),
  damaged: ({ path }) => words.zipDamaged(path),
};

/** @template T @param {() => Promise<T>} read */
async function told(read) {
  try {
    return await read();
  } catch (error) {
    throw error instanceof ZipFault ? new Error(SENTENCES[error.code](error)) : error;
  }
}

/** The entries that are files; throws where the zip can't be trusted. @param {Blob} zip */
export const entriesOf = (zip) =>
  told(async () => {
    const entries = await entriesIn(zip, MOST);
    for (const { path, locked } of entries) {
      if (locked) throw new ZipFault("locked", path);
      // No folder that was saved as a model has such a name.
      if (path.includes("\\")) throw new ZipFault("path", path);
    }
    return entries;
  });

/**
 * The unpacked bytes of an entry; a browser may put a blob's bytes on its disk.
 * @param {Blob} zip @param {Entry} entry @param {Limits} limits
 */
export const unpack = (zip, entry, { most, signal, progress }) =>
  told(async () => {
    /** @type {Blob[]} */
    const parts = [];
    /** @type {Uint8Array<ArrayBuffer>[]} */
    let loose = [];
    let bytes = 0;
    let since = performance.now();
    // Asked for packed bytes too: of many of them may come nothing.
    const read = (/** @type {number} */ n) => {
      signal.throwIfAborted();
      progress(n);
    };
    for await (const piece of contentOf(zip, entry, { most, read })) {
      signal.throwIfAborted();
      loose.push(piece);
      bytes += piece.length;
      if (bytes >= PIECE) {
        parts.push(new Blob(loose));
        loose = [];
        bytes = 0;
      }
      if (performance.now() - since < BUSY_MS) continue;
      await turn();
      since = performance.now();
    }
    return new Blob([...parts, ...loose]);
  });
