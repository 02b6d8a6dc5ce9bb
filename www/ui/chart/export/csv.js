/** Every reading of the runs as a table of its own, one a row, in every unit: nothing is thinned and nothing smoothed. Pure. */
import { charsOf, evaluationIn, lossIn, placeOn, X_UNITS, Y_UNITS } from "../units.js";

/** @typedef {import("../../state/runs.js").RunCard} RunCard */

const PLACES = {
  headlines: "headlines",
  steps: "step",
  tokens: "tokens",
  epochs: "epoch",
  seconds: "seconds",
};
const LOSSES = {
  natsChar: "nats_per_character",
  natsToken: "nats_per_token",
  bitsChar: "bits_per_character",
  perplexity: "perplexity_per_token",
};
/** The same for every reader: points in numbers, commas between them, a header. */
const HEADER = [
  "run",
  "what",
  ...X_UNITS.map((unit) => PLACES[unit]),
  ...Y_UNITS.map((unit) => LOSSES[unit]),
  "val_loss_of_the_paper",
  "learning_rate",
  "gradient_norm",
];

/** A cell; what a spreadsheet would take for a formula is told to be text. @param {string | number | null | undefined} value */
function cell(value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "number")
    return Number.isFinite(value) ? String(Number(value.toPrecision(9))) : "";
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** @param {RunCard} card */
function rowsOf(card) {
  const places = X_UNITS.map((unit) => placeOn(unit, card));
  const name = card.name.value;
  const row = (
    /** @type {string} */ what,
    /** @type {import("../../types.js").Reading} */ reading,
    /** @type {number[]} */ losses,
    /** @type {(number | null | undefined)[]} */ rest,
  ) => [name, what, ...places.map((place) => place(reading)), ...losses, ...rest];
  const [train, val] = [charsOf(card.plan.value, "train"), charsOf(card.plan.value, "val")];
  const inAll = (/** @type {number} */ loss, /** @type {number} */ chars) =>
    Y_UNITS.map((unit) => lossIn(unit, loss, chars));
  return [
    ...card.train.map((one) =>
      row("training", one, inAll(one.loss, train), [null, one.lr, one.grad_norm]),
    ),
    ...card.evals.map((one) =>
      row(
        "validation",
        one,
        Y_UNITS.map((unit) => evaluationIn(unit, one)),
        [one.val_loss, null, null],
      ),
    ),
    ...card.glances.map((one) => row("glance", one, inAll(one.loss, val), [null, null, null])),
  ];
}

/** A table as CSV. @param {string[]} header @param {(string | number | null | undefined)[][]} rows */
export function tableIn(header, rows) {
  const lines = [header, ...rows].map((cells) => cells.map(cell).join(","));
  return `${lines.join("\r\n")}\r\n`;
}

/** @param {RunCard[]} cards */
export function tableOf(cards) {
  return tableIn(HEADER, cards.flatMap(rowsOf));
}
