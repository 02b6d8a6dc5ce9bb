/**
 * Zip files that somebody hands in, read with nothing taken on trust: what a file merely claims is neither allocated nor
 * inflated. Knows plain zips of one disk, stored or deflated, without passwords.
 */
import { crc32 } from "./crc.js";

/** Signatures of the three kinds of record. */
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** Their lengths without names, comments and extra fields, in bytes. */
const LENGTH = { local: 30, central: 46, end: 22 };
/** The longest comment behind the last record. */
const COMMENT = 65_535;
const ENCRYPTED = 1;
const [STORED, DEFLATED] = [0, 8];
/** Deflate makes of one byte no more than this. */
const MOST_RATIO = 1040;
/** Compressed bytes between two looks at what has come of them. */
const PIECE = 2 ** 14;

/** A zip that is not read, and why. */
export class ZipFault extends Error {}

/** A file within a zip; `packed` are its bytes as they stand there. @typedef {{ name: string, size: number, crc: number, method: number, packed: Uint8Array }} Entry */

/**
 * What a zip holds, in its own order: names, sizes, and nothing inflated yet. Throws a ZipFault for a zip that is cut off or
 * broken, whose files overlap, or that holds more than `most` of them.
 * @param {Uint8Array} bytes @param {number} most @returns {Entry[]}
 */
export function entriesOf(bytes, most) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = endOf(view);
  const count = view.getUint16(end + 10, true);
  if (count > most) throw new ZipFault(`it holds ${count} files, more than the ${most} it may`);
  let at = view.getUint32(end + 16, true);
  const decoder = new TextDecoder();
  /** @type {(Entry & { from: number, to: number })[]} */
  const entries = [];
  for (let i = 0; i < count; i += 1) {
    if (at + LENGTH.central > end || view.getUint32(at, true) !== CENTRAL)
      throw new ZipFault("its list of files is broken");
    const lengths = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
    const next = at + LENGTH.central + lengths.reduce((sum, length) => sum + length);
    if (next > end) throw new ZipFault("its list of files is broken");
    const name = decoder.decode(bytes.subarray(at + 46, at + 46 + lengths[0]));
    entries.push({ name, ...placed(bytes, view, at) });
    at = next;
  }
  const places = entries.toSorted((a, b) => a.from - b.from);
  if (places.some(({ from }, i) => i > 0 && from < places[i - 1].to))
    throw new ZipFault("its files overlap");
  return entries;
}

/** The place of the record that ends a zip. @param {DataView} view */
function endOf(view) {
  const last = view.byteLength - LENGTH.end;
  for (let at = last; at >= Math.max(0, last - COMMENT); at -= 1)
    if (view.getUint32(at, true) === END) return at;
  throw new ZipFault("it is no zip, or was cut off");
}

/** A file's bytes by its line in the list. @param {Uint8Array} bytes @param {DataView} view @param {number} at */
function placed(bytes, view, at) {
  const [flags, method] = [8, 10].map((offset) => view.getUint16(at + offset, true));
  const [crc, length, size] = [16, 20, 24].map((offset) => view.getUint32(at + offset, true));
  const local = view.getUint32(at + 42, true);
  if (flags & ENCRYPTED) throw new ZipFault("it has a password");
  if (method !== STORED && method !== DEFLATED) throw new ZipFault("it is packed in another way");
  if (local + LENGTH.local > bytes.length || view.getUint32(local, true) !== LOCAL)
    throw new ZipFault("its list of files is broken");
  const from =
    local + LENGTH.local + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  const to = from + length;
  if (to > bytes.length) throw new ZipFault("it was cut off");
  if (method === STORED ? size !== length : size > length * MOST_RATIO)
    throw new ZipFault("its sizes can’t be");
  return { method, crc, size, from, to, packed: bytes.subarray(from, to) };
}

/**
 * A file of a zip, whole. Throws a ZipFault where it is larger than `most` bytes, not as large as was said, or damaged.
 * @param {Entry} entry @param {number} most @returns {Promise<Uint8Array>}
 */
export async function contentOf({ name, method, size, crc, packed }, most) {
  if (size > most) throw new ZipFault(`${name} has ${size} bytes, more than the ${most} it may`);
  const content = method === STORED ? packed : await inflated(packed, size, name);
  if (content.length !== size || crc32(content) !== crc) throw new ZipFault(`${name} is damaged`);
  return content;
}

/** @param {Uint8Array} packed @param {number} size that was said @param {string} name */
async function inflated(packed, size, name) {
  const { Inflate } = await import("fflate");
  /** @type {Uint8Array[]} */
  const chunks = [];
  let length = 0;
  const inflate = new Inflate((chunk) => {
    length += chunk.length;
    chunks.push(chunk);
  });
  try {
    for (let from = 0; from < packed.length && length <= size; from += PIECE)
      inflate.push(packed.subarray(from, from + PIECE), from + PIECE >= packed.length);
  } catch {
    throw new ZipFault(`${name} is damaged`);
  }
  if (length !== size) throw new ZipFault(`${name} is damaged`);
  const content = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    content.set(chunk, at);
    at += chunk.length;
  }
  return content;
}
