/**
 * Runs that go on from others: a branch changes rate, dropout or decay on the way, and a run that has ended trains on.
 * The run that it goes on from stays as it is, and on the chart.
 */

import { text } from "../text.js";
import { elapsed } from "./clock.js";
import { engine } from "./engine.js";
import { tie } from "./events.js";
import { beginExperiment } from "./lab.js";
import { partOf } from "./names.js";
import { gettingReady, phase } from "./phase.js";
import { branches, createBranch, freeInk, runs, training } from "./runs.js";
import { keepChanges, placeBeside } from "./storage.js";

/** @typedef {import("./runs.js").RunCard} RunCard */
/** @typedef {import("../../engine.js").Onward} Onward */

/** Fields that may change on the way, in the order in which they are asked for. */
export const CHANGEABLE = /** @type {const} */ (["lr", "dropout", "weight_decay"]);

/** A rate this far below the recipe's trains nothing. */
const NO_RATE = 1e-6;

/** @param {RunCard} card */
const hasWeights = (card) => card.engineId.value !== null && card.step.value > 0;

/** Whether a run stands still on its way. @param {RunCard} card */
export function canBranch(card) {
  return hasWeights(card) && card.state.value === "paused";
}

/** @param {RunCard} card */
export function canTrainOn(card) {
  return hasWeights(card) && ["finished", "stopped"].includes(card.state.value);
}

/** The rate that a run has come to, which it would hold; 0 where that trains nothing. @param {RunCard} card */
export function lastRate(card) {
  const { lr, schedule, min_lr_frac } = card.config;
  const ended = card.state.value === "finished" && !card.branch;
  const ends = { constant: lr, cosine: 0, warmup_cosine: lr * min_lr_frac };
  const rate = ended ? ends[schedule] : (card.train.at(-1)?.lr ?? card.branch?.rate ?? 0);
  return rate > NO_RATE * lr ? rate : 0;
}

/** A name made of the parent's and of what changed. @param {RunCard} parent @param {Record<string, number>} set @param {Onward | null} onward */
function nameOf(parent, set, onward) {
  const parts = Object.entries(set).flatMap(([field, value]) => partOf(field, value) ?? []);
  const { name, short } = parent;
  const named = (/** @type {string} */ from) =>
    onward
      ? text.names.onward(from, onward.epochs)
      : text.names.branch(from, parts.join(", "), String(parent.step.value));
  return { name: named(name.value), short: named(short.value) };
}

/**
 * Has the engine fork a run, and puts the new one beside the experiment.
 * @param {RunCard} parent @param {Record<string, number>} set @param {Onward | null} onward
 */
async function fork(parent, set, onward) {
  const id = parent.engineId.value;
  if (!engine.value || id === null) throw new Error(text.runs.released);
  const step = parent.step.value;
  const run = await engine.value.forkRun(id, { set, onward: onward ?? undefined });
  const { preset, size, set: before } = parent.recipe;
  const card = createBranch(
    parent,
    { parent: parent.key, from: parent.name.value, step, set, onward },
    {
      recipe: { preset, size, set: { ...before, ...set } },
      config: /** @type {import("../types.js").Config} */ (run.config),
      ink: freeInk([...runs.value, ...branches.value, parent]),
    },
  );
  const { name, short } = nameOf(parent, set, onward);
  card.name.value = name;
  card.short.value = short;
  card.renamed.value = true;
  card.plan.value = run.plan;
  parent.shown.value = true;
  branches.value = [...branches.value, card];
  tie(card, run.id);
  placeBeside(card, parent);
  keepChanges(card);
  return { card, id: run.id };
}

/**
 * Trains a run beside the experiment: while others are paused it waits for "Go on" with them, and joins those that train.
 * @param {() => Promise<{ card: RunCard, id: string }>} make
 */
export async function beginBeside(make) {
  const alone = phase.value !== "paused" && phase.value !== "running";
  // Nothing is laid out anew while it comes.
  if (alone) gettingReady.value = true;
  try {
    const { card, id } = await make();
    training.value = alone ? [card] : [...training.value, card];
    if (alone) elapsed.value = 0;
    if (phase.value !== "paused") await engine.value?.start([id]);
    return card;
  } finally {
    if (alone) gettingReady.value = false;
  }
}

/** @param {RunCard} parent @param {Record<string, number>} set @param {Onward | null} onward */
function goOnFrom(parent, set, onward) {
  return beginBeside(() => fork(parent, set, onward));
}

/** A branch of a paused run; rejects with what the engine refuses. @param {RunCard} parent @param {Record<string, number>} set */
export function branchOff(parent, set) {
  return goOnFrom(parent, set, null);
}

/** Trains a run that has ended for more epochs; rejects with what the engine refuses. @param {RunCard} parent @param {Onward} onward */
export function trainOn(parent, onward) {
  return goOnFrom(parent, {}, onward);
}

/** Trains the same recipe from the start, for so many epochs more; the shorter run stays on the chart. @param {RunCard} card @param {number} epochs */
export async function trainLonger(card, epochs) {
  const { preset, size, set } = card.recipe;
  const { steps, epochs: before } = card.config;
  /** @type {import("../types.js").Settings} */
  const longer =
    steps > 0
      ? { steps: steps + epochs * (card.plan.value?.steps_per_epoch ?? 0) }
      : { epochs: before + epochs };
  card.pinned.value = true;
  card.shown.value = true;
  await beginExperiment([{ preset, size, set: { ...set, ...longer } }]);
}
