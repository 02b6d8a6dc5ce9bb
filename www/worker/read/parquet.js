/** Parquet: of its columns of text, the one that holds the titles; nothing of the others is read. */

import { wholeOf } from "./bytes.js";
import { bestNamed, ROWS_TO_GUESS_FROM } from "./columns.js";
import { compressorsOf } from "./compressors.js";
import { parquet } from "./libraries.js";
import { checkPages } from "./pages.js";
import { refusal } from "./refusal.js";
import { isText } from "./schema.js";

/** @typedef {import("./libraries.js").Compressors} Compressors */
/** @typedef {import("./libraries.js").RandomAccess} RandomAccess */
/** @typedef {import("./libraries.js").RowGroup} RowGroup */

/** What a page counts besides its bytes. */
const PAGE_BYTES = 4096;

/**
 * @param {string} name @param {Blob | AsyncIterable<Uint8Array>} content @param {import("./limits.js").Budget} budget
 * @param {(bytes: number) => void} [count] told of what is read of a file on the disk
 * @returns {Promise<import("./table.js").Table>}
 */
export async function parquetTable(name, content, budget, count = () => {}) {
  const file = await randomAccess(content, count);
  const library = await parquet();
  /** @type {Compressors} */
  const compressors = await compressorsOf(library, (codec) =>
    refusal(name, { reason: "unknownCodec", codec }),
  );
  const metadata = await sound(name, () =>
    library.parquetMetadataAsync(file, { geoparquet: false }),
  );
  const { children } = await sound(name, async () => {
    const schema = library.parquetSchema(metadata);
    if (schema.children.every(({ element }) => typeof element.name === "string")) return schema;
    throw new Error("a column has no name");
  });
  const elements = children.filter(isText).map(({ element }) => element);
  const names = elements.map((element) => element.name);
  const named = bestNamed(names);
  const total = Number(metadata.num_rows);
  const groups = metadata.row_groups.map((group) => Number(group.num_rows));
  if (groups.some((rows) => rows < 0) || groups.reduce((sum, rows) => sum + rows, 0) !== total)
    throw refusal(name, { reason: "rowsDiffer" });
  budget.refuseMore(name, total);
  if (names.length === 0) throw refusal(name, { reason: "noTextColumn" });
  /** Each column of a group once, before it is first read. @type {Set<import("./libraries.js").ColumnMetadata>} */
  const checked = new Set();
  /** @param {string[]} columns @param {RowGroup} group */
  const check = async (columns, group) => {
    for (const { meta_data: column } of group.columns) {
      if (!column || !columns.includes(column.path_in_schema[0]) || checked.has(column)) continue;
      checked.add(column);
      if (column.type !== "BYTE_ARRAY") throw new Error("a column is of two types");
      const from = Number(column.dictionary_page_offset || column.data_page_offset);
      const buffer = await file.slice(from, from + Number(column.total_compressed_size));
      const element = elements[names.indexOf(column.path_in_schema[0])];
      checkPages(buffer, {
        rows: Number(group.num_rows),
        optional: element.repetition_type !== "REQUIRED",
        library,
        unpack: (packed, bytes) => {
          // A page counts even where it claims to hold nothing: a damaged file may lead round in a circle.
          budget.unpack(name, bytes + PAGE_BYTES);
          return column.codec === "UNCOMPRESSED"
            ? packed
            : compressors[column.codec](packed, bytes);
        },
      });
    }
  };
  /** @param {string[]} columns @param {number} rowStart @param {number} rowEnd */
  const read = async (columns, rowStart, rowEnd) => {
    /** @type {unknown[][]} */
    let rows = [];
    const onComplete = (/** @type {unknown[][]} */ all) => {
      rows = all;
    };
    await sound(name, async () => {
      let start = 0;
      for (const [i, group] of metadata.row_groups.entries()) {
        if (start < rowEnd && start + groups[i] > rowStart) await check(columns, group);
        start += groups[i];
      }
      await library.parquetRead({
        file,
        metadata,
        columns,
        rowStart,
        rowEnd,
        compressors,
        onComplete,
      });
    });
    if (rows.length !== rowEnd - rowStart) throw refusal(name, { reason: "fewerRows" });
    return rows.map((row) => row.map((cell) => (typeof cell === "string" ? cell : undefined)));
  };
  return {
    names,
    named,
    sample: named === null ? await read(names, 0, Math.min(total, ROWS_TO_GUESS_FROM)) : [],
    async *cells(column) {
      let start = 0;
      for (const group of metadata.row_groups) {
        const end = start + Number(group.num_rows);
        yield (await read([names[column]], start, end)).map(([cell]) => cell);
        start = end;
      }
    },
  };
}

/** @param {Blob | AsyncIterable<Uint8Array>} content @param {(bytes: number) => void} count @returns {Promise<RandomAccess>} */
async function randomAccess(content, count) {
  const file = content instanceof Blob ? content : new Blob([await wholeOf(content)]);
  return {
    byteLength: file.size,
    slice: async (start, end = file.size) => {
      if (!(0 <= start && start <= end && end <= file.size))
        throw new Error("parts of it would lie outside of it");
      const part = file.slice(start, end);
      if (file === content) count(part.size);
      return part.arrayBuffer();
    },
  };
}

/** @template T @param {string} name @param {() => Promise<T>} work @returns {Promise<T>} */
async function sound(name, work) {
  try {
    return await work();
  } catch (error) {
    // Codes of other kinds are those of the libraries.
    if (error instanceof Error && "code" in error && error.code === "data") throw error;
    const detail = error instanceof Error ? error.message.replace(/\.$/, "") : String(error);
    throw refusal(name, { reason: "damagedInside", detail });
  }
}
