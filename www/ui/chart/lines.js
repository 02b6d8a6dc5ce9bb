/** The lines of the chart: of every run its training loss, its validation loss and its glances, in the units of a view. */
import { meanAt } from "./smoothing.js";
import { createTrack } from "./track.js";
import { charsOf, evaluationIn, lossIn, placeOn } from "./units.js";

/** @typedef {import("../state/runs.js").RunCard} RunCard */
/** @typedef {import("../state/chart.js").View} View */
/** @typedef {"train" | "evals" | "glances"} Kind */
/** @typedef {{ card: RunCard, kind: Kind, track: import("./track.js").Track }} Line */

/** Every run's training under every run's validation under every run's glances. @param {RunCard[]} cards @param {View} view @returns {Line[]} */
export function linesOf(cards, view) {
  return [
    ...cards.map((card) => trainingLine(card, view)),
    ...cards.map((card) => validationLine(card, view)),
    ...cards.map((card) => glanceLine(card, view)),
  ];
}

/** @param {RunCard} card @param {View} view @returns {Line} */
function trainingLine(card, view) {
  const chars = charsOf(card.plan.value, "train");
  const track = createTrack({
    readings: () => card.train,
    x: placeOn(view.x, card),
    y: (reading) => reading.loss,
    span: view.smooth,
    // The mean is one of losses: a mean of perplexities would be the largest one's.
    as: (nats) => lossIn(view.y, nats, chars),
  });
  return { card, kind: "train", track };
}

/** @param {RunCard} card @param {View} view @returns {Line} */
function validationLine(card, view) {
  const track = createTrack({
    readings: () => card.evals,
    x: placeOn(view.x, card),
    y: (reading) => evaluationIn(view.y, /** @type {import("../types.js").Evaluation} */ (reading)),
  });
  return { card, kind: "evals", track };
}

/** @param {RunCard} card @param {View} view @returns {Line} */
function glanceLine(card, view) {
  const chars = charsOf(card.plan.value, "val");
  const track = createTrack({
    readings: () => card.glances,
    x: placeOn(view.x, card),
    y: (reading) => lossIn(view.y, reading.loss, chars),
  });
  return { card, kind: "glances", track };
}

/** What stands below the losses: the rate of every update, and its gradients' norm before clipping. */
export const STRIPS = /** @type {const} */ (["lr", "grad_norm"]);
/** @typedef {typeof STRIPS[number]} StripName */

/** @param {StripName} name @param {RunCard[]} cards @param {View} view @returns {Line[]} */
export function stripLines(name, cards, view) {
  return cards.map((card) => ({
    card,
    kind: "train",
    track: createTrack({
      readings: () => card.train,
      x: placeOn(view.x, card),
      y: (reading) => reading[name],
    }),
  }));
}

/** The training loss of an update as the line shows it. @param {RunCard} card @param {number} index @param {View} view */
export function trainingAt(card, index, view) {
  const nats = meanAt(card.train, index, view.smooth);
  return lossIn(view.y, nats, charsOf(card.plan.value, "train"));
}
