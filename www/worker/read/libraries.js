/**
 * The libraries that read files, each fetched when the first file needs it. Workers have no import map, and the type checker
 * is told here what is used of them.
 */

/** @typedef {{ data: string[][], errors: { code: string, row?: number }[], meta: { cursor: number } }} ParsedRows */
/** @typedef {{ Parser: new (config: { delimiter: string, newline: string }) => { parse(input: string, base: number, ignoreLastRow: boolean): ParsedRows } }} PapaParse */
/** @typedef {{ byteLength: number, slice(start: number, end?: number): Promise<ArrayBuffer> }} RandomAccess */
/** @typedef {{ element: { name: string, type?: string, logical_type?: { type: string }, converted_type?: string }, children: unknown[] }} SchemaNode */
/** @typedef {{ num_rows: bigint, row_groups: { num_rows: bigint }[] }} ParquetMetadata */
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
 *   parquetSchema(metadata: ParquetMetadata): { children: SchemaNode[] },
 * }} ParquetMetadataReader
 */
/** @typedef {{ parquetRead(options: ParquetReadOptions): Promise<void> }} ParquetReader */
/** @typedef {{ snappyUncompress(input: Uint8Array, output: Uint8Array): void }} Snappy */
/** @typedef {{ decompress(input: Uint8Array, output: Uint8Array): Uint8Array }} Zstandard */
/** @typedef {{ gunzipSync(input: Uint8Array, options: { out: Uint8Array }): Uint8Array }} Fflate */

/** @param {string} file in www/vendor/ @returns {Promise<any>} */
const library = (file) => import(`../../vendor/${file}`);

/** Papa Parse, for tables of text. @returns {Promise<PapaParse>} */
export async function papaParse() {
  return (await library("papaparse.module.js")).default;
}

/** hyparquet, and fzstd beside it for the compression that it leaves to others. */
export async function parquet() {
  /** @type {[ParquetMetadataReader, ParquetReader, Snappy]} */
  const [metadata, read, snappy] = await Promise.all([
    library("hyparquet/metadata.js"),
    library("hyparquet/read.js"),
    library("hyparquet/snappy.js"),
  ]);
  return { ...metadata, ...read, ...snappy };
}

/** @returns {Promise<Zstandard>} */
export const zstandard = () => library("fzstd.module.js");

/** @returns {Promise<Fflate>} */
export const fflate = () => library("fflate.module.js");
