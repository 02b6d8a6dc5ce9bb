/** A made-up run's weights: a safetensors file as large as the real one, of one tensor that counts up. */

const LENGTH_BYTES = 8;

/** @param {number} params @param {boolean} half @param {string} about */
export function fakeWeights(params, half, about) {
  const bytes = params * (half ? 2 : 4);
  const tensor = { dtype: half ? "F16" : "F32", shape: [params], data_offsets: [0, bytes] };
  const json = JSON.stringify({
    __metadata__: { format: "pt", about },
    "transformer.wte.weight": tensor,
  });
  const header = new TextEncoder().encode(json.padEnd(Math.ceil(json.length / 8) * 8));
  const file = new Uint8Array(LENGTH_BYTES + header.length + bytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
  file.set(header, LENGTH_BYTES);
  // Each number is its place, so that a piece that is missing or in another place is seen.
  const Numbers = half ? Uint16Array : Uint32Array;
  const numbers = new Numbers(file.buffer, LENGTH_BYTES + header.length, params);
  for (let i = 0; i < params; i += 1) numbers[i] = i;
  return file;
}
