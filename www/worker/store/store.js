import { Content } from "./content.js";
import { fromStorage, isOfStorage, StoreError } from "./error.js";
import { HEAD_BYTES, readDescription, readHead } from "./format.js";
import { holdLock } from "./locks.js";

/** @typedef {import("./format.js").Checksum} Checksum */
/**
 * What is kept under a key; `note` is small JSON that the writer gave.
 * @typedef {{ key: string, sequence: number, bytes: number, note: any }} Kept
 */
/**
 * A kept value, read in any order. What `read` gives is the caller's own; it throws a StoreError "damaged" where the
 * value has no such bytes, or was written over since it was opened.
 * @typedef {{ note: any, sequence: number, bytes: number, read(offset: number, length: number): Uint8Array, close(): void }} Opened
 */
/**
 * One of the places for a key's value. `bytes` and what `reader` gives read from any offset of the slot behind its head,
 * fewer bytes where it ends before.
 * @typedef {{
 *   number: number, size: number, head: Uint8Array,
 *   bytes(offset: number, length: number): Promise<Uint8Array>,
 *   reader(): Promise<(offset: number, length: number) => Uint8Array>,
 *   remove(): Promise<void>,
 * }} Slot
 */
/**
 * Where slots are: files, or records.
 * @typedef {{
 *   kind: "opfs" | "indexeddb", slots(key?: string): Promise<Slot[]>,
 *   write(key: string, number: number, content: Content): Promise<void>,
 * }} Place
 */
/** A slot that is not torn. @typedef {{ slot: Slot, head: import("./format.js").Head, key: string, note: any }} Whole */

/** Read at a time to see whether a value is whole. */
const CHECKED_BYTES = 4 * 2 ** 20;

/**
 * Values under keys, each in at most two slots that are written in turn: while one is written the other holds the value
 * before. Who writes a key should hold it; changes are made one after the other.
 */
export class Store {
  #place;
  #checksum;
  /** @type {Promise<unknown>} */
  #turn = Promise.resolve();
  /** The heads of slots that were written or read through here, by key and number. @type {Map<string, string>} */
  #sound = new Map();

  /** @param {{ place: Place, checksum: () => Checksum, locks: boolean }} options */
  constructor({ place, checksum, locks }) {
    this.#place = place;
    this.#checksum = checksum;
    this.kind = place.kind;
    /** Whether keys can be held against other tabs. */
    this.locks = locks;
  }

  /**
   * Of each key the newest slot that is not torn. Values are not read for it: `open` reads them, and may find one damaged
   * and take the older.
   * @returns {Promise<Kept[]>}
   */
  async list() {
    /** @type {Map<string, Kept>} */
    const newest = new Map();
    for (const { key, note, head } of await this.#whole(await this.#slots())) {
      const { sequence, bytes } = head;
      if (!newest.has(key)) newest.set(key, { key, sequence, bytes, note });
    }
    return [...newest.values()];
  }

  /** Whether a slot of a key is not torn; its value is not read for it. @param {string} key */
  async has(key) {
    return (await this.#whole(await this.#slots(key), key)).length > 0;
  }

  /**
   * Writes a value in the slot that does not hold the newest whole one. All pieces are taken in one go, one at a time,
   * with nothing else done by this worker meanwhile, but not at once: so a note that belongs to them may be a function, called
   * after the last piece. Rejects with a StoreError, or with what `pieces` threw; the value before is whole in any case.
   * @param {string} key
   * @param {unknown} note
   * @param {Iterable<Uint8Array>} pieces
   * @returns {Promise<number>} the value's length in bytes
   */
  write(key, note, pieces) {
    return this.#inTurn(async () => {
      const slots = await this.#place.slots(key);
      const whole = await this.#whole(slots, key);
      // What was written or read through before need not be read again to be spared.
      const newest = await this.#newest(whole, (one) => this.#isKnown(one));
      const others = slots.filter(({ head, size }) => this.#headOf(head, size) === "other");
      const number = freeNumber([...others, ...(newest ? [newest.slot] : [])]);
      const sequence = Math.max(0, ...whole.map(({ head }) => head.sequence)) + 1;
      const content = new Content({ key, note, pieces, sequence }, this.#checksum);
      await this.#place.write(key, number, content);
      this.#sound.set(placeOf(key, number), String(content.head));
      const used = [...others, newest?.slot];
      const spare = slots.filter((slot) => !used.includes(slot) && slot.number !== number);
      await removeAll(spare).catch(() => {});
      return content.bytes;
    });
  }

  /**
   * The newest value that is what was written, or null. Close it: until then IndexedDB's is held in memory.
   * @param {string} key
   * @returns {Promise<Opened | null>}
   */
  async open(key) {
    const newest = await this.#newest(await this.#whole(await this.#slots(key), key));
    if (!newest) return null;
    const { note, head } = newest;
    /** @type {Awaited<ReturnType<Slot["reader"]>> | null} */
    let reader = await newest.slot.reader();
    const read = (/** @type {number} */ offset, /** @type {number} */ length) => {
      const inside = offset >= 0 && length >= 0 && offset + length <= head.bytes;
      const bytes = inside && reader ? readFrom(reader, HEAD_BYTES + offset, length) : null;
      if (bytes?.length === length) return bytes;
      const which = `${length} bytes at ${offset} of ${head.bytes}`;
      throw new StoreError("damaged", `What is kept can't be read (${which})`, "open it again");
    };
    const close = () => {
      reader = null;
    };
    return { note, sequence: head.sequence, bytes: head.bytes, read, close };
  }

  /** Removes all slots of a key. @param {string} key */
  remove(key) {
    return this.#inTurn(async () => {
      await removeAll(await this.#place.slots(key));
    });
  }

