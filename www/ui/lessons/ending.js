/** The sentence at the end, made from the runs alone, and what became of the prediction. */
import { count, decimal, percent } from "../format.js";
import { brokenHow, headlinesRead, isBroken } from "../state/runs.js";
import { text } from "../text.js";
import { firstStepAt, gapBetween, NAMED } from "./gap.js";
import { standingOf } from "./standing.js";

/** @typedef {import("../state/runs.js").RunCard} RunCard */

/** @param {RunCard} card */
function readSoFar(card) {
  return count(headlinesRead(card, card.train.at(-1)?.tokens ?? 0));
}

/** A sentence that begins with a run's name. @param {string} sentence */
export const capital = (sentence) => sentence[0].toUpperCase() + sentence.slice(1);

/**
 * The closing sentence of an experiment whose runs have all ended.
 * @param {RunCard[]} cards
 * @param {string} [paper] What the paper says of them, as the end of a sentence.
 */
export function endingOf(cards, paper = "") {
  const [a, b] = cards;
  if (!a) return "";
  const failed = cards.filter((card) => brokenHow(card) === "failed");
  if (cards.length > 2 && failed.length < cards.length) return manyEnding(cards, paper);
  const diverged = cards.find((card) => brokenHow(card) === "diverged");
  if (diverged) return divergedEnding(diverged, cards);
  if (failed.length > 0) return text.ending.failed(failed.map((card) => card.short.value));
  if (!b) return oneEnding(a);
  const gap = gapBetween(a.evals, b.evals);
  if (!gap || gap.readings < NAMED.readings) return text.ending.early(readSoFar(a));
  const read = count(headlinesRead(a, gap.last.a.tokens));
  if (!gap.sure) return text.ending.none(a.short.value, b.short.value, decimal(gap.nats), read);
  return gapEnding(cards, gap, read);
}

/** How far those that one seed cannot order are above the lowest, at most. @param {import("./standing.js").Standing} standing */
function aboveLowest({ places: [low], tied }) {
  return decimal((tied.at(-1)?.loss ?? low.loss) - low.loss);
}

/** Which runs one seed cannot order below the lowest, as a clause; there is at least one. @param {import("./standing.js").Standing} standing */
export function tiedWords(standing) {
  const { tied } = standing;
  const above = aboveLowest(standing);
  return tied.length === 1
    ? text.ending.tied(tied[0].card.short.value, above)
    : text.ending.tiedSome(text.numbers[tied.length], above);
}

/** Best, worst, what cannot be ordered, and what the paper says. @param {RunCard[]} cards @param {string} paper */
function manyEnding(cards, paper) {
  const standing = standingOf(cards);
  if (!standing || standing.places[0].card.evals.length < NAMED.readings)
    return text.ending.early(readSoFar(cards[cards.length - 1]));
  const { places, tied, broken } = standing;
  const [low] = places;
  const high = places[places.length - 1];
  const ends = {
    low: low.card.short.value,
    lowLoss: decimal(low.loss),
    high: high.card.short.value,
    highLoss: decimal(high.loss),
  };
  const above = aboveLowest(standing);
  const clauses = [];
  if (places.length === 1)
    clauses.push(text.ending.divergedOther(ends.low, ends.lowLoss).slice(0, -1));
  else if (tied.length === places.length - 1)
    clauses.push(text.ending.tiedAll({ ...ends, nats: above }));
  else clauses.push(text.ending.many(ends));
  if (tied.length > 0 && tied.length < places.length - 1) clauses.push(tiedWords(standing));
  for (const how of /** @type {const} */ (["diverged", "failed"])) {
    const names = broken.filter((card) => brokenHow(card) === how).map((card) => card.short.value);
    if (names.length > 0) clauses.push(text.ending.broken[how](names));
  }
  if (paper) clauses.push(paper);
  return capital(`${clauses.join("; ")}.`);
}

/** @param {RunCard[]} cards @param {import("./gap.js").Gap} gap @param {string} read */
function gapEnding([a, b], gap, read) {
  const [low, high] = gap.low === 0 ? [a, b] : [b, a];
  const [lowLoss, highLoss] =
    gap.low === 0 ? [gap.last.a.loss, gap.last.b.loss] : [gap.last.b.loss, gap.last.a.loss];
  const sentence = text.ending.gap({
    low: low.short.value,
    high: high.short.value,
    lowLoss: decimal(lowLoss),
    highLoss: decimal(highLoss),
    nats: decimal(gap.nats, 2),
    percent: percent(gap.share),
    read,
  });
  const step = firstStepAt(low.evals, highLoss);
  const reached =
    step === null
      ? ""
      : text.ending.reached(
          low.short.value,
          high.short.value,
          count(step),
          count(low.plan.value?.steps ?? 0),
        );
  return `${sentence} ${reached}`.trim();
}

/** @param {RunCard} diverged @param {RunCard[]} cards */
function divergedEnding(diverged, cards) {
  const sentences = [text.ending.diverged(diverged.short.value, count(diverged.step.value))];
  for (const card of cards) {
    const last = card.evals.at(-1);
    if (card !== diverged && last && !isBroken(card)) {
      sentences.push(text.ending.divergedOther(card.short.value, decimal(last.loss)));
    }
  }
  return sentences.join(" ");
}

/** @param {RunCard} card */
function oneEnding(card) {
  const last = card.evals.at(-1);
  if (!last) return text.ending.early(readSoFar(card));
  return text.ending.one(
    card.short.value,
    decimal(last.loss),
    count(headlinesRead(card, last.tokens)),
  );
}

/** The outcome to hold a prediction against: the lowest run's place, "same", or null where it cannot be told. @param {RunCard[]} cards */
function outcomeOf(cards) {
  const standing = standingOf(cards);
  if (cards.length < 2 || !standing || cards.some((card) => card.state.value === "failed"))
    return null;
  const { places, tied } = standing;
  const [low] = places;
  if (places.length === 1) return cards.indexOf(low.card);
  if (low.card.evals.length < NAMED.readings) return null;
  return tied.length > 0 ? /** @type {const} */ ("same") : cards.indexOf(low.card);
}

/** What it is called that no run is surely the lowest. @param {number} count */
function sameOf(count) {
  return count > 2 ? text.prediction.close : text.prediction.same;
}

/**
 * What was guessed and what it came to, by name; the outcome is null where it cannot be told.
 * @param {RunCard[]} cards @param {number | "same"} guess @returns {{ guess: string, outcome: string | null }}
 */
export function predictionOf(cards, guess) {
  const named = (/** @type {number | "same"} */ which) =>
    which === "same" ? sameOf(cards.length) : (cards[which]?.short.value ?? "");
  const outcome = outcomeOf(cards);
  return { guess: named(guess), outcome: outcome === null ? null : named(outcome) };
}

/** @param {RunCard[]} cards @param {number | "same"} guessed */
export function predictionAnswer(cards, guessed) {
  const { guess, outcome } = predictionOf(cards, guessed);
  if (outcome === null) return text.prediction.open(guess);
  if (outcome === guess) return text.prediction.right(guess);
  return text.prediction.wrong(guess, outcome);
}
