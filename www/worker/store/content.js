import { sumOf, writeDescription, writeHead } from "./format.js";

/** What a checksum is given, and a file, at a time. */
const CHUNK_BYTES = 2 ** 20;

/** What goes into a slot: its body, to be taken once, and then the head that fits it. */
export class Content {
  #value;
  #checksum;
  #head = new Uint8Array(0);

  /**
   * @param {{ key: string, note: unknown, pieces: Iterable<Uint8Array>, sequence: number }} value `note`: JSON, or a
   *   function that gives it when the last piece is taken
   * @param {() => import("./format.js").Checksum} checksum
   */
  constructor(value, checksum) {
    this.#value = value;
    this.#checksum = checksum;
    /** The value's length in bytes, as far as it is taken. */
    this.bytes = 0;
  }

  /** The value and its description; a part is good only until the next one. */
  *body() {
    const { key, note, pieces, sequence } = this.#value;
    const sum = this.#checksum();
    for (const chunk of chunks(pieces, CHUNK_BYTES)) {
      sum.update(chunk);
      this.bytes += chunk.length;
      yield chunk;
    }
    const description = writeDescription(key, typeof note === "function" ? note() : note);
    yield description;
    const sums = {
      valueSum: sum.finish() >>> 0,
      descriptionSum: sumOf(description, this.#checksum),
    };
    const lengths = { bytes: this.bytes, described: description.length };
    this.#head = writeHead({ sequence, ...lengths, ...sums }, this.#checksum);
  }

  /** Once the body is taken. */
  get head() {
    return this.#head;
  }
}

/**
 * Bytes of pieces of any size in chunks of one size, the last one shorter. They are copied: a piece may lie in memory that
 * threads share, which storage does not take everywhere. A chunk is good only until the next one.
 * @param {Iterable<Uint8Array>} pieces
 * @param {number} size of a chunk in bytes
 */
export function* chunks(pieces, size) {
  const chunk = new Uint8Array(size);
  let filled = 0;
  for (const piece of pieces) {
    for (let from = 0; from < piece.length; ) {
      const taken = piece.subarray(from, from + size - filled);
      chunk.set(taken, filled);
      filled += taken.length;
      from += taken.length;
      if (filled === size) {
        yield chunk;
        filled = 0;
      }
    }
  }
  if (filled > 0) yield chunk.subarray(0, filled);
}
