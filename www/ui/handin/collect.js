/** What a student hands in, taken from the page as it stands. */
import { nounsOf, scope } from "../ask/ask.js";
import { changes, inquiry, pairs, verdict } from "../ask/asking.js";
import { sentenceOf, variantLabel } from "../ask/words.js";
import { captionOf } from "../lessons/caption.js";
import { predictionOf } from "../lessons/ending.js";
import { ASK } from "../lessons/index.js";
import { headOf } from "../lessons/question.js";
import { link } from "../share/link.js";
import { catalog, engineInfo } from "../state/engine.js";
import { prediction } from "../state/lab.js";
import { lesson, lessonOnScreen } from "../state/lesson.js";
import { phase } from "../state/phase.js";
import { branches, runs } from "../state/runs.js";
import { rowsOf } from "../state/timeline.js";
import { outcomeOf } from "../verdict/pairs.js";
import { headlineOf, sentencesOf } from "../verdict/words.js";
import { FORMAT, VERSION } from "./format.js";

/** @typedef {import("../state/runs.js").RunCard} RunCard */
/** @typedef {import("./format.js").HandedRun} HandedRun */
/** @typedef {import("./format.js").HandIn} HandIn */

const isAsking = () => lesson.value.id === ASK;

/** The runs that would be handed in: those on the screen that were trained here and have been measured. @returns {RunCard[]} */
export function handedCards() {
  const cards = isAsking()
    ? pairs.value.flatMap((pair) => [pair.reference, pair.asked])
    : [...runs.value, ...branches.value];
  for (const card of cards) card.evaluated.value;
  return cards.filter((card) => card.state.value !== "recorded" && card.evals.length > 0);
}

/** @param {RunCard} card @param {number} place @returns {HandedRun} */
function runOf(card, place) {
  const { preset, size, set, lesson: of, run, times } = card.recipe;
  const plan = /** @type {import("../types.js").Plan} */ (card.plan.value);
  return {
    id: run ?? String(place + 1),
    name: card.name.value,
    ink: card.ink,
    recipe: {
      preset,
      size,
      set,
      ...(of === undefined ? {} : { lesson: of }),
      ...(run === undefined ? {} : { run }),
      ...(times === undefined ? {} : { times }),
    },
    config: card.config,
    changed_by_size: card.changedBySize,
    plan: {
      steps: plan.steps,
      batch_tokens: plan.batch_tokens,
      tokens_per_title: plan.tokens_per_title,
      uniform_full: plan.uniform_full,
      params: plan.params,
    },
    state: card.state.value,
    reason: card.reason.value,
    branch: card.branch && {
      from: card.branch.from,
      step: card.branch.step,
      set: card.branch.set,
      onward: card.branch.onward,
    },
    step: card.step.value,
    seconds: card.speed.value?.seconds ?? null,
    train_from: card.train[0]?.step ?? 1,
    train_every: 1,
    train: card.train.map(({ loss }) => loss),
    evals: card.evals.map(({ step, val_loss, loss, val_loss_token }) => [
      step,
      val_loss,
      loss,
      val_loss_token,
    ]),
    written: rowsOf([card]).map(({ step, texts: [headline] }) => [step, headline ?? ""]),
  };
}

/** @param {RunCard} [card] @returns {import("./format.js").HandedData | null} */
function dataOf(card) {
  const data = card?.data;
  if (!data) return null;
  return {
    name: data.name.slice(0, 200),
    synthetic: data.synthetic,
    titles: data.info.titles_used,
    train_titles: data.train_titles,
    val_titles: data.val_titles,
    train_tokens: data.train_tokens,
    val_tokens: data.val_tokens,
    vocab_size: data.vocab_size,
  };
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
  return { setup: "", question, prediction: null, found: verdict.headline, verdict };
}

/**
 * @param {{ author: string, conclusion: string, titles: string[] | null }} own What the student adds.
 * @param {Date} now @returns {HandIn}
 */
export function collected({ author, conclusion, titles }, now) {
  const cards = handedCards();
  const info = engineInfo.value;
  return {
    format: FORMAT,
    version: VERSION,
    made_at: now.toISOString(),
    address: link(),
    engine: {
      version: info?.version ?? "",
      module: info?.module ?? "",
      threads: info?.threads ?? 0,
    },
    author: author.trim(),
    lesson: lesson.value.id,
    ...(isAsking() ? questionNow() : lessonNow(cards)),
    conclusion,
    data: dataOf(cards[0]),
    runs: cards.map(runOf),
    training_titles: titles,
  };
}
