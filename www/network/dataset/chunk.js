/** The titles out of the bytes of a row group's column. */

import { compressorsOf } from "../../worker/read/compressors.js";
import { parquet } from "../../worker/read/libraries.js";
import { MOST_TITLE_CHARS } from "../../worker/read/limits.js";
import { checkPages } from "../../worker/read/pages.js";
import { structEnd } from "./thrift.js";

/** @typedef {import("./footer.js").Group} Group */
/** @typedef {Awaited<ReturnType<typeof parquet>>} Library */

/** Of a page, and of all pages of a group together, when they are unpacked. */
const MOST_PAGE_BYTES = 32e6;
const MOST_UNPACKED_BYTES = 256e6;
/** What a page counts besides its bytes: a damaged file may lead round in a circle. */
const PAGE_BYTES = 4096;
/** Pages are read together until they are so many bytes: what takes a moment, and no more. */
const BATCH_BYTES = 1e6;
/** Rows of a group that are read; an empty cell takes room in the tab and none in the file. */
const MOST_ROWS = 4e6;

/**
 * Pages that are read together. `coded`: some need the dictionary, which comes before all pages.
 * @typedef {{ from: number, end: number, rows: number, coded: boolean }} Batch bytes from a place to before another one
 */

/**
 * @param {Uint8Array<ArrayBuffer>} bytes of the group's titles, or the first of them
 * @param {Group} group
 * @returns {Promise<string[]>} trimmed, those left out that are empty or far too long; throws an Error where the bytes are damaged
 */
export async function titlesIn(bytes, group) {
  const library = await parquet();
  const compressors = await compressorsOf(library, (codec) => new Error(`packed with ${codec}`));
  const unpack = unpacker(group.codec, compressors);
  const { dictionary, batches } = wholePages(bytes, group, library);
  /** @type {string[]} */
  const titles = [];
  for (const { from, end, rows, coded } of batches) {
    const parts = [bytes.subarray(0, coded ? dictionary : 0), bytes.subarray(from, end)];
    const pages = await new Blob(parts).arrayBuffer();
    checkPages(pages, { rows, optional: group.optional, library, unpack });
    for (const cell of await readColumn(pages, rows, group, { library, compressors })) {
      const title = typeof cell === "string" ? cell.replaceAll(/\s+/g, " ").trim() : "";
      if (title !== "" && title.length <= MOST_TITLE_CHARS) titles.push(title);
    }
    // The page, whose thread this may be, has its turn.
    await new Promise((resolve) => setTimeout(resolve));
  }
  return titles;
}

/**
 * The pages that are there whole, and how many bytes before them are the dictionary.
 * @param {Uint8Array<ArrayBuffer>} bytes @param {Group} group @param {Library} library
 */
function wholePages(bytes, group, library) {
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), offset: 0 };
  /** @type {Batch[]} */
  const batches = [];
  let [rows, dictionary] = [0, 0];
  while (rows < group.rows && reader.offset < bytes.length) {
    const from = reader.offset;
    const page = pageAt(reader, bytes, library);
    if (page === null || rows + page.rows > MOST_ROWS) break;
    rows += page.rows;
    if (page.isDictionary && rows === 0) dictionary = reader.offset;
    else add(batches, { from, end: reader.offset, rows: page.rows, coded: page.coded });
  }
  const all = bytes.length === group.bytes && group.rows <= MOST_ROWS;
  if (rows === 0 || (all && rows !== group.rows))
    throw new Error(`its pages hold ${rows} rows of ${group.rows}`);
  return { dictionary, batches };
}

/** @param {Batch[]} batches @param {Batch} page */
function add(batches, page) {
  const last = batches.at(-1);
  if (!last || last.end - last.from >= BATCH_BYTES) {
    batches.push(page);
    return;
  }
  last.end = page.end;
  last.rows += page.rows;
  last.coded ||= page.coded;
}

/** A page, the reader past its end; null where the bytes end before. @param {{ view: DataView, offset: number }} reader @param {Uint8Array} bytes @param {Library} library */
function pageAt(reader, bytes, library) {
  try {
    structEnd(bytes, reader.offset);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
  const header = library.parquetHeader(reader);
  const size = header.compressed_page_size;
  const page = header.data_page_header ?? header.data_page_header_v2;
  const rows = page?.num_values ?? 0;
  if (!isCount(size) || !isCount(rows)) throw new Error("a page claims an impossible size");
  reader.offset += size;
  if (reader.offset > bytes.length) return null;
  return {
    rows,
    coded: page?.encoding?.includes("DICTIONARY") ?? false,
    isDictionary: header.type === "DICTIONARY_PAGE",
  };
}

/** @param {number} value */
const isCount = (value) => Number.isSafeInteger(value) && value >= 0;

/** @param {string} codec @param {import("../../worker/read/libraries.js").Compressors} compressors */
function unpacker(codec, compressors) {
  let left = MOST_UNPACKED_BYTES;
  return (/** @type {Uint8Array} */ packed, /** @type {number} */ bytes) => {
    left -= bytes + PAGE_BYTES;
    if (!isCount(bytes) || bytes > MOST_PAGE_BYTES || left < 0)
      throw new Error("a page claims to unpack to too much");
    return codec === "UNCOMPRESSED" ? packed : compressors[codec](packed, bytes);
  };
}

/**
 * The column's cells, by a description of a file that is nothing but these pages.
 * @param {ArrayBuffer} pages @param {number} rows @param {Group} group
 * @param {{ library: Library, compressors: import("../../worker/read/libraries.js").Compressors }} tools
 */
async function readColumn(pages, rows, { codec, optional }, { library, compressors }) {
  const bytes = BigInt(pages.byteLength);
  const name = "title";
  const metadata = {
    version: 1,
    schema: [
      { name: "root", num_children: 1 },
      {
        name,
        type: "BYTE_ARRAY",
        converted_type: "UTF8",
        repetition_type: optional ? "OPTIONAL" : "REQUIRED",
      },
    ],
    num_rows: BigInt(rows),
    row_groups: [
      {
        num_rows: BigInt(rows),
        total_byte_size: bytes,
        columns: [
          {
            meta_data: {
              type: "BYTE_ARRAY",
              codec,
              encodings: [],
              path_in_schema: [name],
              num_values: BigInt(rows),
              total_uncompressed_size: bytes,
              total_compressed_size: bytes,
              data_page_offset: 0n,
            },
          },
        ],
      },
    ],
  };
  /** @type {unknown[][]} */
  let cells = [];
  await library.parquetRead({
    file: {
      byteLength: pages.byteLength,
      slice: async (start, end) => pages.slice(start, end),
    },
    metadata,
    columns: [name],
    rowStart: 0,
    rowEnd: rows,
    compressors,
    onComplete: (all) => {
      cells = all;
    },
  });
  if (cells.length !== rows) throw new Error("its pages hold fewer rows than they say");
  return cells.map(([cell]) => cell);
}
