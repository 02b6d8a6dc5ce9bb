/**
 * The bytes of one entry of a zip, unpacked a piece at a time: what the zip claims of them is neither allocated nor
 * believed. Knows what is stored or deflated, without passwords.
 */
import { crc32 } from "./crc.js";
import { LOCAL_BYTES, viewOf } from "./directory.js";
import { ZipFault } from "./fault.js";

const LOCAL_SIGN = 0x04034b50;
const [STORED, DEFLATED] = [0, 8];
/** Deflate makes of one byte no more than this. */
const MOST_RATIO = 1040;
/** Bytes read at once. */
const PIECE = 2 ** 20;
/** Deflated bytes unpacked at once: they become up to a thousand times as many. */
const DEFLATED_PIECE = 2 ** 14;

/** @typedef {import("./directory.js").Entry} Entry */

/**
 * The packed bytes of an entry. Throws a ZipFault where they can't be unpacked, or do not lie where the list says.
 * @param {Blob} zip @param {Entry} entry
 */
export async function packedOf(zip, { path, method, locked, packed, size, at, until }) {
  if (locked) throw new ZipFault("locked", path);
  if (method !== STORED && method !== DEFLATED) throw new ZipFault("method", path, method);
  if (method === STORED ? size !== packed : size > packed * MOST_RATIO)
    throw new ZipFault("sizes", path, size);
  const local = await viewOf(zip, at, at + LOCAL_BYTES);
  if (local.byteLength < LOCAL_BYTES || local.getUint32(0, true) !== LOCAL_SIGN)
    throw new ZipFault("list", path);
  const from = at + LOCAL_BYTES + local.getUint16(26, true) + local.getUint16(28, true);
  if (from + packed > until) throw new ZipFault("overlap", path);
  return zip.slice(from, from + packed);
}

/** @param {Blob} packed @param {number} size of a piece */
async function* piecesOf(packed, size) {
  for (let from = 0; from < packed.size; from += PIECE) {
    const read = new Uint8Array(await packed.slice(from, from + PIECE).arrayBuffer());
    for (let at = 0; at < read.length; at += size) yield read.subarray(at, at + size);
  }
}

/** @param {Blob} packed @param {(bytes: number) => void} read */
async function* stored(packed, read) {
  for await (const piece of piecesOf(packed, PIECE)) {
    read(piece.length);
    yield piece;
  }
}

/** @param {Blob} packed @param {string} path @param {(bytes: number) => void} read */
async function* inflated(packed, path, read) {
  const { readable, writable } = new DecompressionStream("deflate-raw");
  const reader = readable.getReader();
  /** @type {{ error: unknown } | null} */
  let stopped = null;
  feed(packed, writable.getWriter(), read).catch((error) => {
    stopped = { error };
    reader.cancel().catch(() => {});
  });
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      yield value;
    }
  } catch {
    if (!stopped) throw new ZipFault("damaged", path);
  } finally {
    reader.cancel().catch(() => {});
  }
  if (stopped) throw /** @type {{ error: unknown }} */ (stopped).error;
}

/**
 * Hands over a piece once the one before is unpacked and taken. Rejects where the file can't be read any more or `read`
 * throws; of bytes that are damaged hears whoever reads what comes out.
 * @param {Blob} packed @param {WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>} writer @param {(bytes: number) => void} read
 */
async function feed(packed, writer, read) {
  for await (const piece of piecesOf(packed, DEFLATED_PIECE)) {
    const taken = await writer.write(piece).then(
      () => true,
      () => false,
    );
    if (!taken) return;
    read(piece.length);
  }
  writer.close().catch(() => {});
}

/**
 * The unpacked bytes of an entry, as they come. Throws a ZipFault before the first where the entry says that they are more
 * than `most`, at the first too many, and at the end where they are not those that it was made of. `read` hears of the
 * packed bytes, each once, and ends it with what it throws.
 * @param {Blob} zip @param {Entry} entry @param {{ most?: number, read?: (bytes: number) => void }} [limits]
 * @returns {AsyncGenerator<Uint8Array<ArrayBuffer>>}
 */
export async function* contentOf(zip, entry, { most = Number.POSITIVE_INFINITY, read } = {}) {
  const { path, method, size, crc } = entry;
  if (size > most) throw new ZipFault("large", path, size);
  const packed = await packedOf(zip, entry);
  const heard = read ?? (() => {});
  const content = method === STORED ? stored(packed, heard) : inflated(packed, path, heard);
  let length = 0;
  let sum = 0;
  for await (const bytes of content) {
    length += bytes.length;
    if (length > size) throw new ZipFault("grows", path);
    sum = crc32(bytes, sum);
    yield bytes;
  }
  if (length !== size || sum !== crc) throw new ZipFault("damaged", path);
}
