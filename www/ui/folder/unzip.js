/** Unpacking of one entry of a zip, a piece at a time: the page answers in between, and nothing grows past its limit. */
import { text } from "../text.js";
import { turn } from "../turn.js";
import { crc32 } from "../zip/crc.js";
import { DEFLATED, packedOf, STORED } from "./directory.js";

const words = text.folder.why;

/** Bytes read at once, and unpacked ones that go into a blob together. */
const PIECE = 2 ** 20;
/** Deflated bytes unpacked at once: they become up to a thousand times as many. */
const DEFLATED_PIECE = 2 ** 14;
/** How long the page may be kept from everything else, in milliseconds, before it gets a turn. */
const BUSY_MS = 12;

/** @typedef {import("./directory.js").Entry} Entry */
/**
 * `most`: bytes that may come of it, whatever it claims. `progress` hears how many bytes of the zip were read since it was
 * last told; an aborted `signal` throws its reason.
 * @typedef {{ most: number, signal: AbortSignal, progress: (bytes: number) => void }} Limits
 */

/**
 * What takes packed pieces and hands on unpacked ones.
 * @param {Entry} entry @param {(bytes: Uint8Array<ArrayBuffer>) => void} take
 * @returns {Promise<(piece: Uint8Array<ArrayBuffer>, last: boolean) => void>}
 */
async function unpackerOf({ method, path }, take) {
  if (method === STORED) return take;
  if (method !== DEFLATED) throw new Error(words.zipMethod(path, method));
  const { Inflate } = await import("fflate");
  const inflate = new Inflate((bytes) => take(/** @type {Uint8Array<ArrayBuffer>} */ (bytes)));
  return (piece, last) => {
    try {
      inflate.push(piece, last);
    } catch (error) {
      // The library's errors have numbers; a limit that was reached is ours.
      throw error instanceof Error && "code" in error ? new Error(words.zipDamaged(path)) : error;
    }
  };
}

/** Unpacked bytes on their way into a blob, counted and summed up. */
class Unpacked {
  /** @type {Blob[]} */
  #parts = [];
  /** @type {Uint8Array<ArrayBuffer>[]} */
  #loose = [];
  #looseBytes = 0;
  #bytes = 0;
  #crc = 0;
  #entry;
  #most;

  /** @param {Entry} entry @param {number} most bytes */
  constructor(entry, most) {
    this.#entry = entry;
    this.#most = most;
  }

  /** @param {Uint8Array<ArrayBuffer>} bytes */
  add(bytes) {
    this.#bytes += bytes.length;
    if (this.#bytes > this.#most) throw new Error(words.zipGrows(this.#entry.path));
    this.#crc = crc32(bytes, this.#crc);
    this.#loose.push(bytes);
    this.#looseBytes += bytes.length;
    if (this.#looseBytes >= PIECE) this.#settle();
  }

  /** A browser may put a blob's bytes on its disk. */
  #settle() {
    this.#parts.push(new Blob(this.#loose));
    this.#loose = [];
    this.#looseBytes = 0;
  }

  blob() {
    if (this.#crc !== this.#entry.crc) throw new Error(words.zipDamaged(this.#entry.path));
    this.#settle();
    return new Blob(this.#parts);
  }
}

/** Packed bytes, as many at once as may be unpacked. @param {Blob} packed @param {number} size */
async function* piecesOf(packed, size) {
  for (let from = 0; from === 0 || from < packed.size; from += PIECE) {
    const read = new Uint8Array(await packed.slice(from, from + PIECE).arrayBuffer());
    for (let at = 0; at === 0 || at < read.length; at += size)
      yield { piece: read.subarray(at, at + size), last: from + at + size >= packed.size };
  }
}

/**
 * The unpacked bytes of an entry.
 * @param {Blob} zip @param {Entry} entry @param {Limits} limits
 */
export async function unpack(zip, entry, { most, signal, progress }) {
  const packed = await packedOf(zip, entry);
  const unpacked = new Unpacked(entry, most);
  const push = await unpackerOf(entry, (bytes) => unpacked.add(bytes));
  let since = performance.now();
  for await (const { piece, last } of piecesOf(
    packed,
    entry.method === STORED ? PIECE : DEFLATED_PIECE,
  )) {
    signal.throwIfAborted();
    push(piece, last);
    progress(piece.length);
    if (performance.now() - since < BUSY_MS) continue;
    await turn();
    since = performance.now();
  }
  return unpacked.blob();
}
