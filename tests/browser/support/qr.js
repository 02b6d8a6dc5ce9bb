/**
 * Reads a QR code, as a camera's software would once it has its modules: for codes of versions 1 to 3 at level M, whose
 * bytes stand in one block. It mends nothing.
 */

/** Bytes of text and their administration, by version, at level M. */
const DATA_BYTES = [16, 28, 44];
/** @type {((x: number, y: number) => boolean)[]} */
const MASKS = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];
/** What the format's bits are combined with, so that they are never all light. */
const FORMAT_MASK = 0b101010000010010;

/** Whether a module belongs to a pattern that helps to find the code, not to its text. @param {number} x @param {number} y @param {number} size */
function isPattern(x, y, size) {
  const nearStart = x < 9 && (y < 9 || y > size - 9);
  const finder = nearStart || (x > size - 9 && y < 9);
  const alignment = size - 7;
  const aligned = size > 21 && Math.abs(x - alignment) <= 2 && Math.abs(y - alignment) <= 2;
  return finder || x === 6 || y === 6 || aligned;
}

/** The modules in the order in which the text's bits stand: column pairs from the right, up and down. @param {number} size */
function* order(size) {
  let up = true;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let i = 0; i < size; i += 1) {
      const y = up ? size - 1 - i : i;
      for (const x of [right, right - 1]) if (!isPattern(x, y, size)) yield [x, y];
    }
    up = !up;
  }
}

/** @param {boolean[][]} modules Rows, true for dark, without the light ones around the code. @returns {string} */
export function textOf(modules) {
  const size = modules.length;
  const version = (size - 17) / 4;
  const format = [0, 1, 2, 3, 4].reduce((bits, x) => (bits << 1) | Number(modules[8][x]), 0);
  const plain = format ^ (FORMAT_MASK >> 10);
  if (plain >> 3 !== 0) throw new Error(`level ${plain >> 3}, not M`);
  const mask = MASKS[plain & 7];
  let bits = "";
  for (const [x, y] of order(size)) bits += Number(modules[y][x] !== mask(x, y));
  const take = (/** @type {number} */ from, /** @type {number} */ count) =>
    Number.parseInt(bits.slice(from, from + count), 2);
  if (take(0, 4) !== 0b0100) throw new Error(`mode ${take(0, 4)}, not bytes`);
  const length = take(4, 8);
  if (!(length + 2 <= DATA_BYTES[version - 1]))
    throw new Error(`${length} bytes in version ${version}`);
  const bytes = Uint8Array.from({ length }, (_, i) => take(12 + 8 * i, 8));
  return new TextDecoder().decode(bytes);
}
