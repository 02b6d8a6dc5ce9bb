/** Slots as files of the origin's private file system, which workers write through sync access handles. */

import { noSpace } from "./error.js";
import { HEAD_BYTES } from "./format.js";

/** @typedef {import("./store.js").Place} Place */
/** @typedef {import("./store.js").Slot} Slot */
/**
 * Of the first browsers that had them these methods answer later; read and write never did.
 * @typedef {FileSystemSyncAccessHandle & { truncate(size: number): unknown, flush(): unknown, close(): unknown }} Access
 */

const FOLDER = "headline-lab";
/** A file that is opened to see whether that is possible. */
const PROBE = "probe";
/** A slot's file: the digest of its key and the slot's number. */
const FILE = /^([0-9a-f]{64})\.(\d+)$/;
/** A tab that was ended may have its files open for a moment longer. */
const TRIES = 10;
const TRY_MS = 100;

/** Throws where the browser has no such files, or refuses them. @returns {Promise<Place>} */
export async function openFiles() {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(FOLDER, { create: true });
  await probe(folder);
  return {
    kind: "opfs",
    slots: (key) => slotsIn(folder, key),
    async write(key, number, content) {
      await writeFile(folder, `${await digest(key)}.${number}`, content);
    },
  };
}

/** Throws where no sync access handle is to be had. @param {FileSystemDirectoryHandle} folder */
async function probe(folder) {
  try {
    const file = await folder.getFileHandle(PROBE, { create: true });
    await (await file.createSyncAccessHandle()).close();
  } catch (error) {
    // Another tab looks at the same moment, or what is kept leaves no space: both have such files.
    const { name } = /** @type {Error} */ (error);
    if (!["NoModificationAllowedError", "QuotaExceededError"].includes(name)) throw error;
  }
}

/** A name that is safe on every disk, also on one that takes "A" for "a". @param {string} key */
async function digest(key) {
  const bytes = new TextEncoder().encode(JSON.stringify(key));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * @param {FileSystemDirectoryHandle} folder
 * @param {string} [key]
 */
async function slotsIn(folder, key) {
  const wanted = key === undefined ? undefined : await digest(key);
  /** @type {Slot[]} */
  const slots = [];
  for await (const [id, handle] of folder.entries()) {
    const [, name, number] = FILE.exec(id) ?? [];
    if (!name || (wanted && name !== wanted) || handle.kind !== "file") continue;
    const slot = await slotOf(folder, /** @type {FileSystemFileHandle} */ (handle), Number(number));
    if (slot) slots.push(slot);
  }
  return slots;
}

/**
 * @param {FileSystemDirectoryHandle} folder
 * @param {FileSystemFileHandle} handle
 * @param {number} number
 * @returns {Promise<Slot | null>} null where it has gone meanwhile
 */
async function slotOf(folder, handle, number) {
  const file = await handle.getFile().catch(() => null);
  if (!file) return null;
  // Read as files, not through handles, of which there is one at a time: another tab may be about to write.
  const part = (/** @type {number} */ offset, /** @type {number} */ length) =>
    file.slice(offset, offset + length);
  const bytes = async (/** @type {number} */ offset, /** @type {number} */ length) =>
    new Uint8Array(await part(offset, length).arrayBuffer());
  return {
    number,
    size: file.size,
    head: await bytes(0, HEAD_BYTES).catch(() => new Uint8Array(0)),
    bytes,
    async reader() {
      const files = new FileReaderSync();
      return (offset, length) => new Uint8Array(files.readAsArrayBuffer(part(offset, length)));
    },
    remove: () => patiently(() => folder.removeEntry(handle.name)),
  };
}

/**
 * @param {FileSystemDirectoryHandle} folder
 * @param {string} id
 * @param {import("./content.js").Content} content
 */
async function writeFile(folder, id, content) {
  const file = await folder.getFileHandle(id, { create: true });
  const access = /** @type {Access} */ (await patiently(() => file.createSyncAccessHandle()));
  let done = false;
  try {
    await access.truncate(0);
    let at = HEAD_BYTES;
    // All of it in one go: nothing else happens in this worker between the first piece and the last.
    for (const part of content.body()) {
      put(access, part, at);
      at += part.length;
    }
    await access.flush();
    put(access, content.head, 0);
    await access.flush();
    done = true;
  } finally {
    await access.close();
    // What is torn is of no use, and takes space.
    if (!done) await folder.removeEntry(id).catch(() => {});
  }
}

/**
 * @param {Access} access
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {number} at
 */
function put(access, bytes, at) {
  for (let from = 0; from < bytes.length; ) {
    const written = access.write(bytes.subarray(from), { at: at + from });
    if (!(written > 0)) throw noSpace();
    from += written;
  }
}

/**
 * Does what fails as long as somebody else has the file open, again and again for a second.
 * @template T
 * @param {() => Promise<T>} work
 */
async function patiently(work) {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work();
    } catch (error) {
      const open = /** @type {Error} */ (error).name === "NoModificationAllowedError";
      if (!open || tried === TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, TRY_MS));
    }
  }
}
