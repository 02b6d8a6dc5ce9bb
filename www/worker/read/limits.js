/** What is read at most: what a file claims of itself counts for nothing, only what was read of it. */

import { refusal } from "./refusal.js";

/** Of the files as they are chosen, together. */
export const MOST_BYTES = 100e6;
/** Of what comes out of them when they are unpacked, together. */
export const MOST_UNPACKED_BYTES = 400e6;
/** Titles: each takes more room in the tab than in its file. */
export const MOST_TITLES = 5e6;
/** Code points of a title; the module holds to the same. */
export const MOST_TITLE_CHARS = 20_000;

/** @param {{ name: string, size: number }[]} files */
export function refuseLarge(files) {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (size <= MOST_BYTES) return;
  const mb = (/** @type {number} */ bytes) => Math.ceil(bytes / 1e6);
  const [{ name }, ...others] = files;
  const sizes = { size: mb(size), most: mb(MOST_BYTES) };
  throw refusal(
    name,
    others.length === 0
      ? { reason: "tooLarge", ...sizes }
      : { reason: "tooLargeTogether", others: others.length, ...sizes },
  );
}

/** Counts what is unpacked and what is found, over all files of one reading. */
export class Budget {
  #bytes;
  #titles;

  /** @param {{ bytes?: number, titles?: number }} [most] */
  constructor({ bytes = MOST_UNPACKED_BYTES, titles = MOST_TITLES } = {}) {
    this.#bytes = { left: bytes, most: bytes };
    this.#titles = { left: titles, most: titles };
  }

  /** Before so many bytes are made of a packed file. @param {string} name @param {number} bytes */
  unpack(name, bytes) {
    this.#bytes.left -= bytes;
    // What is not a number is more than any.
    if (this.#bytes.left >= 0) return;
    const most = Math.round(this.#bytes.most / 1e6);
    throw refusal(name, { reason: "unpacksTooLarge", most });
  }

  /** @param {string} name @param {number} titles */
  find(name, titles) {
    this.refuseMore(name, titles);
    this.#titles.left -= titles;
  }

  /** Where a file itself says how many there are. @param {string} name @param {number} titles */
  refuseMore(name, titles) {
    if (titles <= this.#titles.left) return;
    throw refusal(name, { reason: "tooManyHeadlines", most: this.#titles.most });
  }
}
