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

/** Whether two sets of headlines are the same titles in the same tokens, whatever they are called. @param {RunCard["data"]} a @param {RunCard["data"]} b */
export function sameTexts(a, b) {
  if (a === b) return a !== null;
  const [first, second] = [a?.info.fingerprints, b?.info.fingerprints];
  return Boolean(first && second && TEXTS.every((one) => first[one] === second[one]));
}

/**
 * Whether two runs read headlines of one preparation. Where the page has none of them it knows that of runs that were begun
 * together, and of those of one recording.
 * @param {RunCard} a @param {RunCard} b
 */
function shareHeadlines(a, b) {
  if (a.opened || b.opened || a.data !== b.data) return false;
  if (a.data !== null) return true;
  return a.recorded === b.recorded && a.kept?.experiment === b.kept?.experiment;
}

/**
 * What two runs share; `named` says whether a gap between them may be.
 * @param {RunCard} a @param {RunCard} b @param {boolean} perToken Whether the losses are of a token.
 * @returns {Comparison}
 */
export function comparison(a, b, perToken) {
  if (shareHeadlines(a, b)) return { named: true, unknown: [], differs: [] };
  const [first, second] = [fingerprintsOf(a), fingerprintsOf(b)];
  if (!first || !second) {
    const unknown = [a, b].filter((card) => fingerprintsOf(card) === null);
    return { named: false, unknown, differs: [] };
  }
  const differs = TEXTS.filter((one) => first[one] !== second[one]);
  const named = !differs.includes("val") && !(perToken && differs.includes("tokenizer"));
  return { named, unknown: [], differs };
}

/** Whether one of two runs goes on from the other, and was still the same run after an update. @param {RunCard} a @param {RunCard} b @param {number} step */
export function wereOne(a, b, step) {
  const cameFrom = (/** @type {RunCard} */ { branch }, /** @type {RunCard} */ { key }) =>
    branch?.parent === key && step <= branch.step;
  return cameFrom(a, b) || cameFrom(b, a);
}

/** Whether two runs were both read after the same tokens, each on its own way. @param {RunCard} a @param {RunCard} b */
export function met(a, b) {
  const read = new Set(b.evals.map(({ tokens }) => tokens));
  return a.evals.some(({ step, tokens }) => read.has(tokens) && !wereOne(a, b, step));
}
