/** Files in a zip, one after the other: where they lie stands at its end, what they unpack to is counted as it comes. */

import { chunksOf } from "./bytes.js";
import { crc32 } from "./crc.js";
import { refusal } from "./refusal.js";

/**
 * A file in a zip, as its directory has it. What it claims is held to what is found.
 * @typedef {{ name: string, method: number, locked: boolean, crc: number, packed: number, unpacked: number, offset: number }} Entry
 */

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const CENTRAL_BYTES = 46;
const LOCAL_BYTES = 30;
/** The comment at a zip's end. */
const MOST_COMMENT = 0xffff;
const MOST_ENTRIES = 10_000;
const MOST_DIRECTORY = 4 << 20;
const [STORED, DEFLATED] = [0, 8];
const UTF_8 = 0x800;
const AGAIN = "fetch the whole file again";

/** @param {Blob} blob */
const viewOf = async (blob) => new DataView(await blob.arrayBuffer());

/** @param {string} name @param {Blob} blob @returns {Promise<Entry[]>} */
export async function entriesOf(name, blob) {
  const damaged = () =>
    refusal(name, "is cut off or damaged: its list of files can't be read", AGAIN);
  const tail = await viewOf(blob.slice(-(END_BYTES + MOST_COMMENT)));
  let at = tail.byteLength - END_BYTES;
  while (at >= 0 && tail.getUint32(at, true) !== END) at -= 1;
  if (at < 0) throw damaged();
  const count = tail.getUint16(at + 10, true);
  const size = tail.getUint32(at + 12, true);
  const start = tail.getUint32(at + 16, true);
  if (start + size > blob.size) throw damaged();
  if (count > MOST_ENTRIES || size > MOST_DIRECTORY)
    throw refusal(
      name,
      `holds more than ${MOST_ENTRIES} files`,
      "unpack it and choose some of them",
    );
  const directory = await viewOf(blob.slice(start, start + size));
  /** @type {Entry[]} */
  const entries = [];
  let place = 0;
  for (let i = 0; i < count; i += 1) {
    if (place + CENTRAL_BYTES > size || directory.getUint32(place, true) !== CENTRAL)
      throw damaged();
    const lengths = [28, 30, 32].map((field) => directory.getUint16(place + field, true));
    const next = place + CENTRAL_BYTES + lengths[0] + lengths[1] + lengths[2];
    if (next > size) throw damaged();
    const flags = directory.getUint16(place + 8, true);
    const label = new Uint8Array(directory.buffer, place + CENTRAL_BYTES, lengths[0]);
    entries.push({
      name: new TextDecoder(flags & UTF_8 ? "utf-8" : "latin1").decode(label),
      method: directory.getUint16(place + 10, true),
      locked: (flags & 1) !== 0,
      crc: directory.getUint32(place + 16, true),
      packed: directory.getUint32(place + 20, true),
      unpacked: directory.getUint32(place + 24, true),
      offset: directory.getUint32(place + 42, true),
    });
    place = next;
  }
  return entries;
}

/**
 * The bytes of a file in a zip. Longer, shorter or other bytes than the directory says are refused.
 * @param {Blob} blob @param {Entry} entry @param {string} name to call it by @param {(bytes: number) => void} count
 */
export async function* unzipped(blob, entry, name, count) {
  const { method, locked, packed, unpacked, crc, offset } = entry;
  if (locked)
    throw refusal(name, "is locked with a password", "unpack it and choose what it holds");
  if (method !== STORED && method !== DEFLATED)
    throw refusal(
      name,
      `is packed in a way that is not read here (${method})`,
      "unpack it and choose what it holds",
    );
  const damaged = () => refusal(name, "is cut off or damaged", AGAIN);
  const local = await viewOf(blob.slice(offset, offset + LOCAL_BYTES));
  if (local.byteLength < LOCAL_BYTES || local.getUint32(0, true) !== LOCAL) throw damaged();
  const start = offset + LOCAL_BYTES + local.getUint16(26, true) + local.getUint16(28, true);
  const part = blob.slice(start, start + packed);
  if (part.size < packed) throw damaged();
  const stream = method === STORED ? part.stream() : part.stream().pipeThrough(inflating());
  let length = 0;
  let sum = 0;
  try {
    for await (const chunk of chunksOf(stream)) {
      count(chunk.length);
      length += chunk.length;
      if (length > unpacked) throw damaged();
      sum = crc32(chunk, sum);
      yield chunk;
    }
  } catch (error) {
    throw error instanceof Error && "code" in error && error.code === "data" ? error : damaged();
  }
  if (length !== unpacked || sum !== crc) throw damaged();
}

function inflating() {
  return /** @type {ReadableWritablePair<Uint8Array, Uint8Array>} */ (
    /** @type {unknown} */ (new DecompressionStream("deflate-raw"))
  );
}
