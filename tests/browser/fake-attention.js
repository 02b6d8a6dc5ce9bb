/**
 * Where a made-up run's heads look: at first evenly at all that came before, with SGD still nearly so at the end; AdamW's
 * turn to the token before, to the first one, to themselves, or to one that they picked.
 */

/** What a head of AdamW turns to by the end, by its place. @type {((q: number, k: number, draw: number) => boolean)[]} */
const KINDS = [
  (q, k) => k === q - 1,
  (_, k) => k === 0,
  (q, k, draw) => k === Math.floor(draw * (q + 1)),
  (q, k) => k === q,
];
/** By how much, as a logit. */
const TURNED = 5;

/** Pieces of a title, as the stand-in has them. @param {string} title */
export function piecesOf(title) {
  return title.trim().match(/\s+(?=\s)|\s?\S{1,5}/g) ?? [];
}

/** Numbers that add up to 1. @param {number[]} logits */
function softmax(logits) {
  const powers = logits.map(Math.exp);
  const sum = powers.reduce((all, one) => all + one, 0);
  return powers.map((one) => one / sum);
}

/**
 * @param {{ n_layer: number, n_head: number, block_size: number, optimizer: string }} config
 * @param {number} done The share of the run that is done.
 * @param {string} title
 * @param {(...keys: unknown[]) => number} noise In [0, 1), by its arguments alone.
 */
export function fakeAttention(config, done, title, noise) {
  const { n_layer, n_head, optimizer } = config;
  const tokens = ["", ...piecesOf(title)].slice(0, config.block_size);
  const side = tokens.length;
  const weights = new Float32Array(n_layer * n_head * side * side);
  const learned = (optimizer === "sgd" ? 0.06 : 1) * Math.min(1, 1.5 * done);
  for (let map = 0; map < n_layer * n_head; map += 1) {
    const turned = KINDS[(map + Math.floor(map / n_head)) % KINDS.length];
    for (let q = 0; q < side; q += 1) {
      const draw = noise("pick", map, q);
      const logits = tokens.slice(0, q + 1).map((token, k) => {
        const own = 2 * noise(map, token, tokens[q]);
        return learned * (own + (turned(q, k, draw) ? TURNED * noise("turned", map) ** 0.5 : 0));
      });
      weights.set(softmax(logits), (map * side + q) * side);
    }
  }
  return { tokens, n_layer, n_head, weights };
}
