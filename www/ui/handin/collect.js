/** What a student hands in, taken from the page as it stands. */
import { nounsOf, scope } from "../ask/ask.js";
import { changes, inquiry, pairs, verdict } from "../ask/asking.js";
import { predictionNow } from "../ask/guess.js";
import { sentenceOf, variantLabel } from "../ask/words.js";
import { captionOf } from "../lessons/caption.js";
import { sameTexts } from "../lessons/comparable.js";
import { predictionOf } from "../lessons/ending.js";
import { ASK } from "../lessons/index.js";
import { headOf } from "../lessons/question.js";
import { handedData, handedEngine, handedRun } from "../runfile/collect.js";
import { link } from "../share/link.js";
import { catalog } from "../state/engine.js";
import { prediction } from "../state/lab.js";
import { lesson, lessonOnScreen } from "../state/lesson.js";
import { phase } from "../state/phase.js";
import { recording } from "../state/recorded.js";
import { branches, runs } from "../state/runs.js";
import { outcomeOf } from "../verdict/pairs.js";
import { headlineOf, sentencesOf } from "../verdict/words.js";
import { FORMAT, VERSION } from "./format.js";

/** @typedef {import("../state/runs.js").RunCard} RunCard */
/** @typedef {import("./format.js").HandIn} HandIn */

const isAsking = () => lesson.value.id === ASK;

/** The question's own: while a recording plays, a part of them stands behind it. */
const pairsNow = () => (recording.value ? [] : pairs.value);

/** Those on the screen that were trained here and have been measured. @returns {RunCard[]} */
function measuredCards() {
  const cards = isAsking()
    ? pairsNow().flatMap((pair) => [pair.reference, pair.asked])
    : [...runs.value, ...branches.value];
  for (const card of cards) card.evaluated.value;
  return cards.filter((card) => card.state.value !== "recorded" && card.evals.length > 0);
}

/** A hand-in tells of one set of headlines, that of its first run. @param {RunCard} one @param {RunCard} first */
const readsTheSame = (one, first) => one.data === first.data || sameTexts(one.data, first.data);

/** The runs that would be handed in. */
export function handedCards() {
  const cards = measuredCards();
  return cards.filter((card) => readsTheSame(card, cards[0]));
}

/** The runs that would not, as they read other headlines. */
export function leftCards() {
  const cards = measuredCards();
  return cards.filter((card) => !readsTheSame(card, cards[0]));
}

/** @returns {import("./format.js").HandedVerdict} */
function verdictNow() {
  const nouns = nounsOf();
  const loss = (/** @type {RunCard} */ card) => {
    const outcome = outcomeOf(card);
    return outcome.kind === "ended" ? outcome.loss : null;
  };
  return {
    headline: headlineOf(verdict.value),
    sentences: sentencesOf(verdict.value, nouns),
    scope: scope(),
    asked: variantLabel(changes.value, "asked"),
    reference: variantLabel(changes.value, "reference"),
    pairs: pairs.value.map(({ seed, asked, reference }) => ({
      seed,
      asked: loss(asked),
      reference: loss(reference),
    })),
  };
}

/** @param {RunCard[]} cards @returns {Pick<HandIn, "setup" | "question" | "prediction" | "found" | "verdict">} */
function lessonNow(cards) {
  const of = lessonOnScreen.value;
  const { setup, question } = headOf(runs.value, of);
  const guess = prediction.value;
  return {
    setup,
    question,
    prediction: guess === null ? null : predictionOf(runs.value, guess),
    found: captionOf(cards, phase.value, of),
    verdict: null,
  };
}

/** @returns {ReturnType<typeof lessonNow>} */
function questionNow() {
  const now = inquiry.value;
  const size = catalog.value?.sizes.find((one) => one.name === now?.question.size)?.label ?? "";
  const question = now ? sentenceOf(now.question, size) : "";
  const verdict = verdictNow();
  return { setup: "", question, prediction: predictionNow(), found: verdict.headline, verdict };
}

/**
 * @param {{ author: string, conclusion: string, titles: string[] | null }} own What the student adds.
 * @param {Date} now @returns {HandIn}
 */
export function collected({ author, conclusion, titles }, now) {
  const cards = handedCards();
  return {
    format: FORMAT,
    version: VERSION,
    made_at: now.toISOString(),
    address: link(),
    engine: handedEngine(),
    author: author.trim(),
    lesson: lesson.value.id,
    ...(isAsking() ? questionNow() : lessonNow(cards)),
    conclusion,
    data: handedData(cards[0]?.data ?? null),
    runs: cards.map(handedRun),
    training_titles: titles,
  };
}
