/**
 * A worker with the store and what its tests need of it, as `kept`. It is started from its text, with the origin of the
 * page as its name.
 */

const { openStore } = await import(`${self.name}/worker/store/open.js`);

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

/** CRC-32, as the module's. */
function checksum() {
  let sum = 0xffffffff;
  return {
    update(/** @type {Uint8Array} */ bytes) {
      for (let i = 0; i < bytes.length; i += 1) sum = TABLE[(sum ^ bytes[i]) & 255] ^ (sum >>> 8);
    },
    finish: () => (sum ^ 0xffffffff) >>> 0,
  };
}

/**
 * The store of a kind; for IndexedDB the private file system is refused.
 * @param {string} kind
 */
async function open(kind) {
  const { prototype } = StorageManager;
  const { getDirectory } = prototype;
  if (kind === "indexeddb") prototype.getDirectory = () => Promise.reject(new Error("refused"));
  const { store, reason } = await openStore({ checksum });
  prototype.getDirectory = getDirectory;
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
  return one.length === other.length && one.every((byte, i) => byte === other[i]);
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

/** @param {(records: IDBObjectStore) => IDBRequest} ask @returns {Promise<any>} */
function records(ask) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("headline-lab");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const asked = ask(database.transaction("slots", "readwrite").objectStore("slots"));
      asked.onerror = () => reject(asked.error);
      asked.onsuccess = () => resolve(asked.result);
      database.close();
    };
  });
}

/** The slots' records: a head and, of small values, one part. */
async function recordSlots() {
  const heads = (await records((all) => all.getAllKeys())).filter(([, , part]) => part === 0);
  return heads.map(([key, number]) => ({
    name: `${key} ${number}`,
    async read() {
      const { head } = await records((all) => all.get([key, number, 0]));
      const body = await records((all) => all.get([key, number, 1]));
      return Uint8Array.from([...head, ...body]);
    },
    async write(/** @type {Uint8Array} */ bytes) {
      const { size } = await records((all) => all.get([key, number, 0]));
      const head = bytes.slice(0, 64);
      await records((all) => all.put({ head, size }, [key, number, 0]));
      await records((all) => all.put(bytes.slice(64), [key, number, 1]));
    },
  }));
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
