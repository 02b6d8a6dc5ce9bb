/** Parts of files on another host: by ranges of bytes, or out of the whole file where the host has no ranges. */

import { NetworkRefusal } from "../refusal.js";
import { fileAddress } from "./listing.js";

/** @typedef {import("./listing.js").File} File */

/** Of files that are downloaded whole, together. */
export const MOST_WHOLE_BYTES = 600e6;
/** Pieces of so many bytes are handed to the browser, which may put them on the disk. */
const PIECE_BYTES = 8e6;

export class Parts {
  #requests;
  #base;
  #revision;
  #whole;
  /** @type {Map<string, Blob>} */
  #files = new Map();

  /** @param {import("./requests.js").Requests} requests @param {string} base @param {string} revision @param {boolean} whole */
  constructor(requests, base, revision, whole) {
    this.#requests = requests;
    this.#base = base;
    this.#revision = revision;
    this.#whole = whole;
  }

  /** Its bytes from a place to before another one. @param {File} file @param {number} from @param {number} end */
  async part(file, from, end) {
    if (!this.#whole) return this.#range(file, from, end);
    const all = this.#files.get(file.path) ?? (await this.#download(file));
    return new Uint8Array(await all.slice(from, end).arrayBuffer());
  }

  /** @param {File} file @param {number} from @param {number} end */
  #range(file, from, end) {
    return this.#requests.ask(this.#address(file), {
      // Only a range of this form goes to another host without asking it first, which the hub's hosts do not answer.
      headers: { Range: `bytes=${from}-${end - 1}` },
      most: end - from,
      opened: (head) => checkRange(head, file, from, end),
      read: ({ bytes }) => {
        if (bytes.length === end - from) return bytes;
        throw new NetworkRefusal("cut-off", { bytes: bytes.length });
      },
    });
  }

  /** @param {File} file */
  async #download(file) {
    const before = [...this.#files.values()].reduce((sum, { size }) => sum + size, 0);
    if (before + file.size > MOST_WHOLE_BYTES)
      throw new NetworkRefusal("too-large", { bytes: file.size, detail: file.path });
    let content = new Pieces();
    const all = await this.#requests.ask(this.#address(file), {
      most: file.size,
      opened: () => {
        content = new Pieces();
      },
      keep: (piece) => content.add(piece),
      read: () => {
        const blob = content.blob();
        if (blob.size === file.size) return blob;
        throw new NetworkRefusal("cut-off", { bytes: blob.size });
      },
    });
    this.#files.set(file.path, all);
    return all;
  }

  /** @param {File} file */
  #address(file) {
    return fileAddress(this.#base, this.#revision, file.path);
  }
}

/** Refuses what is not the part that was asked for, before any of it is read. @param {{ status: number, headers: Headers }} head @param {File} file @param {number} from @param {number} end */
function checkRange({ status, headers }, { size }, from, end) {
  if (status === 200) throw new NetworkRefusal("no-ranges", { bytes: size });
  const said = headers.get("Content-Range");
  // A browser may not show it; then the length has to do.
  if (status === 206 && said === null) return;
  const range = said?.match(/^bytes (\d+)-(\d+)\/(\d+|\*)$/);
  if (status !== 206 || !range || Number(range[1]) !== from || Number(range[2]) !== end - 1)
    throw new NetworkRefusal("malformed", { status, detail: `Content-Range: ${said}` });
  if (range[3] !== "*" && Number(range[3]) !== size) throw new NetworkRefusal("changed");
}

/** Bytes that come piece by piece. */
class Pieces {
  /** @type {Blob[]} */
  #blobs = [];
  /** @type {Uint8Array<ArrayBuffer>[]} */
  #last = [];
  #bytes = 0;

  /** @param {Uint8Array<ArrayBuffer>} piece */
  add(piece) {
    this.#last.push(piece);
    this.#bytes += piece.length;
    if (this.#bytes < PIECE_BYTES) return;
    this.#blobs.push(new Blob(this.#last));
    this.#last = [];
    this.#bytes = 0;
  }

  blob() {
    return new Blob([...this.#blobs, ...this.#last]);
  }
}
