/**
 * Runs that go on from others: a branch changes rate, dropout or decay on the way, and a run that has ended trains on.
 * The run that it goes on from stays as it is, and on the chart.
 */

import { rateOf } from "../comeback/rate.js";
import { sameTexts } from "../lessons/comparable.js";
import { text } from "../text.js";
import { elapsed, secondsMore } from "./clock.js";
import { data, isSample } from "./data.js";
import { engine } from "./engine.js";
import { tie } from "./events.js";
import { beginExperiment } from "./lab.js";
import { partOf } from "./names.js";
import { gettingReady, phase } from "./phase.js";
import { leaveRecording } from "./recorded.js";
import { branches, createBranch, earlierRuns, freeInk, isBegun, runs, training } from "./runs.js";
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

/** Rates this near are the same one, however a file rounds them. */
const SAME_RATE = 1e-3;

/** @param {RunCard} card */
const parentOf = ({ branch }) =>
  [...runs.value, ...branches.value, ...earlierRuns.value].find(
    (one) => one.key === branch?.parent,
  );

/** The rate of a run's last update; null where nobody told it. @param {RunCard} card */
const toldRate = ({ train, branch }) => train.at(-1)?.lr ?? branch?.rate ?? null;

/** Whether a run's last update had the rate that its own schedule has there. @param {RunCard} card @param {number} steps */
function isOnSchedule(card, steps) {
  const [told, step] = [toldRate(card), card.train.at(-1)?.step ?? card.step.value];
  const rate = rateOf({ config: card.config, course: "whole", step, steps });
  return told !== null && Math.abs(told - rate) <= SAME_RATE * rate;
}

/**
 * What the rate of a run follows, as the engine has it (src/train/trainer/fork.rs); null where only its last update tells.
 * @param {RunCard} card @param {number} steps @returns {import("../comeback/format.js").StateHead["course"] | null}
 */
function courseOf(card, steps) {
  const { branch } = card;
  if (!branch || isBegun(branch)) return "whole";
  if (branch.onward)
    return branch.onward.schedule === "hold" ? null : { again: { from: branch.step } };
  // A branch follows what its parent does, which may be gone from the page.
  const parent = parentOf(card);
  if (parent) return courseOf(parent, steps);
  return isOnSchedule(card, steps) ? "whole" : null;
}

/** The rate that a run has come to, which it would hold; 0 where that trains nothing. @param {RunCard} card */
export function lastRate(card) {
  const { config, plan, step } = card;
  const steps = plan.value?.steps ?? 0;
  const course = steps > 0 ? courseOf(card, steps) : null;
  // That of the next update, as the engine holds it.
  const rate = course
    ? rateOf({ config, course, step: step.value + 1, steps })
    : (toldRate(card) ?? 0);
  return rate > NO_RATE * config.lr ? rate : 0;
}

/** Whether a run, or one that it goes on from, began with a model from files. @param {RunCard} card @returns {boolean} */
function beganWithModel(card) {
  if (card.branch && isBegun(card.branch)) return true;
  const parent = parentOf(card);
  return parent !== undefined && beganWithModel(parent);
}

/** Why the recipe of a run, trained from the start, would not be the same run; empty where it would. @param {RunCard} card */
export function whyNotAgain(card) {
  if (beganWithModel(card)) return text.runs.againModel;
  // The sample is cut anew for every recipe; where another run left off, its tokens may be another's.
  const sample = card.branch === null && card.data?.synthetic && isSample.value;
  return sample || sameTexts(card.data, data.value) ? "" : text.runs.againOthers;
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
  // Over a recording nobody could pause it.
  leaveRecording();
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

/** Seconds that are left of a run, and that a branch of it takes; null where nobody knows. @param {RunCard} card */
export function secondsOfBranch(card) {
  return secondsMore(card, (card.plan.value?.steps ?? 0) - card.step.value);
}

/** Seconds that so many epochs more take, or null where nobody knows. @param {RunCard} card @param {number} epochs @param {boolean} again From the start, with those that it had. */
export function secondsOnward(card, epochs, again) {
  const perEpoch = card.plan.value?.steps_per_epoch ?? 0;
  const before = card.config.steps > 0 ? card.config.steps : card.config.epochs * perEpoch;
  return secondsMore(card, (again ? before : 0) + epochs * perEpoch);
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
