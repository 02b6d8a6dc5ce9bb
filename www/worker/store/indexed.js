/**
 * Slots as records of IndexedDB, for browsers that have no file system of their own or refuse it. A slot is written in
 * one transaction, so it is whole or not there; its layout is that of a file all the same, and is checked as one.
 */

import { createStore, promisifyRequest } from "../../vendor/idb-keyval.module.js";
import { chunks } from "./content.js";
import { HEAD_BYTES } from "./format.js";

/** @typedef {import("./store.js").Place} Place */
/** @typedef {import("./store.js").Slot} Slot */
/** @typedef {import("../../vendor/idb-keyval.module.js").UseStore} UseStore */
/**
 * The record of a head; `size` is that of the whole slot in bytes.
 * @typedef {{ head: Uint8Array, size: number }} HeadRecord
 */

/**
 * A record's key is [key, number of the slot, part]. Part 0 is the head, the others hold what follows it, all but the last
 * of this many bytes: Firefox takes no record of more than 255 MiB.
 */
const PART_BYTES = 4 * 2 ** 20;

/** Throws where the browser has no IndexedDB, or refuses it. @returns {Promise<Place>} */
export async function openRecords() {
  const use = createStore("headline-lab", "slots");
  await use("readonly", (records) => promisifyRequest(records.count()));
  return {
    kind: "indexeddb",
    slots: (key) => slotsIn(use, key),
    write: (key, number, content) =>
      changed(use, (records) => {
        records.delete(under(key, number));
        putAll(records, key, number, content);
      }),
  };
}

/** The keys that begin with these. @param {IDBValidKey[]} parts */
function under(...parts) {
  // An array comes after every number and every string.
  return IDBKeyRange.bound(parts, [...parts, []]);
}

/**
 * @param {UseStore} use
 * @param {string} [key]
 * @returns {Promise<Slot[]>}
 */
async function slotsIn(use, key) {
  const range = key === undefined ? undefined : under(key);
  const found = await use("readonly", async (records) => {
    const keys = /** @type {[string, number, number][]} */ (
      await promisifyRequest(records.getAllKeys(range))
    );
    const heads = keys.filter(([, , part]) => part === 0);
    return Promise.all(
      heads.map(async (id) => ({ id, ...(await promisifyRequest(records.get(id))) })),
    );
  });
  return found.map(({ id: [key, number], ...record }) => slotOf(use, key, number, record));
}

/**
 * @param {UseStore} use
 * @param {string} key
 * @param {number} number
 * @param {HeadRecord} record
 * @returns {Slot}
 */
function slotOf(use, key, number, { head, size }) {
  const parts = (/** @type {number} */ first, /** @type {number} */ last) => {
    const range = IDBKeyRange.bound([key, number, first + 1], [key, number, last + 1]);
    return use("readonly", (records) => promisifyRequest(records.getAll(range)));
  };
  return {
    number,
    size,
    head,
    async bytes(offset, length) {
      const first = partAt(offset);
      return cut(await parts(first, partAt(offset + length)), offset, length, first);
    },
    async reader() {
      const all = await parts(0, partAt(size));
      return (offset, length) => cut(all, offset, length, 0);
    },
    remove: () => changed(use, (records) => records.delete(under(key, number))),
  };
}

/** The number of the part that holds a byte of the slot. @param {number} offset */
function partAt(offset) {
  return Math.floor((offset - HEAD_BYTES) / PART_BYTES);
}

/**
 * Bytes of a slot from its parts; fewer where a part is missing or short.
 * @param {Uint8Array[]} parts
 * @param {number} offset in the slot
 * @param {number} length
 * @param {number} first the number of the first of these parts
 */
function cut(parts, offset, length, first) {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const at = offset + filled - HEAD_BYTES - first * PART_BYTES;
    const part = parts[Math.floor(at / PART_BYTES)];
    const inside = at % PART_BYTES;
    const taken = part?.subarray(inside, inside + length - filled);
    if (!taken?.length) break;
    bytes.set(taken, filled);
    filled += taken.length;
  }
  return bytes.subarray(0, filled);
}

/**
 * Changes records in one transaction, all or nothing.
 * @param {UseStore} use
 * @param {(records: IDBObjectStore) => unknown} work asks for all changes before it comes back
 * @returns {Promise<void>}
 */
function changed(use, work) {
  return use("readwrite", (records) => {
    const { transaction } = records;
    const ended = new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(undefined);
      // An error is told to the transaction before it knows why it ends; when it has ended it does.
      transaction.onabort = () =>
        reject(transaction.error ?? new DOMException("the transaction was ended", "AbortError"));
    });
    try {
      work(records);
    } catch (error) {
      ended.catch(() => {});
      transaction.abort();
      throw error;
    }
    return ended;
  });
}

/**
 * @param {IDBObjectStore} records
 * @param {string} key
 * @param {number} number
 * @param {import("./content.js").Content} content
 */
function putAll(records, key, number, content) {
  let count = 0;
  let size = HEAD_BYTES;
  for (const part of chunks(content.body(), PART_BYTES)) {
    count += 1;
    size += part.length;
    // A record is a copy of all the memory behind a view.
    records.put(part.length === PART_BYTES ? part : part.slice(), [key, number, count]);
  }
  records.put({ head: content.head, size }, [key, number, 0]);
}
