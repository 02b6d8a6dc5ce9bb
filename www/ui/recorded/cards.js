/** A recording as runs: cards like those that train, filled up to an update instead of by events. */
import { batch } from "@preact/signals";
import { inksOf } from "../ask/question.js";
import { ASK } from "../lessons/index.js";
import { createCards, nameCards } from "../state/runs.js";
import { text } from "../text.js";

/** Headlines that a writer lists; a card that trains keeps as many. */
const KEPT_HEADLINES = 24;

/** @typedef {import("../state/runs.js").RunCard} RunCard */
/** @typedef {import("./format.js").Recording} Recording */
/** @typedef {import("./format.js").RecordedRun} RecordedRun */

/** Cards for the runs of a recording, at their start. @param {Recording} recording @returns {RunCard[]} */
export function cardsOf(recording) {
  const planned = recording.runs.map(({ id, recipe, config, changed_by_size, plan }) => ({
    recipe: { ...recipe, lesson: recording.lesson, run: id },
    resolved: { config, changed_by_size, params: plan.params },
  }));
  const cards = createCards(planned, { inks: inksIn(recording) });
  nameCards(cards);
  cards.forEach((card, i) => {
    card.plan.value = recording.runs[i].plan;
    card.state.value = "recorded";
  });
  showAt(recording, cards, 0);
  return cards;
}

/** A question's runs stand pair by pair, and all of one variant have one ink. @param {Recording} recording */
function inksIn({ lesson, runs }) {
  const [reference, asked = reference] = runs.map(({ config }) => config);
  const inks = inksOf({ reference, asked });
  return lesson === ASK
    ? runs.map((_, i) => (i % 2 === 0 ? inks.reference : inks.asked))
    : undefined;
}

/** The longest of its runs, in updates. @param {Recording} recording */
export function stepsOf(recording) {
  return Math.max(...recording.runs.map((run) => run.plan.steps));
}

/** Fills the cards with all that was known after update `step`. @param {Recording} recording @param {RunCard[]} cards @param {number} step */
export function showAt(recording, cards, step) {
  batch(() => {
    cards.forEach((card, i) => {
      showRun(recording, recording.runs[i], card, step);
    });
  });
}

/** @param {Recording} recording @param {RecordedRun} run @param {RunCard} card @param {number} step */
function showRun({ pieces }, run, card, step) {
  const tokens = (/** @type {number} */ at) => at * run.plan.batch_tokens;
  const due = (/** @type {[number, ...unknown[]]} */ [at]) => at <= step;
  const evals = run.evals.filter(due);
  const looks = run.looks.filter(due);
  card.train = run.train
    .slice(0, step)
    .map((loss, i) => ({ step: i + 1, tokens: tokens(i + 1), loss }));
  if (evals.length !== card.evals.length) card.evaluated.value += 1;
  card.evals = evals.map(([at, val_loss, loss, val_loss_token]) => ({
    step: at,
    tokens: tokens(at),
    loss,
    val_loss,
    val_loss_token,
  }));
  card.measured.value += 1;
  card.step.value = Math.min(step, run.train.length);
  showReason(run, card, step);
  const last = looks.at(-1);
  if (!last) return;
  card.next.value = last[1].map(([id, token, p]) => ({ id, text: token, p }));
  card.surprise.value = last[2].map((nats, i) => ({ text: pieces[i], nats }));
  card.timeline = looks.map((look) => ({ step: look[0], text: look[3] }));
  card.writings = card.timeline.slice(-KEPT_HEADLINES);
  card.written.value = card.writings.toReversed();
}

/** A recorded run keeps its state; that it broke off is told in words. @param {RecordedRun} run @param {RunCard} card @param {number} step */
function showReason({ diverged }, card, step) {
  const broken = diverged !== null && diverged.step <= step;
  card.reason.value = broken ? reasonOf(diverged.what) : "";
}

/** @param {string} what */
function reasonOf(what) {
  if (what === "size") return text.runs.divergedSize;
  return what === "norm" ? text.runs.divergedNorm : text.runs.divergedLoss;
}
