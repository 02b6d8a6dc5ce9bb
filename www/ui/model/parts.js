/**
 * The model as its parts: what each is, which fields of a configuration shape it, and how many parameters it has. They
 * add up to the engine's own count. Pure: no page, no engine.
 */

/** @typedef {import("../types.js").Config} Config */
/** @typedef {"token" | "positions" | "firstNorm" | "attention" | "secondNorm" | "mlp" | "finalNorm" | "head"} PartName */
/**
 * @typedef {object} Part
 * @property {PartName} name
 * @property {number} params Of one of it.
 * @property {number} times How many there are: one in each block, or one.
 */

/** The fields that make each part what it is; those of sizes reach the parts that they make larger. @type {Record<PartName | "block" | "weights" | "dropout", string[]>} */
export const FIELDS = {
  token: ["vocab_size", "d_model"],
  positions: ["position", "block_size"],
  block: ["n_layer"],
  firstNorm: ["norm"],
  attention: ["n_head"],
  secondNorm: ["norm"],
  mlp: [],
  finalNorm: ["norm"],
  head: [],
  weights: ["init"],
  dropout: ["dropout"],
};

/**
 * Every part with parameters of its own, from the first to the last; the head has the token embedding's.
 * @param {Config} config @returns {Part[]}
 */
export function partsOf({ n_layer, d_model: d, vocab_size, block_size, norm, position }) {
  const normed = norm === "layernorm" ? 2 * d : d;
  const linear = (/** @type {number} */ from, /** @type {number} */ to) => from * to + to;
  return [
    { name: "token", params: vocab_size * d, times: 1 },
    { name: "positions", params: position === "learned" ? block_size * d : 0, times: 1 },
    { name: "firstNorm", params: normed, times: n_layer },
    { name: "attention", params: linear(d, 3 * d) + linear(d, d), times: n_layer },
    { name: "secondNorm", params: normed, times: n_layer },
    { name: "mlp", params: linear(d, 4 * d) + linear(4 * d, d), times: n_layer },
    { name: "finalNorm", params: normed, times: 1 },
    { name: "head", params: 0, times: 1 },
  ];
}

/** @param {Part[]} parts */
export function sumOf(parts) {
  return parts.reduce((sum, { params, times }) => sum + params * times, 0);
}

/** The parts of one block. @param {Part[]} parts */
export function blockOf(parts) {
  const inside = ["firstNorm", "attention", "secondNorm", "mlp"];
  return parts.filter(({ name }) => inside.includes(name));
}

/** Numbers of heads that a model of this width can have: they divide it, and RoPE turns numbers in pairs. @param {Config} config */
export function headsFor({ d_model, position }) {
  const most = Math.min(64, d_model);
  const pairs = position === "rope" ? 2 : 1;
  return Array.from({ length: most }, (_, i) => i + 1).filter((n) => d_model % (n * pairs) === 0);
}

/** Blocks that a model of the page can have. */
export const LAYERS = [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 24];
