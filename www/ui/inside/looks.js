/**
 * Where a head looks, worked out from the shares that a run gave: how even its looks are, what it looks at as a rule, and
 * the cells of its map. Token 0 is the start of a headline. Knows no page.
 */

/** @typedef {import("../../engine.js").Attention} Attention */
/** One head over a headline of `side` tokens: row q holds the shares of token q. @typedef {{ side: number, weights: Float32Array }} Look */
/** @typedef {"previous" | "first" | "itself"} Habit */
/**
 * The mean shares that tokens give to the one before them, to the first one and to themselves, and what an even look would
 * give to any one.
 * @typedef {Record<Habit, number> & { even: number }} Habits
 */

/** Shades of a cell: as many as an eye tells apart, and few enough to draw each in one stroke. */
export const SHADES = 20;
/** With fewer tokens nearly every one is the first, the one before, or itself. */
const FEWEST = 4;

/** @param {Attention} attention @param {number} layer @param {number} head @returns {Look | null} null where there is none */
export function lookOf({ tokens, n_layer, n_head, weights }, layer, head) {
  if (layer >= n_layer || head >= n_head) return null;
  const side = tokens.length;
  const from = (layer * n_head + head) * side * side;
  return { side, weights: weights.subarray(from, from + side * side) };
}

/** @param {Look} look @param {number} q @param {number} k */
export const shareOf = ({ side, weights }, q, k) => weights[q * side + k];

/** The mean of what `of` gives of each token from the `first` on. @param {number} first @param {number} side @param {(q: number) => number} of */
function meanOver(first, side, of) {
  let sum = 0;
  for (let q = first; q < side; q += 1) sum += of(q);
  return sum / (side - first);
}

/** The entropy of a token's look, in nats. @param {Look} look @param {number} q */
function entropyOf(look, q) {
  let sum = 0;
  for (let k = 0; k <= q; k += 1) {
    const share = shareOf(look, q, k);
    // A model that broke gives no numbers, and neither does this.
    if (share !== 0) sum -= share * Math.log(share);
  }
  return sum;
}

/**
 * How even the looks are: the entropy of each as a share of the most that it can be, in the mean over all tokens that
 * have a choice; 1 is the same look at everything before, 0 at one token alone. Null where none has a choice.
 * @param {Look} look
 */
export function evennessOf(look) {
  if (look.side < 2) return null;
  return meanOver(1, look.side, (q) => entropyOf(look, q) / Math.log(q + 1));
}

/** The mean over all heads of all layers. @param {Attention} attention */
export function evennessOfAll(attention) {
  let sum = 0;
  for (let layer = 0; layer < attention.n_layer; layer += 1) {
    for (let head = 0; head < attention.n_head; head += 1) {
      const look = lookOf(attention, layer, head);
      const evenness = look && evennessOf(look);
      if (evenness === null) return null;
      sum += evenness;
    }
  }
  return sum / (attention.n_layer * attention.n_head);
}

/** The least even head, whose map tells the most. @param {Attention} attention */
export function sharpestOf(attention) {
  let sharpest = { layer: 0, head: 0, evenness: Number.POSITIVE_INFINITY };
  for (let layer = 0; layer < attention.n_layer; layer += 1) {
    for (let head = 0; head < attention.n_head; head += 1) {
      const look = lookOf(attention, layer, head);
      const evenness = (look && evennessOf(look)) ?? Number.POSITIVE_INFINITY;
      if (evenness < sharpest.evenness) sharpest = { layer, head, evenness };
    }
  }
  return { layer: sharpest.layer, head: sharpest.head };
}

/**
 * What the tokens look at as a rule; from the third on, for which the first and the one before are two. Null for a
 * headline of too few.
 * @param {Look} look @returns {Habits | null}
 */
export function habitsOf(look) {
  if (look.side < FEWEST) return null;
  const mean = (/** @type {(q: number) => number} */ of) => meanOver(2, look.side, of);
  return {
    previous: mean((q) => shareOf(look, q, q - 1)),
    first: mean((q) => shareOf(look, q, 0)),
    itself: mean((q) => shareOf(look, q, q)),
    even: mean((q) => 1 / (q + 1)),
  };
}

/** What a token looks at most, the most first. @param {Look} look @param {number} q @param {number} n At most so many. */
export function mostOf(look, q, n) {
  return Array.from({ length: q + 1 }, (_, k) => ({ k, share: shareOf(look, q, k) }))
    .sort((a, b) => b.share - a.share || b.k - a.k)
    .slice(0, n);
}

/**
 * A share's shade, from 0 to `shades`. It grows with the share's root, so that small ones are told apart too.
 * @param {number} share @param {number} [shades]
 */
export function shadeOf(share, shades = SHADES) {
  return Math.round(Math.sqrt(Math.max(0, Math.min(1, share || 0))) * shades);
}

/** The cells of each shade but 0 as one path, a cell being 1 × 1. @param {Look} look @returns {{ shade: number, path: string }[]} */
export function cellsOf(look) {
  /** @type {string[]} */
  const paths = Array.from({ length: SHADES + 1 }, () => "");
  for (let q = 0; q < look.side; q += 1) {
    for (let k = 0; k <= q; k += 1) paths[shadeOf(shareOf(look, q, k))] += `M${k} ${q}h1v1h-1z`;
  }
  return paths.flatMap((path, shade) => (shade > 0 && path !== "" ? [{ shade, path }] : []));
}

/** The steps under which all cells lie that a token can look at. @param {number} side */
export function stairsOf(side) {
  let path = "M0 0";
  for (let i = 0; i < side; i += 1) path += "h1v1";
  return `${path}H0z`;
}
