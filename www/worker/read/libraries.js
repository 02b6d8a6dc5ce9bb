/**
 * The libraries that read files, each fetched when the first file needs it. Workers have no import map, and the type checker
 * is told here what is used of them.
 */

import { PLACE } from "../../place.js";

/** @typedef {{ data: string[][], errors: { code: string, row?: number }[], meta: { cursor: number } }} ParsedRows */
/** @typedef {{ Parser: new (config: { delimiter: string, newline: string }) => { parse(input: string, base: number, ignoreLastRow: boolean): ParsedRows } }} PapaParse */
/** @typedef {{ byteLength: number, slice(start: number, end?: number): Promise<ArrayBuffer> }} RandomAccess */
/** @typedef {{ element: { name: string, type?: string, repetition_type?: string, logical_type?: { type: string }, converted_type?: string }, children: unknown[] }} SchemaNode */
/** @typedef {{ type: string, codec: string, path_in_schema: string[], total_compressed_size: bigint, data_page_offset: bigint, dictionary_page_offset?: bigint }} ColumnMetadata */
/** @typedef {{ num_rows: bigint, columns: { meta_data?: ColumnMetadata }[] }} RowGroup */
/** @typedef {{ num_rows: bigint, row_groups: RowGroup[] }} ParquetMetadata */
/** @typedef {{ num_values: number, encoding?: string }} DataPage */
/** @typedef {DataPage & { num_nulls: number, num_rows: number, definition_levels_byte_length: number, repetition_levels_byte_length: number, is_compressed: boolean }} DataPage2 */
/** @typedef {{ type?: string, uncompressed_page_size: number, compressed_page_size: number, data_page_header?: DataPage, data_page_header_v2?: DataPage2 }} PageHeader */
/** @typedef {{ view: DataView, offset: number }} Place */
/** @typedef {{ parquetHeader(reader: Place): PageHeader, readVarInt(reader: Place): number }} PageReader */
/** @typedef {Record<string, (input: Uint8Array, bytes: number) => Uint8Array>} Compressors */
/**
 * @typedef {{
 *   file: RandomAccess, metadata: ParquetMetadata, columns: string[], rowStart: number, rowEnd: number, compressors: Compressors,
 *   onComplete: (rows: unknown[][]) => void,
 * }} ParquetReadOptions
 */
/**
 * @typedef {{
 *   parquetMetadataAsync(file: RandomAccess, options: { geoparquet: boolean }): Promise<ParquetMetadata>,
 *   parquetMetadata(footer: Uint8Array, options: { geoparquet: boolean }): ParquetMetadata,
 *   parquetSchema(metadata: ParquetMetadata): { children: SchemaNode[] },
 * }} ParquetMetadataReader
 */
/** @typedef {{ parquetRead(options: ParquetReadOptions): Promise<void> }} ParquetReader */
/** @typedef {{ snappyUncompress(input: Uint8Array, output: Uint8Array): void }} Snappy */
/** @typedef {{ decompress(input: Uint8Array, output: Uint8Array): Uint8Array }} Zstandard */
/** @typedef {{ gunzipSync(input: Uint8Array, options: { out: Uint8Array }): Uint8Array }} Fflate */

/** @param {string} file in www/vendor/ @returns {Promise<any>} */
const library = (file) => import(new URL(`vendor/${file}`, PLACE).href);

/** Papa Parse, for tables of text. @returns {Promise<PapaParse>} */
export async function papaParse() {
  return (await library("papaparse.module.js")).default;
}

/** hyparquet, and fzstd beside it for the compression that it leaves to others. */
export async function parquet() {
  /** @type {[ParquetMetadataReader, ParquetReader, Snappy, PageReader, PageReader]} */
  const [metadata, read, snappy, { parquetHeader }, { readVarInt }] = await Promise.all([
    library("hyparquet/metadata.js"),
    library("hyparquet/read.js"),
    library("hyparquet/snappy.js"),
    library("hyparquet/column.js"),
    library("hyparquet/thrift.js"),
  ]);
  return { ...metadata, ...read, ...snappy, parquetHeader, readVarInt };
}

/** @returns {Promise<Zstandard>} */
export const zstandard = () => library("fzstd.module.js");

/** @returns {Promise<Fflate>} */
export const fflate = () => library("fflate.module.js");
