/** What a Parquet file's footer says of its column of titles. It is believed in nothing that the file's size contradicts. */

import { CODECS } from "../../worker/read/compressors.js";
import { parquet } from "../../worker/read/libraries.js";
import { isText } from "../../worker/read/schema.js";
import { NetworkRefusal } from "../refusal.js";
import { structEnd } from "./thrift.js";

/**
 * The titles of a row group: where they lie in the file, in bytes; how many rows; how their pages are packed; whether cells may be empty.
 * @typedef {{ from: number, bytes: number, rows: number, codec: string, optional: boolean }} Group
 */

/** The column's name, whatever its case. */
export const COLUMN = "title";
const MOST_FOOTER_BYTES = 8e6;
/** The footer's length and the mark, which end a file. */
export const END_BYTES = 8;
const MARK = "PAR1";

/** @param {string} path @param {string} what @returns {NetworkRefusal} */
const wrong = (path, what) => new NetworkRefusal("malformed", { detail: `${path} ${what}` });

/**
 * How many bytes at the file's end are its footer, the length and the mark included.
 * @param {import("./listing.js").File} file @param {Uint8Array} end its last bytes
 */
export function footerBytes({ path, size }, end) {
  if (String.fromCharCode(...end.subarray(4)) !== MARK) throw wrong(path, "is no Parquet file");
  const length = new DataView(end.buffer, end.byteOffset).getUint32(0, true);
  const bytes = length + END_BYTES;
  if (length === 0 || bytes > size - MARK.length)
    throw wrong(path, `claims a footer of ${length} bytes in ${size}`);
  if (bytes > MOST_FOOTER_BYTES) throw new NetworkRefusal("too-large", { bytes, detail: path });
  return bytes;
}

/**
 * @param {import("./listing.js").File} file @param {Uint8Array} footer without the length and the mark
 * @returns {Promise<{ groups: Group[] | null, columns: string[] }>} no groups where it has no column of titles; the names of its columns
 */
export async function readFooter(file, footer) {
  const library = await parquet();
  try {
    structEnd(footer, 0);
    const metadata = library.parquetMetadata(ended(footer), { geoparquet: false });
    const { children } = library.parquetSchema(metadata);
    const columns = children.map(({ element }) => String(element.name));
    const column = children.find(
      (child) => isText(child) && child.element.name?.trim().toLowerCase() === COLUMN,
    );
    if (!column) return { groups: null, columns };
    const { name, repetition_type } = column.element;
    const groups = metadata.row_groups
      .filter(({ num_rows }) => num_rows !== 0n)
      .map((group) => readGroup(group, name, file.size - END_BYTES - footer.length));
    return {
      groups: groups.map((group) => ({ ...group, optional: repetition_type !== "REQUIRED" })),
      columns,
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw wrong(file.path, `has a footer that can't be read: ${why}`);
  }
}

/** With the length and the mark, by which hyparquet finds it. @param {Uint8Array} footer */
function ended(footer) {
  const file = new Uint8Array(footer.length + END_BYTES);
  file.set(footer);
  new DataView(file.buffer).setUint32(footer.length, footer.length, true);
  file.set(new TextEncoder().encode(MARK), footer.length + 4);
  return file;
}

/** @param {import("../../worker/read/libraries.js").RowGroup} group @param {string} name @param {number} end of what is not the footer */
function readGroup(group, name, end) {
  const found = group.columns.find(
    ({ meta_data: column }) =>
      column?.path_in_schema.length === 1 && column.path_in_schema[0] === name,
  )?.meta_data;
  if (found?.type !== "BYTE_ARRAY") throw new Error("a row group lacks the titles");
  if (!CODECS.includes(found.codec)) throw new Error(`the titles are packed with ${found.codec}`);
  const from = Number(found.dictionary_page_offset || found.data_page_offset);
  const bytes = Number(found.total_compressed_size);
  const rows = Number(group.num_rows);
  const counts = [from, bytes, rows].every((count) => Number.isSafeInteger(count) && count > 0);
  if (!counts || from < MARK.length || from + bytes > end)
    throw new Error("the titles of a row group lie outside of it");
  return { from, bytes, rows, codec: found.codec };
}

/** A group as it was kept in between. @param {any} value @param {number} size of its file @returns {value is Group} */
export const isGroup = (value, size) =>
  [value?.from, value?.bytes, value?.rows].every((n) => Number.isSafeInteger(n) && n > 0) &&
  value.from + value.bytes <= size &&
  CODECS.includes(value.codec) &&
  typeof value.optional === "boolean";
