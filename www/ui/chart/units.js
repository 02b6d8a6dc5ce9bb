/**
 * What the chart's axes can count in, and how a reading comes to it. Pure arithmetic on a run's plan and readings; losses
 * come in as the page keeps them, in nats per character.
 */
import { bits, charsPerToken } from "../meaning/units.js";

/** @typedef {import("../types.js").Plan} Plan */
/** @typedef {import("../types.js").Reading} Reading */
/** @typedef {import("../types.js").Evaluation} Evaluation */
/** @typedef {import("../state/runs.js").RunCard} RunCard */

/** What the x axis can count: the first is what it counts unless told otherwise. */
export const X_UNITS = /** @type {const} */ (["headlines", "steps", "tokens", "epochs", "seconds"]);
/** What the y axis can measure in. */
export const Y_UNITS = /** @type {const} */ (["natsChar", "natsToken", "bitsChar", "perplexity"]);

/** @typedef {typeof X_UNITS[number]} XUnit */
/** @typedef {typeof Y_UNITS[number]} YUnit */
/** Whose text a loss is about: a token has another number of characters there. @typedef {"train" | "val"} Split */

/**
 * Where a run's readings stand on the x axis, as a function of one of them; null where it has no such place. Seconds are
 * those inside the run's own steps, which a recording does not keep.
 * @param {XUnit} unit @param {RunCard} card @returns {(reading: Omit<Reading, "loss">) => number | null}
 */
export function placeOn(unit, card) {
  const plan = card.plan.value;
  switch (unit) {
    case "headlines": {
      const perTitle = plan?.tokens_per_title ?? 1;
      return (reading) => reading.tokens / perTitle;
    }
    case "steps":
      return (reading) => reading.step;
    case "tokens":
      return (reading) => reading.tokens;
    case "epochs":
      return plan?.steps_per_epoch ? (reading) => reading.step / plan.steps_per_epoch : () => null;
    case "seconds":
      return (reading) => reading.seconds ?? null;
  }
}

/** Characters that a token stands for; NaN where the plan is not known. @param {Plan | null} plan @param {Split} split */
export function charsOf(plan, split) {
  if (!plan) return Number.NaN;
  return split === "val" ? charsPerToken(plan) : plan.train_chars / plan.train_tokens;
}

/**
 * A loss in another unit. Each of them rises with the loss, so that the least of some losses is the least of them all.
 * @param {YUnit} unit @param {number} nats Per character. @param {number} chars That a token of the same text stands for.
 */
export function lossIn(unit, nats, chars) {
  switch (unit) {
    case "natsChar":
      return nats;
    case "bitsChar":
      return bits(nats);
    case "natsToken":
      return nats * chars;
    case "perplexity":
      return Math.exp(nats * chars);
  }
}

/** An evaluation in a unit: what it measured by the token stands as it was measured. @param {YUnit} unit @param {Evaluation} reading */
export function evaluationIn(unit, reading) {
  if (unit === "natsToken") return reading.val_loss_token;
  if (unit === "perplexity") return Math.exp(reading.val_loss_token);
  return lossIn(unit, reading.loss, Number.NaN);
}

/** Whether a unit is about characters, so that figures of another tokenizer compare. @param {YUnit} unit */
export const isPerCharacter = (unit) => unit === "natsChar" || unit === "bitsChar";
