/** Names of saved files: what is in them, in letters that every disk takes. Pure. */

/** @typedef {import("../../state/runs.js").RunCard} RunCard */
/** @typedef {import("../../state/chart.js").View} View */

const LONGEST = 60;
const LOSSES = {
  natsChar: "nats-per-character",
  natsToken: "nats-per-token",
  bitsChar: "bits-per-character",
  perplexity: "perplexity",
};

/** @param {string} words */
function slug(words) {
  return words
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.]+/gu, "-")
    .replace(/^[-.]+|[-.]+$/g, "");
}

/** The runs' names, and no more of them than fit. @param {RunCard[]} cards */
function runsIn(cards) {
  const all = cards.map((card) => slug(card.short.value)).join("-vs-");
  return all.length > 0 && all.length <= LONGEST ? all : `${cards.length}-runs`;
}

/** @param {"svg" | "png" | "csv"} kind @param {RunCard[]} cards @param {View} view */
export function fileName(kind, cards, view) {
  const what = kind === "csv" ? "readings" : `${LOSSES[view.y]}-over-${view.x}`;
  return `headline-lab-${runsIn(cards)}-${what}.${kind}`;
}

/** A run's model as a folder, which its zip is called after. @param {RunCard} card */
export const folderName = (card) => `headline-lab-${runsIn([card])}`;

/** A run's own file. @param {RunCard} card */
export const runFileName = (card) => `headline-lab-${runsIn([card])}-run.json`;
