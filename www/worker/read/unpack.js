/** Files out of files: .gz and .zip, one level of each, so that nothing nests without an end. */

import { beginsWith, chunksOf, peeked } from "./bytes.js";
import { refusal } from "./refusal.js";

/**
 * A file to be read. `blob` where it lies unpacked on the disk, with what counts the bytes that are read of it.
 * @typedef {{ name: string, blob?: Blob, count?: (bytes: number) => void, open: () => Promise<import("./bytes.js").Peeked> }} Piece
 */
/** A file that is there and is not read, with the reason. @typedef {{ name: string, why: Error }} Left */

const GZIP = [0x1f, 0x8b];
const ZIP = [0x50, 0x4b, 0x03, 0x04];
const EMPTY_ZIP = [0x50, 0x4b, 0x05, 0x06];
export const PARQUET = [0x50, 0x41, 0x52, 0x31];
/** What is read of a zip; what else lies in it is passed over. */
const READ = /\.(txt|csv|tsv|tab|jsonl|ndjson|json|parquet|gz)$/i;
/** What systems put beside the files. */
const BESIDE = /(^|\/)(__MACOSX\/|\.|thumbs\.db$)/i;

/**
 * @param {File} file @param {import("./limits.js").Budget} budget @param {(bytes: number) => void} count of the bytes of the file
 * @returns {AsyncGenerator<Piece | Left>}
 */
export async function* piecesOf(file, budget, count) {
  const { name } = file;
  const head = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  if (beginsWith(head, GZIP))
    yield gunzippedPiece(name, () => chunksOf(file.stream(), count), budget);
  else if (beginsWith(head, ZIP) || beginsWith(head, EMPTY_ZIP))
    yield* zipPieces(file, budget, count);
  else yield { name, blob: file, count, open: () => peeked(chunksOf(file.stream(), count)) };
}

/** @param {File} file @param {import("./limits.js").Budget} budget @param {(bytes: number) => void} count @returns {AsyncGenerator<Piece | Left>} */
async function* zipPieces(file, budget, count) {
  const { entriesOf, unzipped } = await import("./zip.js");
  const entries = await entriesOf(file.name, file);
  if (entries.some(({ path }) => path === "[Content_Types].xml"))
    throw refusal(file.name, { reason: "officeDocument" });
  const found = entries.filter(({ path }) => !BESIDE.test(path));
  if (found.length === 0) throw refusal(file.name, { reason: "noFilesInside" });
  let read = 0;
  for (const entry of found) {
    const name = `${file.name}/${entry.path}`;
    if (/\.zip$/i.test(entry.path)) yield { name, why: nested(name) };
    if (!READ.test(entry.path)) continue;
    read += 1;
    const bytes = () =>
      unzipped(file, entry, name, (unpacked) => {
        budget.unpack(name, unpacked);
        count((entry.packed * unpacked) / Math.max(1, entry.size));
      });
    if (/\.gz$/i.test(entry.path)) yield gunzippedPiece(name, bytes, budget);
    else yield { name, open: () => opened(name, bytes()) };
  }
  if (read === 0) throw refusal(file.name, { reason: "nothingReadInside" });
}

/** @param {string} name @param {() => AsyncIterable<Uint8Array>} bytes @param {import("./limits.js").Budget} budget @returns {Piece} */
function gunzippedPiece(name, bytes, budget) {
  return {
    name: name.replace(/\.t?gz$/i, ""),
    open: () =>
      opened(
        name,
        gunzipped(name, bytes(), (unpacked) => budget.unpack(name, unpacked)),
      ),
  };
}

/** What is unpacked is not unpacked again. @param {string} name @param {AsyncGenerator<Uint8Array>} bytes */
async function opened(name, bytes) {
  const found = await peeked(bytes);
  if ([GZIP, ZIP].some((magic) => beginsWith(found.head, magic))) throw nested(name);
  return found;
}

/** @param {string} name */
function nested(name) {
  return refusal(name, { reason: "packedTwice" });
}

/** @param {string} name @param {AsyncIterable<Uint8Array>} bytes @param {(bytes: number) => void} count */
async function* gunzipped(name, bytes, count) {
  const stream = /** @type {ReadableStream<Uint8Array>} */ (
    readable(bytes).pipeThrough(/** @type {any} */ (new DecompressionStream("gzip")))
  );
  try {
    for await (const chunk of chunksOf(stream)) {
      count(chunk.length);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "data") throw error;
    throw refusal(name, { reason: "damaged" });
  }
}

/** @param {AsyncIterable<Uint8Array>} bytes @returns {ReadableStream<Uint8Array>} */
function readable(bytes) {
  const source = bytes[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await source.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await source.return?.();
    },
  });
}
