/**
 * Whether the losses of two runs can be held against each other: they can where both were measured on the same headlines,
 * and by the token only where the tokens are the same as well. Runs of one experiment share both.
 */

/** @typedef {import("../state/runs.js").RunCard} RunCard */
/** @typedef {import("../../protocol.js").Fingerprints} Fingerprints */
/**
 * `unknown`: runs of which it is not known what they were measured on. `differs`: which texts do.
 * @typedef {{ named: boolean, unknown: RunCard[], differs: (keyof Fingerprints)[] }} Comparison
 */

const TEXTS = /** @type {const} */ (["val", "tokenizer", "train"]);

/** @param {RunCard} card @returns {Fingerprints | null} */
const fingerprintsOf = (card) =>
  (card.opened ? card.opened.data?.fingerprints : card.data?.info.fingerprints) ?? null;

/**
 * What two runs share; `named` says whether a gap between them may be.
 * @param {RunCard} a @param {RunCard} b @param {boolean} perToken Whether the losses are of a token.
 * @returns {Comparison}
 */
export function comparison(a, b, perToken) {
  if (!a.opened && !b.opened && a.data === b.data) return { named: true, unknown: [], differs: [] };
  const [first, second] = [fingerprintsOf(a), fingerprintsOf(b)];
  if (!first || !second) {
    const unknown = [a, b].filter((card) => fingerprintsOf(card) === null);
    return { named: false, unknown, differs: [] };
  }
  const differs = TEXTS.filter((one) => first[one] !== second[one]);
  const named = !differs.includes("val") && !(perToken && differs.includes("tokenizer"));
  return { named, unknown: [], differs };
}
