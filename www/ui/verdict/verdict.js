/**
 * The verdict on a question, from pairs of runs: the two runs of a pair share seed, data and batches, so that their
 * difference is the change's, and the spread over the pairs is the seed's. Knows no page and no words.
 *
 * The rule: a change is better (or worse) when at least three pairs have come to their end, every difference has the
 * one sign, and the smallest of them exceeds the floor. Anything else is too close to call. A run that diverged counts as
 * worse than any that has ended.
 */

/**
 * How far the difference of two runs moves when other headlines are held back: its standard deviation, in nats per
 * character, over 20 sets of 500 headlines at the Tiny size (docs/verdict.md). It falls with the root of their number.
 */
const MOVES = { nats: 0.0014, titles: 500 };
/** A difference counts from so many standard deviations on. */
const DEVIATIONS = 2;

/**
 * The smallest difference that counts. All pairs share the held-back headlines, so more seeds do not average their luck out.
 * @param {number} titles Headlines held back. @returns {number} Nats per character.
 */
export function floorFor(titles) {
  return DEVIATIONS * MOVES.nats * Math.sqrt(MOVES.titles / Math.max(1, titles));
}

/** Fewer pairs than this decide nothing: with two, chance alone gives them one sign every other time. */
export const LEAST_PAIRS = 3;

/**
 * Where a run stands: at its end with the `val_loss_full` of its last evaluation, diverged, broken off before its end
 * (stopped or failed), or still to come.
 * @typedef {{ kind: "ended", loss: number } | { kind: "diverged", step: number } | { kind: "cut", step: number } | { kind: "open" }} Outcome
 */

/** The asked-about variant and the one that it is held against. @typedef {{ seed: number, asked: Outcome, reference: Outcome }} Pair */

/**
 * `pending`: some pairs are still to come. `none`: nothing to compare. `one`, `few`: too few pairs, differences alone.
 * `mixed`: a variant diverged with some seeds and was no worse with others.
 * @typedef {"pending" | "none" | "one" | "few" | "better" | "worse" | "close" | "mixed"} Kind
 */

/**
 * @typedef {object} Verdict
 * @property {Kind} kind
 * @property {number} floor The smallest difference that counts.
 * @property {{ seed: number, nats: number, share: number }[]} differences Asked minus reference, of the pairs that have both ended; below 0 the change helped.
 * @property {number} pairs Pairs that count: both ended, or one of the two diverged.
 * @property {number} median Of the differences; NaN without any.
 * @property {number} least The smallest difference without its sign.
 * @property {number} most The largest without its sign.
 * @property {number} share The median difference as a share of the reference's loss; NaN without any.
 * @property {number[]} askedDiverged Seeds with which the asked-about variant alone diverged.
 * @property {number[]} referenceDiverged Seeds with which the other alone did.
 * @property {number[]} bothDiverged Seeds with which both did: these pairs do not count.
 * @property {number[]} cut Seeds with which a run broke off before its end: these pairs do not count.
 */

/** @param {number[]} values @returns {number} */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
}

/**
 * With no true difference each pair falls to either side as a coin does: how often all of them fall to one.
 * @param {number} pairs @returns {number} A share; its reciprocal is the "once in".
 */
export function chanceOfOneSign(pairs) {
  return 2 * 0.5 ** pairs;
}

/** @param {Pair} pair */
function isCut({ asked, reference }) {
  return asked.kind === "cut" || reference.kind === "cut";
}

/** A pair that is still to come, and can still count. @param {Pair} pair */
export function isOpen(pair) {
  return !isCut(pair) && (pair.asked.kind === "open" || pair.reference.kind === "open");
}

/**
 * How much worse the asked-about variant came out: infinitely where it alone diverged.
 * @param {Pair} pair @returns {number | null} Null for a pair that does not count.
 */
function differenceOf({ asked, reference }) {
  if (asked.kind === "ended" && reference.kind === "ended") return asked.loss - reference.loss;
  if (asked.kind === "diverged" && reference.kind === "ended") return Number.POSITIVE_INFINITY;
  if (asked.kind === "ended" && reference.kind === "diverged") return Number.NEGATIVE_INFINITY;
  return null;
}

/** @param {Pair[]} pairs @param {number} floor The smallest difference that counts. @returns {Verdict} */
export function verdictOf(pairs, floor) {
  const counting = pairs.flatMap((pair) => {
    const nats = differenceOf(pair);
    const loss = pair.reference.kind === "ended" ? pair.reference.loss : Number.NaN;
    return nats === null ? [] : [{ seed: pair.seed, nats, share: nats / loss }];
  });
  const differences = counting.filter(({ nats }) => Number.isFinite(nats));
  const sizes = differences.map(({ nats }) => Math.abs(nats));
  const seedsWhere = (/** @type {(pair: Pair) => boolean} */ holds) =>
    pairs.filter(holds).map((pair) => pair.seed);
  return {
    kind: pairs.some(isOpen)
      ? "pending"
      : kindOf(
          counting.map(({ nats }) => nats),
          floor,
        ),
    floor,
    differences,
    pairs: counting.length,
    median: median(differences.map(({ nats }) => nats)),
    least: Math.min(...sizes),
    most: Math.max(...sizes),
    share: median(differences.map(({ share }) => share)),
    askedDiverged: seedsWhere((pair) => differenceOf(pair) === Number.POSITIVE_INFINITY),
    referenceDiverged: seedsWhere((pair) => differenceOf(pair) === Number.NEGATIVE_INFINITY),
    bothDiverged: seedsWhere(
      (pair) => pair.asked.kind === "diverged" && pair.reference.kind === "diverged",
    ),
    cut: seedsWhere(isCut),
  };
}

/** @param {number[]} differences Of the pairs that count, infinite where a run diverged. @param {number} floor @returns {Kind} */
function kindOf(differences, floor) {
  if (differences.length === 0) return "none";
  if (differences.length === 1) return "one";
  if (differences.length < LEAST_PAIRS) return "few";
  if (differences.every((nats) => nats < -floor)) return "better";
  if (differences.every((nats) => nats > floor)) return "worse";
  return differences.every(Number.isFinite) ? "close" : "mixed";
}
