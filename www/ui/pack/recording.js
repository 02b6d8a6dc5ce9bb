/** Runs of the page as a recording, and a recording that a pack brought: a file of somebody's is checked to its last number. */
import { INKS } from "../chart/inks.js";
import { list, number, oneOf, orNull, record, text, tuple } from "../handin/check.js";
import { checked, FORMAT, VERSION } from "../recorded/format.js";
import { changesCheck, configCheck } from "../runfile/config.js";
import { COUNT, LINE, MOST_TRAIN, PROSE, planCheck, recipeCheck } from "../runfile/run.js";
import { text as words } from "../text.js";

/** @typedef {import("../state/runs.js").RunCard} RunCard */
/** @typedef {import("../recorded/format.js").Recording} Recording */
/** @typedef {import("../recorded/format.js").RecordedLook} RecordedLook */

/** Tokens of a title, and looks at a run; the page keeps fifty. */
const MOST_PIECES = 2000;
const MOST_LOOKS = 1000;
/** Digits that a chart can show. */
const DIGITS = 5;

/** What can't be a finite number any more where a run breaks off, and what the page says then. */
const BROKEN = {
  loss: words.runs.divergedLoss,
  norm: words.runs.divergedNorm,
  size: words.runs.divergedSize,
};

const recordedRun = record({
  id: LINE,
  recipe: recipeCheck,
  config: configCheck,
  changed_by_size: changesCheck,
  plan: planCheck,
  train: list(number, MOST_TRAIN),
  evals: list(tuple(COUNT, orNull(number), number, number), MOST_TRAIN),
  looks: list(
    tuple(COUNT, list(tuple(number, LINE, number), 20), list(number, MOST_PIECES), PROSE),
    MOST_LOOKS,
  ),
  diverged: orNull(record({ step: COUNT, what: oneOf(Object.keys(BROKEN)) })),
});

const recording = record({
  format: oneOf([FORMAT]),
  version: oneOf([VERSION]),
  lesson: LINE,
  prompt: PROSE,
  title: text(20_000),
  pieces: list(text(20_000), MOST_PIECES),
  runs: list(recordedRun, INKS),
});

/** The recording of a pack, or an error with the first thing that is wrong with it. @param {any} value @returns {Recording} */
export function recordingIn(value) {
  const fault = recording(value, "it");
  if (fault !== null) throw new Error(fault.replace(/^it\./, ""));
  return checked(value);
}

/** @param {number} value */
const short = (value) => Number(value.toPrecision(DIGITS));

/** Whether a run was trained here from its first update to its end. @param {RunCard} card */
function isWhole({ state, plan, train, looks }) {
  const ended =
    state.value === "diverged" ||
    (state.value === "finished" && train.length === plan.value?.steps);
  return ended && looks.length > 0 && train.every((one, i) => one.step === i + 1);
}

/** Whether runs can be told again. @param {RunCard[]} cards */
export function canRecord(cards) {
  for (const card of cards) card.measured.value;
  return cards.length > 0 && cards.every(isWhole);
}

/** What was seen of the prompt and the title that were shown last; other ones say nothing beside them. @param {RunCard[]} cards */
function looksOf(cards) {
  const shown = cards.map(({ looks }) => looks);
  const newest = shown.map((looks) => looks.at(-1)).find((look) => look !== undefined);
  const prompt = newest?.prompt ?? "";
  const pieces = newest?.surprise.map((piece) => piece.text) ?? [];
  const isOfThese = (/** @type {import("../types.js").Look} */ look) =>
    look.prompt === prompt &&
    look.surprise.length === pieces.length &&
    look.surprise.every((piece, i) => piece.text === pieces[i]);
  return { prompt, pieces, looks: shown.map((looks) => looks.filter(isOfThese)) };
}

/** @param {import("../types.js").Look} look @returns {RecordedLook} */
function recordedLook({ step, next, surprise, text: headline }) {
  const bars = next.map(
    ({ id = 0, text: token, p }) => /** @type {[number, string, number]} */ ([id, token, short(p)]),
  );
  return [step, bars, surprise.map(({ nats }) => short(nats)), headline];
}

/** @param {RunCard} card @param {string} id @param {RecordedLook[]} looks */
function runOf(card, id, looks) {
  const { config, changedBySize: changed_by_size, recipe } = card;
  const { preset, size, set } = recipe;
  const { steps, batch_tokens, tokens_per_title, uniform_full, params } =
    /** @type {import("../types.js").Plan} */ (card.plan.value);
  const why = Object.entries(BROKEN).find(([, reason]) => reason === card.reason.value);
  const broken = { step: card.train.length + 1, what: why?.[0] ?? "loss" };
  return {
    id,
    recipe: { preset, size, set },
    config,
    changed_by_size,
    plan: { steps, batch_tokens, tokens_per_title, uniform_full, params },
    train: card.train.map(({ loss }) => short(loss)),
    evals: card.evals.map(({ step, val_loss, loss, val_loss_token }) => [
      step,
      val_loss === null ? null : short(val_loss),
      short(loss),
      short(val_loss_token),
    ]),
    looks,
    diverged: card.state.value === "diverged" ? broken : null,
  };
}

/**
 * Runs that can be recorded, as a recording.
 * @param {RunCard[]} cards @param {string} lesson its id
 */
export function recordingOf(cards, lesson) {
  const { prompt, pieces, looks } = looksOf(cards);
  return {
    format: FORMAT,
    version: VERSION,
    lesson,
    prompt,
    title: pieces.slice(0, -1).join(""),
    pieces,
    // A run that a person made stands for none of the lesson's own.
    runs: cards.map((card, i) =>
      runOf(card, card.recipe.run ?? `own-${i + 1}`, looks[i].map(recordedLook)),
    ),
  };
}
