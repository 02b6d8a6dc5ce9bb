/**
 * What a zip says that it holds: its list of entries, which stands at its end. Page and workers read every zip that somebody
 * hands in with it. Nothing of the list is believed beyond where the bytes of an entry begin; how many come of them is
 * counted (content.js). Knows plain zips of one disk.
 */
import { ZipFault } from "./fault.js";

const END_SIGN = 0x06054b50;
const END_BYTES = 22;
/** A remark of this length may follow. */
const REMARK_BYTES = 0xffff;
const ENTRY_SIGN = 0x02014b50;
const ENTRY_BYTES = 46;
/** What stands before an entry's bytes, without its name. */
export const LOCAL_BYTES = 30;
const ENCRYPTED = 1;
/** What a number says that stands elsewhere, in a zip of more than 4 GB. */
const ELSEWHERE = 0xffffffff;

/**
 * A file in a zip. `at` is where its own header begins and `until` where the next one's does, or the list; `packed` are its
 * bytes in the zip, `size` and `crc` those of the unpacked ones, all as the zip says.
 * @typedef {{ path: string, method: number, locked: boolean, crc: number, packed: number, size: number, at: number, until: number }} Entry
 */
/** The most entries that a zip may have, folders included, and the most bytes of their list. @typedef {{ entries: number, bytes: number }} Most */

/** @param {Blob} blob @param {number} from @param {number} to */
export async function viewOf(blob, from, to) {
  return new DataView(await blob.slice(from, to).arrayBuffer());
}

/** Where the list stands. @param {Blob} zip @param {Most} most */
async function listIn(zip, most) {
  const from = Math.max(0, zip.size - END_BYTES - REMARK_BYTES);
  const tail = await viewOf(zip, from, zip.size);
  let i = tail.byteLength - END_BYTES;
  while (i >= 0 && tail.getUint32(i, true) !== END_SIGN) i -= 1;
  if (i < 0) throw new ZipFault("none");
  const entries = tail.getUint16(i + 10, true);
  const [bytes, at] = [12, 16].map((field) => tail.getUint32(i + field, true));
  if (bytes === ELSEWHERE || at === ELSEWHERE) throw new ZipFault("elsewhere");
  if (entries > most.entries) throw new ZipFault("many", "", entries);
  if (bytes > most.bytes) throw new ZipFault("long", "", bytes);
  if (at + bytes > from + i) throw new ZipFault("list");
  return { entries, at, list: await viewOf(zip, at, at + bytes) };
}

/** A path in UTF-8 or, as older archivers write it, in Latin-1; not all of them say which. @param {Uint8Array} bytes */
function pathIn(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("latin1").decode(bytes);
  }
}

/**
 * A path that could only lead somewhere else than into the zip's own folder. Nothing is written to a disk here; a zip with
 * such a path was made to do harm all the same.
 * @param {string} path
 */
const leadsOut = (path) =>
  path.includes("\0") || /^([a-z]:|[/\\])/i.test(path) || path.split(/[/\\]/).includes("..");

/** An entry by its line in the list, and where the next line begins. @param {DataView} list @param {number} place */
function entryIn(list, place) {
  const names = place + ENTRY_BYTES;
  if (names > list.byteLength || list.getUint32(place, true) !== ENTRY_SIGN)
    throw new ZipFault("list");
  const [flags, method, length, ...rest] = [8, 10, 28, 30, 32].map((field) =>
    list.getUint16(place + field, true),
  );
  const [crc, packed, size, at] = [16, 20, 24, 42].map((field) =>
    list.getUint32(place + field, true),
  );
  const next = rest.reduce((sum, bytes) => sum + bytes, names + length);
  if (next > list.byteLength) throw new ZipFault("list");
  const path = pathIn(new Uint8Array(list.buffer, names, length));
  const locked = (flags & ENCRYPTED) !== 0;
  return { entry: { path, method, locked, crc, packed, size, at, until: 0 }, next };
}

/** Gives each entry the end of its place; throws where two share one. @param {Entry[]} entries @param {number} end of all places */
function part(entries, end) {
  for (const { path, at, packed } of entries) {
    if (at + LOCAL_BYTES > end) throw new ZipFault("list");
    if (at + LOCAL_BYTES + packed > end) throw new ZipFault("cut", path);
  }
  const inPlace = entries.toSorted((a, b) => a.at - b.at);
  for (const [i, entry] of inPlace.entries()) {
    entry.until = inPlace[i + 1]?.at ?? end;
    if (entry.at + LOCAL_BYTES + entry.packed > entry.until)
      throw new ZipFault("overlap", entry.path);
  }
}

/**
 * The entries that are files, in the list's order. Throws a ZipFault for a zip that is cut off or broken, that has more of
 * them than may be, whose paths lead out of it or are there twice, or whose entries overlap.
 * @param {Blob} zip @param {Most} most @returns {Promise<Entry[]>}
 */
export async function entriesOf(zip, most) {
  const { entries: n, at, list } = await listIn(zip, most);
  /** @type {Map<string, Entry>} */
  const entries = new Map();
  let place = 0;
  for (let i = 0; i < n; i += 1) {
    const { entry, next } = entryIn(list, place);
    if (leadsOut(entry.path)) throw new ZipFault("path", entry.path);
    if (entries.has(entry.path)) throw new ZipFault("twice", entry.path);
    entries.set(entry.path, entry);
    place = next;
  }
  const all = [...entries.values()];
  part(all, at);
  return all.filter(({ path }) => !path.endsWith("/"));
}
