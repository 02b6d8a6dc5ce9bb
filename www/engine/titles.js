/** Titles back from their ids: byte-level tokens stand for bytes, and `<eos>` ends a title. */

/** Of every tokenizer that is trained here. */
const EOS = 1;

/**
 * The signs of byte-level tokens, by the byte that each stands for. Printable ones stand for themselves; the others follow, in
 * their order, from U+0100 on.
 */
export function signsOfBytes() {
  const plain = (/** @type {number} */ byte) =>
    (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(plain(byte) ? byte : next++));
}

/** The bytes of each token, by id; none for the special ones. @param {string} tokenizer_json */
function bytesById(tokenizer_json) {
  const { model, added_tokens = [] } = JSON.parse(tokenizer_json);
  const signs = new Map(signsOfBytes().map((sign, byte) => [sign, byte]));
  const special = new Set(
    added_tokens.map((/** @type {{ content: string }} */ one) => one.content),
  );
  /** @type {number[][]} */
  const bytes = [];
  for (const [token, id] of Object.entries(model.vocab))
    bytes[Number(id)] = special.has(token)
      ? []
      : [...token].map((sign) => /** @type {number} */ (signs.get(sign)));
  return bytes;
}

/**
 * The titles of a stream of ids, in its order. Bytes that the vocabulary does not know are missing.
 * @param {{ tokenizer_json: string, eos?: number }} prepared @param {Uint32Array} ids @returns {string[]}
 */
export function titlesOf({ tokenizer_json, eos = EOS }, ids) {
  const bytes = bytesById(tokenizer_json);
  const decoder = new TextDecoder();
  const titles = [];
  /** @type {number[]} */
  let title = [];
  for (const id of ids) {
    if (id === eos) {
      // The tokenizer puts a space before a title.
      titles.push(decoder.decode(Uint8Array.from(title)).replace(/^ /, ""));
      title = [];
    } else title.push(...(bytes[id] ?? []));
  }
  return titles;
}
