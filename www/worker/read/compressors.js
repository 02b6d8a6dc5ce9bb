/** What unpacks the pages of a Parquet file: hyparquet has snappy only, the others are libraries of their own. */

import { fflate, zstandard } from "./libraries.js";

/** @typedef {import("./libraries.js").Compressors} Compressors */

/** The names of what pages are packed with here. */
export const CODECS = Object.freeze(["UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD"]);
const OTHERS = ["LZ4", "LZ4_RAW", "BROTLI", "LZO"];

/**
 * @param {import("./libraries.js").Snappy} snappy
 * @param {(codec: string) => Error} unknown what is thrown where a page is packed with anything else
 * @returns {Promise<Compressors>}
 */
export async function compressorsOf({ snappyUncompress }, unknown) {
  const [{ gunzipSync }, { decompress }] = await Promise.all([fflate(), zstandard()]);
  /** @type {Record<string, (input: Uint8Array, output: Uint8Array) => unknown>} */
  const known = {
    SNAPPY: snappyUncompress,
    GZIP: (input, out) => gunzipSync(input, { out }),
    ZSTD: decompress,
  };
  return Object.fromEntries(
    [...Object.keys(known), ...OTHERS].map((codec) => [
      codec,
      (input, bytes) => {
        const unpack = known[codec];
        if (!unpack) throw unknown(codec);
        const output = new Uint8Array(bytes);
        unpack(input, output);
        return output;
      },
    ]),
  );
}
