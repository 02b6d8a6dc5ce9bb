/**
 * What a zip says that it holds: its list of entries, which stands at its end. Nothing of it is believed beyond where the
 * bytes of an entry begin; how many there are is counted while they are unpacked.
 */
import { text } from "../text.js";

const words = text.folder.why;

const END_SIGN = 0x06054b50;
const END_BYTES = 22;
/** A remark of this length may follow. */
const REMARK_BYTES = 0xffff;
const ENTRY_SIGN = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL_SIGN = 0x04034b50;
const LOCAL_BYTES = 30;
const ENCRYPTED = 1;
/** What numbers say that stand elsewhere, in a zip of more than 4 GB or more than 65,535 files. */
const [ELSEWHERE_16, ELSEWHERE_32] = [0xffff, 0xffffffff];

/** A folder of a model has about ten files. */
const MOST_ENTRIES = 2000;
const MOST_LIST_BYTES = 1 << 20;

/** How an entry's bytes stand in the zip. */
export const [STORED, DEFLATED] = [0, 8];

/**
 * `packed` bytes in the zip, as it says; `crc` of the unpacked ones; `at` is where its own header begins.
 * @typedef {{ path: string, method: number, packed: number, crc: number, at: number }} Entry
 */

/** @param {Blob} blob @param {number} from @param {number} to */
async function view(blob, from, to) {
  return new DataView(await blob.slice(from, to).arrayBuffer());
}

/** Where the list stands. @param {Blob} zip */
async function listIn(zip) {
  const from = Math.max(0, zip.size - END_BYTES - REMARK_BYTES);
  const tail = await view(zip, from, zip.size);
  for (let i = tail.byteLength - END_BYTES; i >= 0; i -= 1) {
    if (tail.getUint32(i, true) !== END_SIGN) continue;
    const [entries, bytes, at] = [
      tail.getUint16(i + 10, true),
      tail.getUint32(i + 12, true),
      tail.getUint32(i + 16, true),
    ];
    if (entries === ELSEWHERE_16 || bytes === ELSEWHERE_32 || at === ELSEWHERE_32)
      throw new Error(words.zipLarge);
    if (entries > MOST_ENTRIES || bytes > MOST_LIST_BYTES)
      throw new Error(words.zipMany(MOST_ENTRIES));
    if (at + bytes > from + i) throw new Error(words.zipBroken);
    return { entries, bytes, at };
  }
  throw new Error(words.zipBroken);
}

/**
 * A path that could only lead somewhere else than into the zip's own folder. Nothing is written to a disk here; a zip with
 * such a path was made to do harm all the same.
 * @param {string} path
 */
function leadsOut(path) {
  const parts = path.split(/[/\\]/);
  return (
    path.includes("\0") || path.includes("\\") || /^([a-z]:|\/)/i.test(path) || parts.includes("..")
  );
}

/** The entries that are files, in the list's order; throws where the zip can't be trusted. @param {Blob} zip @returns {Promise<Entry[]>} */
export async function entriesOf(zip) {
  const { entries: n, bytes, at } = await listIn(zip);
  const list = await view(zip, at, at + bytes);
  const decoder = new TextDecoder();
  /** @type {Map<string, Entry>} */
  const entries = new Map();
  let place = 0;
  for (let i = 0; i < n; i += 1) {
    if (place + ENTRY_BYTES > bytes || list.getUint32(place, true) !== ENTRY_SIGN)
      throw new Error(words.zipBroken);
    const lengths = [28, 30, 32].map((field) => list.getUint16(place + field, true));
    const end = place + ENTRY_BYTES + lengths[0];
    if (end > bytes) throw new Error(words.zipBroken);
    const path = decoder.decode(
      new Uint8Array(list.buffer, place + ENTRY_BYTES, end - place - ENTRY_BYTES),
    );
    if (leadsOut(path)) throw new Error(words.zipPath(path));
    if (entries.has(path)) throw new Error(words.zipTwice(path));
    if (list.getUint16(place + 8, true) & ENCRYPTED) throw new Error(words.zipLocked);
    if (!path.endsWith("/"))
      entries.set(path, {
        path,
        method: list.getUint16(place + 10, true),
        crc: list.getUint32(place + 16, true),
        packed: list.getUint32(place + 20, true),
        at: list.getUint32(place + 42, true),
      });
    place = end + lengths[1] + lengths[2];
  }
  return [...entries.values()];
}

/** The packed bytes of an entry. @param {Blob} zip @param {Entry} entry */
export async function packedOf(zip, { at, packed }) {
  const local = await view(zip, at, at + LOCAL_BYTES);
  if (local.byteLength < LOCAL_BYTES || local.getUint32(0, true) !== LOCAL_SIGN)
    throw new Error(words.zipBroken);
  const from = at + LOCAL_BYTES + local.getUint16(26, true) + local.getUint16(28, true);
  if (from + packed > zip.size) throw new Error(words.zipBroken);
  return zip.slice(from, from + packed);
}
