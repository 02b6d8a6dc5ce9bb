/** What there is to take of a run: whether its weights are there, how large they are, and what its model card tells. */
import { english } from "../text.js";

/** @typedef {import("../state/runs.js").RunCard} RunCard */

const WITH_WEIGHTS = ["running", "pausing", "paused", "stopped", "finished", "waiting"];

/** Whether a run has been trained here and its weights are still in the engine. @param {RunCard} card */
export function canTakeAway(card) {
  return (
    card.engineId.value !== null && card.step.value > 0 && WITH_WEIGHTS.includes(card.state.value)
  );
}

/** @param {RunCard} card */
const paramsOf = (card) => card.plan.value?.params ?? card.params;

/** The size of a run's weights, in bytes. @param {RunCard} card @param {boolean} half in half precision */
export const bytesOf = (card, half) => paramsOf(card) * (half ? 2 : 4);

/** Whether transformers has the model; as `is_gpt2` in src/checkpoint/hugging_face.rs. @param {RunCard} card */
export const isGpt2 = ({ config }) => config.norm === "layernorm" && config.position === "learned";

/** Whether all that a run has read was made up. @param {RunCard} card */
export const isMadeUp = (card) => card.data?.synthetic ?? false;

/**
 * The update that a run has come to, as the engine has told it by now; the card's own step waits for the page's beat.
 * @param {RunCard} card
 */
export const updateOf = (card) => Math.max(card.step.value, card.train.at(-1)?.step ?? 0);

/** What the model card tells, which is in English whatever the page's language. @param {RunCard} card @returns {import("../../protocol.js").CardFacts} */
export function factsOf(card) {
  const synthetic = isMadeUp(card);
  return {
    name: card.name.value,
    data: synthetic ? english.panels.mine.sampleName : (card.data?.name ?? ""),
    synthetic,
    step: updateOf(card),
    params: paramsOf(card),
    curve: card.evals
      .filter(({ loss }) => Number.isFinite(loss))
      .map(({ step, loss }) => /** @type {[number, number]} */ ([step, loss])),
  };
}
