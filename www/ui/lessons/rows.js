/** A lesson's runs as rows: what was measured here, what the paper reports, and how each differs from the run it is held against. */
import { isBroken } from "../state/runs.js";
import { paperLoss } from "./paper.js";
import { standingOf } from "./standing.js";

/** @typedef {import("../state/runs.js").RunCard} RunCard */
/**
 * @typedef {object} Row
 * @property {RunCard} card
 * @property {number | null} loss Its full validation loss where all runs were read last, or null.
 * @property {number | null} change Its loss less that of the run it is held against; negative is lower.
 * @property {number | null} paper The paper's loss.
 * @property {number | null} paperChange The same difference in the paper.
 */

/**
 * @param {RunCard[]} cards @param {number | "before"} against The place of the run that all are held against, or
 *   "before": each against the one before it.
 * @returns {Row[]}
 */
export function rowsOf(cards, against) {
  const standing = standingOf(cards);
  const losses = cards.map(
    (card) => standing?.places.find((place) => place.card === card)?.loss ?? null,
  );
  const papers = cards.map((card) => paperLoss(card.recipe));
  return cards.map((card, i) => ({
    card,
    loss: isBroken(card) ? null : losses[i],
    change: changeAt(losses, i, against),
    paper: papers[i],
    paperChange: changeAt(papers, i, against),
  }));
}

/** @param {(number | null)[]} losses @param {number} at @param {number | "before"} against */
function changeAt(losses, at, against) {
  const loss = losses[at];
  // What several steps brought together is no step's own: the paper reports the first and the last of such a row only.
  const from = against === "before" ? at - 1 : against;
  const other = from === at ? null : losses[from];
  return loss === null || other === null || other === undefined ? null : loss - other;
}

/** From the least to the greatest of the rows' differences, zero among them. @param {Row[]} rows @returns {[number, number]} */
export function spanOf(rows) {
  const all = rows.flatMap((row) => [row.change ?? 0, row.paperChange ?? 0]);
  return [Math.min(0, ...all), Math.max(0, ...all)];
}
