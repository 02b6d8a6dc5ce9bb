/** The axes' ranges: fixed from the start, so that a falling line falls. */
import { charsOf, lossIn } from "./units.js";

/** The y axis begins at this share of uniform guessing; lower losses move it down in whole ticks. */
const FLOOR_SHARE = 0.4;
/** What an edge of the y axis is a multiple of, by unit. */
const TICK = { natsChar: 0.25, natsToken: 1, bitsChar: 0.5, perplexity: 1 };
/** Room that a line keeps above the lower edge, as a share of that. */
const MARGIN_SHARE = 0.2;
/** Uniform guessing for a vocabulary of 2,048, before the data is known. */
const USUAL_UNIFORM = 2.5;
/** Characters of a token then. */
const USUAL_CHARS = 3.2;
/** What the lesson's runs read in all, before they are made. */
const USUAL = { headlines: 36_000, steps: 550, tokens: 550_000, epochs: 2, seconds: 60 };
/** A logarithmic perplexity begins at this share of uniform guessing, which leaves room for what a small model can learn. */
const LOG_FLOOR_SHARE = 0.02;

/** @typedef {import("../state/runs.js").RunCard} RunCard */
/** @typedef {[number, number]} Range */

/**
 * Nats per character from floor to just above uniform guessing. Only a reading below the floor moves it.
 * @param {number | null} uniform @param {number} lowest The lowest reading so far, or infinity.
 * @param {number} [tick] What both edges are multiples of; other units have others.
 * @returns {Range}
 */
export function lossRange(uniform, lowest, tick = TICK.natsChar) {
  const guess = uniform ?? USUAL_UNIFORM;
  const margin = MARGIN_SHARE * tick;
  const top = Math.ceil((guess + margin) / tick) * tick;
  const floor = Math.floor((guess * FLOOR_SHARE) / tick) * tick;
  const needed = Number.isFinite(lowest) ? Math.floor((lowest - margin) / tick) * tick : floor;
  return [Math.max(0, Math.min(floor, needed)), top];
}

/**
 * The y axis in a unit: fixed like that of the nats, and above 0 where it is logarithmic.
 * @param {{ unit: import("./units.js").YUnit, log: boolean }} y
 * @param {import("../types.js").Plan | null} plan Of a run on the chart. @param {number} lowest In nats per character.
 * @returns {Range}
 */
export function lossRangeIn({ unit, log }, plan, lowest) {
  const chars = plan ? charsOf(plan, "val") : USUAL_CHARS;
  const uniform = lossIn(unit, plan?.uniform_full ?? USUAL_UNIFORM, chars);
  const low = Number.isFinite(lowest) ? lossIn(unit, lowest, chars) : lowest;
  if (unit === "perplexity") {
    const top = roundUp(uniform * 1.02);
    return [log ? roundDown(Math.min(LOG_FLOOR_SHARE * uniform, low * 0.9)) : 0, top];
  }
  const [from, to] = lossRange(uniform, low, TICK[unit]);
  return [log && from === 0 ? Math.min(low / 2, TICK[unit]) : from, to];
}

/** The next number with two digits, or one of one digit below. @param {number} value */
function roundUp(value) {
  const magnitude = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Math.ceil(value / magnitude) * magnitude;
}

/** @param {number} value */
function roundDown(value) {
  const magnitude = 10 ** Math.floor(Math.log10(value));
  return Math.max(1, Math.floor(value / magnitude) * magnitude);
}

/** From 0 to where the longest of the runs ends. @param {import("./units.js").XUnit} unit @param {RunCard[]} cards @returns {Range} */
export function xRangeIn(unit, cards) {
  const ends = cards.flatMap((card) => endOf(unit, card) ?? []);
  if (ends.length === 0) return [0, USUAL[unit]];
  // Less than one headline or step is no run, but a fraction of a second may be one.
  return [0, Math.max(unit === "seconds" ? 0.1 : 1, ...ends)];
}

/**
 * From 0 to where the runs would end that these configurations are of, before there is one.
 * @param {import("./units.js").XUnit} unit @param {{ config: import("../types.js").Config }[]} coming @returns {Range}
 */
export function xRangeBefore(unit, coming) {
  const ends = coming.flatMap((one) => unplannedEnd(unit, one) ?? []);
  return [0, ends.length > 0 ? Math.max(1, ...ends) : USUAL[unit]];
}

/** @param {import("./units.js").XUnit} unit @param {RunCard} card */
function endOf(unit, card) {
  if (unit === "seconds") return secondsOf(card);
  const plan = card.plan.value;
  if (!plan) return unplannedEnd(unit, card);
  if (unit === "steps") return plan.steps;
  if (unit === "epochs") return plan.steps_per_epoch ? plan.steps / plan.steps_per_epoch : null;
  const tokens = plan.steps * plan.batch_tokens;
  return unit === "tokens" ? tokens : tokens / plan.tokens_per_title;
}

/** Before a run is made its configuration says what it will read. @param {import("./units.js").XUnit} unit @param {{ config: import("../types.js").Config }} of */
function unplannedEnd(unit, { config }) {
  if (unit === "epochs") return Number(config.epochs);
  return unit === "headlines"
    ? Number(config.titles) * (1 - Number(config.val_frac)) * Number(config.epochs)
    : null;
}

/**
 * Seconds that a run takes at the pace that it had so far, in few round steps: an estimate that moves a little each time
 * must not move the axis. A run that is over takes what it took, and a branch has its own time alone.
 * @param {RunCard} card
 */
function secondsOf(card) {
  const last = card.train.at(-1);
  const steps = card.plan.value?.steps;
  if (!last?.seconds || !steps) return null;
  if (last.step >= steps) return last.seconds;
  const from = card.branch?.step ?? 0;
  const estimate = (last.seconds / (last.step - from)) * (steps - from);
  const magnitude = 10 ** Math.floor(Math.log10(estimate));
  const steady = [1, 1.5, 2, 3, 4, 6, 8, 10].find((one) => one * magnitude >= estimate);
  return (steady ?? 10) * magnitude;
}
