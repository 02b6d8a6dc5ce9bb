/**
 * A worker with the store and what its tests need of it, as `kept`. It is started from its text, with the origin of the
 * page as its name.
 */

const { openStore } = await import(`${self.name}/worker/store/open.js`);

/** Any checksum that notices every turned bit will do; this one takes words, as a table's lookups by the byte are slow. */
function checksum() {
  let sum = 1;
  let word = 0;
  let length = 0;
  const mix = (/** @type {number} */ next) => {
    sum = Math.imul(sum ^ next, 0x9e3779b1);
    sum ^= sum >>> 15;
  };
  return {
    update(/** @type {Uint8Array} */ bytes) {
      let at = 0;
      if (length % 4 === 0 && bytes.byteOffset % 4 === 0) {
        const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
        for (let i = 0; i < words.length; i += 1) mix(words[i]);
        at = words.length * 4;
        length += at;
      }
      for (; at < bytes.length; at += 1) {
        word |= bytes[at] << (8 * (length % 4));
        length += 1;
        if (length % 4 === 0) {
          mix(word);
          word = 0;
        }
      }
    },
    finish() {
      mix(word);
      mix(length);
      return sum;
    },
  };
}

/**
 * The store of a kind; for IndexedDB the private file system is refused.
 * @param {string} kind
 */
async function open(kind) {
  const { storage } = navigator;
  if (kind === "indexeddb" && storage)
    Object.assign(storage, { getDirectory: () => Promise.reject(new Error("refused")) });
  const { store, reason } = await openStore({ checksum });
  // What was in its way is the prototype's again.
  if (storage) Reflect.deleteProperty(storage, "getDirectory");
  if (store?.kind !== kind) throw new Error(`the store is ${store?.kind}: ${reason}`);
  return store;
}

/** Bytes that a seed gives. @param {number} seed @param {number} length */
function bytesOf(seed, length) {
  const words = new Uint32Array(Math.ceil(length / 4));
  let state = seed * 2654435761 + 1;
  for (let i = 0; i < words.length; i += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[i] = state;
  }
  return new Uint8Array(words.buffer, 0, length);
}

/** Cuts bytes in pieces. @param {Uint8Array} bytes @param {number} length of a piece */
function* cut(bytes, length) {
  for (let from = 0; from < bytes.length; from += length) yield bytes.subarray(from, from + length);
}

/** Whether two arrays hold the same. @param {Uint8Array} one @param {Uint8Array} other */
function same(one, other) {
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; i += 1) if (one[i] !== other[i]) return false;
  return true;
}

/**
 * What is kept under a key: its note, its sequence and all its bytes, or null.
 * @param {any} store
 * @param {string} key
 * @param {number} [step] bytes to read at a time
 */
async function readBack(store, key, step = 2 ** 20) {
  const opened = await store.open(key);
  if (!opened) return null;
  const { note, sequence, bytes } = opened;
  const value = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at += step)
    value.set(opened.read(at, Math.min(step, bytes - at)), at);
  opened.close();
  return { note, sequence, value };
}

/** What a promise is rejected with. @param {Promise<unknown>} promise */
function refusal(promise) {
  return promise.then(
    () => null,
    ({ name, kind, message }) => ({ name, kind, message }),
  );
}

/** The slots' files, as they are. @param {any} folder */
async function files(folder) {
  const slots = [];
  for await (const [name, handle] of folder.entries()) {
    if (name === "probe") continue;
    const read = async () => new Uint8Array(await (await handle.getFile()).arrayBuffer());
    const write = async (/** @type {Uint8Array} */ bytes) => {
      const access = await handle.createSyncAccessHandle();
      access.truncate(0);
      access.write(bytes, { at: 0 });
      access.close();
    };
    slots.push({ name, read, write });
  }
  return slots;
}

/** @param {IDBRequest} request @returns {Promise<any>} */
function answer(request) {
  return new Promise((resolve, reject) => {
    request.onerror = () => reject(request.error);
    request.onsuccess = () => resolve(request.result);
  });
}

/** @type {IDBDatabase | undefined} */
let database;
/** @param {(records: IDBObjectStore) => IDBRequest} ask */
async function records(ask) {
  database ??= /** @type {IDBDatabase} */ (await answer(indexedDB.open("headline-lab")));
  return answer(ask(database.transaction("slots", "readwrite").objectStore("slots")));
}

/** The slots' records: a head, and parts of which small values have one. */
async function recordSlots() {
  const ids = await records((all) => all.getAllKeys());
  const heads = ids.filter(([, , part]) => part === 0);
  return Promise.all(
    heads.map(async ([key, number]) => {
      const { size } = await records((all) => all.get([key, number, 0]));
      return {
        name: `${key} ${number}`,
        async read() {
          const { head } = await records((all) => all.get([key, number, 0]));
          const parts = IDBKeyRange.bound([key, number, 1], [key, number, []]);
          const body = await records((all) => all.getAll(parts));
          return new Uint8Array(await new Blob([head, ...body]).arrayBuffer());
        },
        async write(/** @type {Uint8Array} */ bytes) {
          // What is lost of a record leaves what the head's says of the size.
          const record = { head: bytes.slice(0, 64), size: Math.max(size, bytes.length) };
          await records((all) => all.put(record, [key, number, 0]));
          for (let part = 1, at = 64; part === 1 || at < bytes.length; part += 1, at += 2 ** 22)
            await records((all) => all.put(bytes.slice(at, at + 2 ** 22), [key, number, part]));
        },
      };
    }),
  );
}

/** The slots as bytes, by names in order, to look at and to tamper with. @param {string} kind */
async function slots(kind) {
  const found =
    kind === "opfs"
      ? await files(
          await (await navigator.storage.getDirectory()).getDirectoryHandle("headline-lab"),
        )
      : await recordSlots();
  return found.sort((one, other) => (one.name < other.name ? -1 : 1));
}

Object.assign(globalThis, {
  kept: { openStore, checksum, open, bytesOf, cut, same, readBack, refusal, slots },
});
postMessage("ready");
