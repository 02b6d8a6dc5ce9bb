/** How more than two runs stand to each other, from their full validation losses at one place. */
import { isBroken, isWaiting } from "../state/runs.js";
import { gapBetween } from "./gap.js";

/** @typedef {import("../state/runs.js").RunCard} RunCard */
/** @typedef {{ card: RunCard, loss: number }} Place */
/**
 * @typedef {object} Standing
 * @property {number} tokens Where all were read.
 * @property {Place[]} places From the lowest loss to the highest.
 * @property {Place[]} tied Those that are not surely above the lowest, without it.
 * @property {RunCard[]} broken Runs that diverged or broke off; they have no place.
 */

/**
 * The newest place at which all runs that still count have a reading; null before there is one. Runs that wait, for
 * memory or their turn, do not count yet.
 * @param {RunCard[]} cards @returns {Standing | null}
 */
export function standingOf(cards) {
  const broken = cards.filter(isBroken);
  const counted = cards.filter((card) => !isBroken(card) && !isWaiting(card));
  const [first, ...rest] = counted;
  const shared = first?.evals.findLast((reading) =>
    rest.every((card) => card.evals.some((other) => other.tokens === reading.tokens)),
  );
  if (!first || !shared) return null;
  const { tokens } = shared;
  const places = counted
    .map((card) => ({ card, loss: lossAt(card, tokens) }))
    .sort((a, b) => a.loss - b.loss);
  const [low, ...others] = places;
  const tied = others.filter(({ card }) => !gapBetween(low.card.evals, card.evals)?.sure);
  return { tokens, places, tied, broken };
}

/** @param {RunCard} card @param {number} tokens */
function lossAt(card, tokens) {
  return card.evals.find((reading) => reading.tokens === tokens)?.loss ?? Number.NaN;
}