  /** Removes everything, also what another version of this page kept. */
  clear() {
    return this.#inTurn(async () => {
      await removeAll(await this.#place.slots());
    });
  }

  /** In bytes: `used` by all slots, `free` as the browser estimates it or null. @returns {Promise<{ used: number, free: number | null }>} */
  async usage() {
    const used = (await this.#slots()).reduce((sum, { size }) => sum + size, 0);
    try {
      const { quota, usage } = await navigator.storage.estimate();
      const known = quota !== undefined && usage !== undefined;
      return { used, free: known ? Math.max(0, quota - usage) : null };
    } catch {
      return { used, free: null };
    }
  }

  /**
   * Makes this the only tab that holds a key. Without Web Locks everybody holds every key.
   * @param {string} key
   * @returns {Promise<(() => void) | null>} lets go of it; null where another tab, or this one, holds it already
   */
  async hold(key) {
    return this.locks ? holdLock(key) : () => {};
  }

  /** @param {string} [key] */
  async #slots(key) {
    try {
      return await this.#place.slots(key);
    } catch (error) {
      throw fromStorage(error);
    }
  }

  /**
   * @template T
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  #inTurn(work) {
    const done = this.#turn.then(work).catch((error) => {
      throw fromStorage(error);
    });
    this.#turn = done.catch(() => {});
    return done;
  }

  /** @param {Uint8Array} head @param {number} size */
  #headOf(head, size) {
    return readHead(head, size, this.#checksum);
  }

  /**
   * The slots that are not torn, the newest first.
   * @param {Slot[]} slots
   * @param {string} [wanted] only this key's
   */
  async #whole(slots, wanted) {
    /** @type {Whole[]} */
    const whole = [];
    for (const slot of slots) {
      const head = this.#headOf(slot.head, slot.size);
      if (head === null || head === "other") continue;
      const at = HEAD_BYTES + head.bytes;
      const bytes = await unlessLost(slot.bytes(at, head.described));
      const described = bytes && readDescription(bytes, head, this.#checksum);
      if (described && (wanted ?? described.key) === described.key)
        whole.push({ slot, head, ...described });
    }
    return whole.sort((one, other) => other.head.sequence - one.head.sequence);
  }

  /**
   * The newest whose value is what was written.
   * @param {Whole[]} whole the newest first
   * @param {(one: Whole) => boolean} [known] which ones need not be read for it
   */
  async #newest(whole, known = () => false) {
    for (const one of whole) if (known(one) || (await this.#isSound(one))) return one;
    return null;
  }

  /** @param {Whole} whole */
  #isKnown({ key, slot }) {
    return this.#sound.get(placeOf(key, slot.number)) === String(slot.head);
  }

  /** Reads a value through. @param {Whole} whole */
  async #isSound({ key, slot, head }) {
    const sum = this.#checksum();
    for (let at = 0; at < head.bytes; ) {
      const length = Math.min(CHECKED_BYTES, head.bytes - at);
      const bytes = await unlessLost(slot.bytes(HEAD_BYTES + at, length));
      if (bytes?.length !== length) return false;
      sum.update(bytes);
      at += length;
    }
    if (sum.finish() >>> 0 !== head.valueSum) return false;
    this.#sound.set(placeOf(key, slot.number), String(slot.head));
    return true;
  }
}

/** @param {string} key @param {number} number of the slot */
function placeOf(key, number) {
  return JSON.stringify([key, number]);
}

/** The first number that none of these slots has. @param {Slot[]} taken */
function freeNumber(taken) {
  const numbers = taken.map(({ number }) => number);
  let free = 0;
  while (numbers.includes(free)) free += 1;
  return free;
}

/** All that can be, before it tells of one that can't. @param {Slot[]} slots */
async function removeAll(slots) {
  const removed = await Promise.allSettled(slots.map((slot) => slot.remove()));
  for (const one of removed) if (one.status === "rejected") throw one.reason;
}

/**
 * What is read of a slot; null where it has gone or was written over since it was found.
 * @template T
 * @param {Promise<T>} reading
 */
async function unlessLost(reading) {
  try {
    return await reading;
  } catch (error) {
    if (isOfStorage(error)) return null;
    throw error;
  }
}

/**
 * @param {(offset: number, length: number) => Uint8Array} reader
 * @param {number} offset
 * @param {number} length
 */
function readFrom(reader, offset, length) {
  try {
    return reader(offset, length);
  } catch (error) {
    if (isOfStorage(error)) return null;
    throw error;
  }
}
