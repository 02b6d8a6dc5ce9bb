/** What came out of a lesson, in sentences made from its runs; also where it contradicts the paper. */
import { count, decimal, percent, setting } from "../format.js";
import { brokenHow } from "../state/runs.js";
import { text } from "../text.js";
import { capital, tiedWords } from "./ending.js";
import { firstStepAt, gapBetween } from "./gap.js";
import { paperLoss } from "./paper.js";
import { standingOf } from "./standing.js";
import { SWEPT_SIZE } from "./table.js";

/** @typedef {import("../state/runs.js").RunCard} RunCard */
/** @typedef {import("./standing.js").Standing} Standing */
/** @typedef {{ [run: string]: { card: RunCard, loss: number } }} Read By a run's id in its lesson; runs without a figure are missing. */

const words = text.findings;

/** @type {Record<string, (read: Read, cards: RunCard[], standing: Standing) => string[]>} */
const FINDINGS = {
  "sgd-vs-adamw": sgdVsAdamw,
  "fair-to-sgd": fairToSgd,
  "one-change": oneChange,
  "modern-parts": modernParts,
  "learning-rates": (_, cards, standing) => learningRates(cards, standing),
  dropout: (read) => pairOf(read.d05, read.d10),
  "weight-decay": (read) => pairOf(read.w05, read.w10),
};

/** Sentences for a lesson whose runs have ended; none where they were stopped too early. @param {string} id @param {RunCard[]} cards @returns {string[]} */
export function findingsOf(id, cards) {
  const standing = standingOf(cards);
  if (!standing || standing.places.some(({ card }) => card.evals.length < 3)) return [];
  /** @type {Read} */
  const read = {};
  for (const place of standing.places) read[place.card.recipe.run ?? ""] = place;
  return (FINDINGS[id]?.(read, cards, standing) ?? []).filter(Boolean);
}

/** A share of what there was to gain; it may be negative. @param {number} share */
const part = (share) => words.percent(count(100 * share));

/** How one run ended beside another, in words. @param {number} difference Its loss less the other's. */
function lowerOrHigher(difference) {
  return words.difference(decimal(Math.abs(difference)), difference);
}

/** @param {Read} read */
function sgdVsAdamw({ sgd, adamw }) {
  if (!sgd || !adamw) return [];
  const [from, to] = [paperLoss(sgd.card.recipe), paperLoss(adamw.card.recipe)];
  const share = (sgd.loss - adamw.loss) / sgd.loss;
  const paper = from && to ? (from - to) / from : 0;
  const step = firstStepAt(adamw.card.evals, sgd.loss);
  return [
    words.pair(lowerOrHigher(adamw.loss - sgd.loss), percent(Math.abs(share)), percent(paper)),
    ...(step === null ? [] : [words.severalThings]),
  ];
}

/** @param {Read} read */
function fairToSgd(read) {
  const { sgd, adamw } = read;
  const [best, momentum] = [read["sgd-best"], read["sgd-momentum"]];
  if (!sgd || !adamw) return [];
  const gap = sgd.loss - adamw.loss;
  if (gap <= 0) return [words.noGap];
  const sentences = [];
  if (best && momentum) {
    sentences.push(
      words.closed({
        gap: decimal(gap),
        rate: part((sgd.loss - best.loss) / gap),
        momentum: part((sgd.loss - momentum.loss) / gap),
      }),
    );
  }
  const tuned = [best, momentum].filter(Boolean).sort((a, b) => a.loss - b.loss)[0];
  if (tuned) {
    sentences.push(words.left(tuned.card.short.value, lowerOrHigher(adamw.loss - tuned.loss)));
    if (tuned.card.recipe.size !== SWEPT_SIZE) sentences.push(words.borrowed);
  }
  return [...sentences, words.oneRate];
}

/** @param {Read} read */
function oneChange(read) {
  const { sgd, adamw } = read;
  const [warm, plain] = [read["warm-up"], read["adamw-no-decay"]];
  if (!sgd || !adamw || !warm || !plain) return [];
  const total = sgd.loss - adamw.loss;
  if (total <= 0) return [words.noGain];
  const gain = (/** @type {number} */ nats) => `${decimal(nats)} (${part(nats / total)})`;
  return [
    words.steps({
      total: decimal(total),
      warm: gain(sgd.loss - warm.loss),
      adamw: gain(warm.loss - plain.loss),
      decay: gain(plain.loss - adamw.loss),
    }),
    words.rateToo(setting(warm.card.config.lr), setting(plain.card.config.lr)),
  ];
}

/** @param {Read} read */
function modernParts(read) {
  const { simple, modern } = read;
  if (!simple || !modern) return [];
  const change = modern.loss - simple.loss;
  const sure = gapBetween(simple.card.evals, modern.card.evals)?.sure ?? false;
  const verdict = !sure ? words.unsure : change > 0 ? words.agrees : words.contradicts;
  const alone = ["rmsnorm", "rope", "he"].flatMap((run) =>
    read[run]
      ? [`${read[run].card.short.value} ${lowerOrHigher(read[run].loss - simple.loss)}`]
      : [],
  );
  return [words.bundle(lowerOrHigher(change), verdict), words.alone(alone)];
}

/** @param {RunCard[]} cards @param {Standing} standing */
function learningRates(cards, standing) {
  const { places, tied } = standing;
  const [low] = places;
  const rates = cards.map((card) => Number(card.config.lr));
  const lowRate = Number(low.card.config.lr);
  const edge =
    lowRate === Math.max(...rates)
      ? words.highestRate
      : lowRate === Math.min(...rates)
        ? words.lowestRate
        : words.betweenRates;
  const sides = [Math.min(...rates), Math.max(...rates)].flatMap((rate) => {
    const card = cards.find((one) => Number(one.config.lr) === rate);
    if (!card || rate === lowRate) return [];
    const broken = brokenHow(card);
    if (broken) return [words.rateBroke[broken](setting(rate))];
    const place = places.find((one) => one.card === card);
    return place ? [words.rateAbove(setting(rate), decimal(place.loss - low.loss))] : [];
  });
  const best = words.bestRate(setting(lowRate), edge);
  return [
    tied.length > 0 ? `${best} ${capital(tiedWords(standing))}.` : best,
    `${words.sides(sides)} ${words.paperRate}`.trim(),
  ];
}

/** The lesson's two runs, the changed one against the other. @param {{ card: RunCard, loss: number } | undefined} changed @param {{ card: RunCard, loss: number } | undefined} other */
function pairOf(changed, other) {
  if (!changed || !other) return [];
  const sure = gapBetween(changed.card.evals, other.card.evals)?.sure ?? false;
  const difference = lowerOrHigher(changed.loss - other.loss);
  return [
    words.two(changed.card.short.value, other.card.short.value, difference),
    ...(sure ? [] : [words.oneSeed]),
  ];
}
