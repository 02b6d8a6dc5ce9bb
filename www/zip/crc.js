/** The checksum of zip files, CRC-32. */

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1;
  return rest;
});

/** Of the bytes so far and these. @param {Uint8Array} bytes @param {number} [before] that of those before them */
export function crc32(bytes, before = 0) {
  let rest = ~before;
  for (const byte of bytes) rest = TABLE[(rest ^ byte) & 255] ^ (rest >>> 8);
  return ~rest >>> 0;
}
