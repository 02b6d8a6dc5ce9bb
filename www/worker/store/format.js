/**
 * What a slot holds, byte by byte, the same in a file and in IndexedDB. Numbers are unsigned and little-endian.
 *
 *     at    bytes
 *     0     8      "HEADSLOT" in ASCII
 *     8     4      version of this layout
 *     12    4      the version's complement, which tells another version from a damaged byte
 *     16    8      sequence; of a key's slots the one with the greater sequence is the newer
 *     24    8      n, the value's length in bytes
 *     32    4      m, the description's length in bytes
 *     36    4      checksum of the value
 *     40    4      checksum of the description
 *     44    16     zeros
 *     60    4      checksum of the 60 bytes before
 *     64    n      the value
 *     64+n  m      the description, JSON in UTF-8: { "key": string, "note": anything }
 *
 * A slot is emptied, then value and description are written and flushed, then the 64 bytes of the head, which are zeros
 * until that moment. So a slot is whole or torn, whenever the writing ended: it is torn where the head is not what its
 * checksum says, or where 64 + n + m is not the slot's size. Whether the value itself is what was written its checksum
 * tells. A slot of another version, whose first 16 bytes must stay as they are here, is passed over and left alone.
 */

export const HEAD_BYTES = 64;
const VERSION = 1;
const SIGNATURE = new TextEncoder().encode("HEADSLOT");
/** Where the head's own checksum stands, which is over all bytes before it. */
const HEAD_SUM = 60;

/**
 * Incremental checksum, an unsigned number of 32 bits.
 * @typedef {{ update(bytes: Uint8Array): void, finish(): number }} Checksum
 */
/**
 * `bytes`, `described`: the lengths of value and description.
 * @typedef {{ sequence: number, bytes: number, described: number, valueSum: number, descriptionSum: number }} Head
 */

/**
 * @param {Head} head
 * @param {() => Checksum} checksum
 */
export function writeHead({ sequence, bytes, described, valueSum, descriptionSum }, checksum) {
  const head = new Uint8Array(HEAD_BYTES);
  const view = new DataView(head.buffer);
  head.set(SIGNATURE);
  view.setUint32(8, VERSION, true);
  view.setUint32(12, ~VERSION, true);
  view.setBigUint64(16, BigInt(sequence), true);
  view.setBigUint64(24, BigInt(bytes), true);
  view.setUint32(32, described, true);
  view.setUint32(36, valueSum, true);
  view.setUint32(40, descriptionSum, true);
  view.setUint32(HEAD_SUM, sumOf(head.subarray(0, HEAD_SUM), checksum), true);
  return head;
}

/**
 * The head of a slot of `size` bytes; "other" where it is of another version, null where the slot is torn.
 * @param {Uint8Array} head
 * @param {number} size
 * @param {() => Checksum} checksum
 * @returns {Head | "other" | null}
 */
export function readHead(head, size, checksum) {
  if (head.length < HEAD_BYTES || !SIGNATURE.every((byte, i) => head[i] === byte)) return null;
  const view = new DataView(head.buffer, head.byteOffset, HEAD_BYTES);
  const version = view.getUint32(8, true);
  if (view.getUint32(12, true) !== ~version >>> 0) return null;
  if (version !== VERSION) return "other";
  if (view.getUint32(HEAD_SUM, true) !== sumOf(head.subarray(0, HEAD_SUM), checksum)) return null;
  const bytes = Number(view.getBigUint64(24, true));
  const described = view.getUint32(32, true);
  if (HEAD_BYTES + bytes + described !== size) return null;
  return {
    sequence: Number(view.getBigUint64(16, true)),
    bytes,
    described,
    valueSum: view.getUint32(36, true),
    descriptionSum: view.getUint32(40, true),
  };
}

/**
 * @param {string} key
 * @param {unknown} note
 */
export function writeDescription(key, note) {
  // JSON escapes what UTF-8 can't say, half a surrogate pair, so that no two keys become one.
  return new TextEncoder().encode(JSON.stringify({ key, note }));
}

/**
 * @param {Uint8Array} bytes
 * @param {Head} head
 * @param {() => Checksum} checksum
 * @returns {{ key: string, note: any } | null} null where it is damaged
 */
export function readDescription(bytes, head, checksum) {
  if (bytes.length !== head.described) return null;
  if (sumOf(bytes, checksum) !== head.descriptionSum) return null;
  const { key, note = null } = JSON.parse(new TextDecoder().decode(bytes));
  return { key, note };
}

/**
 * @param {Uint8Array} bytes
 * @param {() => Checksum} checksum
 */
export function sumOf(bytes, checksum) {
  const sum = checksum();
  sum.update(bytes);
  return sum.finish() >>> 0;
}
