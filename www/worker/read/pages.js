/**
 * The pages of a Parquet column, held to what they may claim before the library follows them. It believes their numbers, and
 * one that is damaged can keep it counting for ever.
 */

/** @typedef {import("./libraries.js").PageHeader} PageHeader */
/** @typedef {import("./libraries.js").PageReader} PageReader */
/**
 * A column within one group of rows. `optional` where a cell may be empty; `unpack` gives the bytes of a page.
 * @typedef {{ rows: number, optional: boolean, library: PageReader, unpack: (packed: Uint8Array, bytes: number) => Uint8Array }} Column
 */

/** @param {unknown} value @param {number} most */
const isCount = (value, most) =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most;

/** @param {boolean} holds @param {string} what */
function hold(holds, what) {
  if (!holds) throw new Error(`its pages claim ${what}`);
}

/** Throws where a page of the column can't be as it says. @param {ArrayBuffer} buffer its pages @param {Column} column */
export function checkPages(buffer, column) {
  const reader = { view: new DataView(buffer), offset: 0 };
  let rows = 0;
  while (rows < column.rows && reader.offset < buffer.byteLength - 1) {
    const header = column.library.parquetHeader(reader);
    const { compressed_page_size: size, uncompressed_page_size: unpacked } = header;
    const left = buffer.byteLength - reader.offset;
    hold(isCount(size, left) && isCount(unpacked, Number.MAX_SAFE_INTEGER), "an impossible size");
    const body = new Uint8Array(buffer, reader.offset, size);
    reader.offset += size;
    rows += checkPage(header, body, { ...column, rows: column.rows - rows });
  }
}

/** How many rows a page has. @param {PageHeader} header @param {Uint8Array} body @param {Column} column */
function checkPage(header, body, column) {
  const { data_page_header: first, data_page_header_v2: second } = header;
  // A dictionary is read to the end of its bytes at most.
  if (header.type === "DICTIONARY_PAGE") column.unpack(body, header.uncompressed_page_size);
  else if (header.type === "DATA_PAGE" && first) return checkFirst(header, first, body, column);
  else if (header.type === "DATA_PAGE_V2" && second)
    return checkSecond(header, second, body, column);
  else throw new Error("its pages are of no known type");
  return 0;
}

/** @param {PageHeader} header @param {import("./libraries.js").DataPage} page @param {Uint8Array} body @param {Column} column */
function checkFirst(header, page, body, { rows, optional, library, unpack }) {
  const { num_values: values, encoding } = page;
  hold(isCount(values, rows), "more rows than there are");
  const bytes = unpack(body, header.uncompressed_page_size);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  if (optional) {
    at = 4 + view.getUint32(0, true);
    checkRuns({ view, offset: 4 }, 1, values, library);
  }
  if (isByDictionary(encoding)) checkPlaces(view, at, values, library);
  return values;
}

/** @param {PageHeader} header @param {import("./libraries.js").DataPage2} page @param {Uint8Array} body @param {Column} column */
function checkSecond(header, page, body, { rows, optional, library, unpack }) {
  const { num_values: values, encoding } = page;
  const { repetition_levels_byte_length: repeated, definition_levels_byte_length: defined } = page;
  hold(
    isCount(values, rows) && page.num_rows === values && isCount(page.num_nulls, values),
    "more rows than there are",
  );
  hold(
    isCount(repeated, body.length) && isCount(defined, body.length - repeated),
    "an impossible size",
  );
  const levels = new DataView(body.buffer, body.byteOffset, body.byteLength);
  if (optional) checkRuns({ view: levels, offset: repeated }, 1, values, library);
  const size = header.uncompressed_page_size - repeated - defined;
  hold(size >= 0, "an impossible size");
  const packed = body.subarray(repeated + defined);
  const bytes = page.is_compressed && size > 0 ? unpack(packed, size) : packed;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isByDictionary(encoding)) checkPlaces(view, 0, values, library);
  return values;
}

/** @param {string | undefined} encoding */
const isByDictionary = (encoding) => encoding !== undefined && /DICTIONARY|^RLE$/.test(encoding);

/** Places in the dictionary, behind the byte that says how many bits each has. @param {DataView} view @param {number} at @param {number} values @param {PageReader} library */
function checkPlaces(view, at, values, library) {
  if (values > 0) checkRuns({ view, offset: at + 1 }, view.getUint8(at), values, library);
}

/**
 * Runs of one value repeated, or of values of some bits each: `values` together, of which those of empty cells may lack.
 * @param {{ view: DataView, offset: number }} reader @param {number} bits @param {number} values @param {PageReader} library
 */
function checkRuns(reader, bits, values, library) {
  let seen = 0;
  while (seen < values && reader.offset < reader.view.byteLength) {
    const run = library.readVarInt(reader);
    const count = run >> 1;
    if (run & 1) {
      // They come in eights, and the last eight are filled up.
      hold(isCount(count, values), "an endless run");
      reader.offset += count * bits;
      seen += count * 8;
    } else {
      hold(isCount(count, values - seen), "an endless run");
      reader.offset += Math.ceil(bits / 8);
      seen += count;
    }
  }
}
