/** A folder as a zip file, made in the tab a piece at a time, so that the page answers in between. Knows no run. */
import { turn } from "../turn.js";

/** Stored bytes between two looks at the clock: a few milliseconds of checksum. */
const STORED_PIECE = 2 ** 20;
/** The same of bytes that are deflated, which takes about twenty times as long. */
const DEFLATED_PIECE = 2 ** 16;
/** How long the page may be kept from everything else, in milliseconds, before it gets a turn. */
const BUSY_MS = 12;

/**
 * `stored`: left as they are, which is right for weights: they are noise to a compressor.
 * @typedef {{ name: string, bytes: Uint8Array | Blob, stored?: boolean }} FileInZip
 */

/** @param {FileInZip["bytes"]} bytes in bytes */
const sizeOf = (bytes) => (bytes instanceof Blob ? bytes.size : bytes.length);

/** @param {FileInZip["bytes"]} bytes @param {number} from @param {number} to */
const pieceOf = async (bytes, from, to) =>
  bytes instanceof Blob
    ? new Uint8Array(await bytes.slice(from, to).arrayBuffer())
    : bytes.subarray(from, to);

/**
 * The zip with one folder in it. Each piece becomes a blob of its own at once: a browser copies a blob's bytes when it is
 * made, and those of a whole model would hold the page up.
 * @param {string} folder its name
 * @param {FileInZip[]} files
 * @param {{ signal: AbortSignal, progress: (share: number) => void }} watch `progress` hears which share of the bytes is in;
 *   an aborted signal throws its reason
 * @returns {Promise<Blob>}
 */
export async function zipOf(folder, files, { signal, progress }) {
  const { Zip, ZipDeflate, ZipPassThrough } = await import("fflate");
  signal.throwIfAborted();
  const total = files.reduce((sum, { bytes }) => sum + sizeOf(bytes), 0);
  /** @type {Blob[]} */
  const parts = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    parts.push(new Blob([chunk]));
  });
  let done = 0;
  let since = performance.now();
  for (const { name, bytes, stored = false } of files) {
    const entry = new (stored ? ZipPassThrough : ZipDeflate)(`${folder}/${name}`);
    const size = stored ? STORED_PIECE : DEFLATED_PIECE;
    zip.add(entry);
    const length = sizeOf(bytes);
    for (let from = 0; from === 0 || from < length; from += size) {
      const piece = await pieceOf(bytes, from, from + size);
      entry.push(piece, from + size >= length);
      done += piece.length;
      if (performance.now() - since < BUSY_MS) continue;
      progress(done / total);
      await turn();
      signal.throwIfAborted();
      since = performance.now();
    }
  }
  zip.end();
  return new Blob(parts, { type: "application/zip" });
}
