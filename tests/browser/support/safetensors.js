/** Safetensors files, as far as tests look into them. */

/**
 * The header and, in a buffer of their own, the bytes that it tells of.
 * @param {Uint8Array} file
 * @returns {{ header: Record<string, any>, data: Uint8Array<ArrayBuffer> }}
 */
export function headerOf(file) {
  const length = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length)));
  return { header, data: file.slice(8 + length) };
}
