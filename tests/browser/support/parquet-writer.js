/** Parquet files of texts, as plain as the format allows: row groups, pages, nothing packed. */

/** @typedef {[type: number, bytes: number[]]} Value as Thrift's compact encoding has it */

/** @param {number} value */
function varint(value) {
  const bytes = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) + 128);
  }
}

/** @param {number} value @returns {Value} */
const int = (value) => [5, varint(value * 2)];
/** @param {number} value @returns {Value} */
const long = (value) => [6, varint(value * 2)];
/** @param {string} value @returns {Value} */
const text = (value) => {
  const bytes = [...new TextEncoder().encode(value)];
  return [8, [...varint(bytes.length), ...bytes]];
};
/** @param {Value[]} items @returns {Value} */
const list = (items) => {
  const head = items.length < 15 ? [items.length * 16] : [0xf0, ...varint(items.length)];
  head[0] += items[0]?.[0] ?? 12;
  return [9, [...head, ...items.flatMap(([, bytes]) => bytes)]];
};
/** @param {Record<number, Value>} fields @returns {Value} */
const struct = (fields) => {
  let before = 0;
  const bytes = Object.entries(fields).flatMap(([number, [type, value]]) => {
    const head = (Number(number) - before) * 16 + type;
    before = Number(number);
    return [head, ...value];
  });
  return [12, [...bytes, 0]];
};

/** @param {number} value */
const u32 = (value) => [...new Uint8Array(Uint32Array.of(value).buffer)];

/** A page of cells that may be empty. @param {(string | null)[]} cells */
function page(cells) {
  const bits = Array.from({ length: Math.ceil(cells.length / 8) }, (_, byte) =>
    cells
      .slice(byte * 8, byte * 8 + 8)
      .reduce((sum, cell, i) => sum + (cell === null ? 0 : 1 << i), 0),
  );
  const levels = [...varint(bits.length * 2 + 1), ...bits];
  const body = [...u32(levels.length), ...levels];
  for (const cell of cells) {
    if (cell === null) continue;
    const bytes = new TextEncoder().encode(cell);
    body.push(...u32(bytes.length), ...bytes);
  }
  const data = struct({ 1: int(cells.length), 2: int(0), 3: int(3), 4: int(3) });
  const [, header] = struct({ 1: int(0), 2: int(body.length), 3: int(body.length), 5: data });
  return [...header, ...body];
}

/** @typedef {{ from: number, end: number }} Range of bytes */

/**
 * @param {Record<string, (string | null)[]>[]} groups the columns of each, all of the same names
 * @param {{ pageRows?: number, codec?: number }} [options] `codec`: what the footer says that pages are packed with
 * @returns {{ bytes: Uint8Array<ArrayBuffer>, ranges: Record<string, Range>[], footer: Range }} `ranges`: where each column of a group lies
 */
export function writeParquet(groups, { pageRows = 1000, codec = 0 } = {}) {
  const bytes = [...new TextEncoder().encode("PAR1")];
  const names = Object.keys(groups[0]);
  /** @type {Record<string, Range>[]} */
  const ranges = [];
  const described = groups.map((group) => {
    /** @type {Record<string, Range>} */
    const at = {};
    ranges.push(at);
    const rows = group[names[0]].length;
    const chunks = names.map((name) => {
      const from = bytes.length;
      for (let row = 0; row < rows; row += pageRows)
        for (const byte of page(group[name].slice(row, row + pageRows))) bytes.push(byte);
      at[name] = { from, end: bytes.length };
      const size = long(bytes.length - from);
      const meta = {
        1: int(6),
        2: list([int(0)]),
        3: list([text(name)]),
        4: int(codec),
        5: long(rows),
        6: size,
        7: size,
        9: long(from),
      };
      return struct({ 2: long(from), 3: struct(meta) });
    });
    return struct({ 1: list(chunks), 2: long(bytes.length), 3: long(rows) });
  });
  const columns = names.map((name) => struct({ 1: int(6), 3: int(1), 4: text(name), 6: int(0) }));
  const root = struct({ 4: text("root"), 5: int(names.length) });
  const rows = groups.reduce((sum, group) => sum + group[names[0]].length, 0);
  const [, footer] = struct({
    1: int(1),
    2: list([root, ...columns]),
    3: long(rows),
    4: list(described),
  });
  const from = bytes.length;
  for (const byte of footer) bytes.push(byte);
  bytes.push(...u32(footer.length), ...new TextEncoder().encode("PAR1"));
  return { bytes: Uint8Array.from(bytes), ranges, footer: { from, end: bytes.length } };
}
