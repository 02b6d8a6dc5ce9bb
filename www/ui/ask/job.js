/**
 * Trains a question: both variants for every seed, in lock-step while all fit in memory, else two runs at a time, seed
 * after seed. Pairs that are on the page already are not trained again: the same configuration gives the same curve.
 */
import { computed, effect, signal, untracked } from "@preact/signals";
import { ASK } from "../lessons/index.js";
import { secondsFor, stepsHere } from "../state/clock.js";
import { beginExperiment, onLeave } from "../state/lab.js";
import { lesson } from "../state/lesson.js";
import { firstPair } from "../state/pair.js";
import { hasEnded, phase, underWay } from "../state/phase.js";
import { runs, training } from "../state/runs.js";
import { isSettled } from "../verdict/pairs.js";
import { changes, edited, inquiry, pairs, pairsFor } from "./asking.js";
import { guessed } from "./guess.js";
import { inksOf, MOST_SEEDS, realChanges, recipesOf, seedsFrom } from "./question.js";
import { runNames } from "./words.js";

/**
 * Parameters that train at once. Weights, gradients and the optimizer's two moments take 16 bytes each, 0.9 GB in all:
 * two runs of the Paper size fit, ten of the Medium one do.
 */
const LOCK_STEP_PARAMS = 56e6;

/** The training that a question has begun: its seeds, and how many of them have been trained. @typedef {{ seeds: number[], done: number }} Job */

/** Null while no question trains. @type {import("@preact/signals").Signal<Job | null>} */
export const job = signal(null);

/** Whether what trains, or is paused, was begun here, by a question on the screen or one before it. */
export const trains = computed(
  () =>
    job.value !== null ||
    training.value.some((card) => card.kept?.lesson === ASK && !hasEnded(card.state.value)),
);

/** Seeds of the question of which both runs came to an end on this page. */
const settled = computed(() => new Set(pairs.value.filter(isSettled).map((pair) => pair.seed)));

/** Seeds that the question wants. @param {number} [n] */
function wanted(n = inquiry.value?.question.seeds ?? 0) {
  return inquiry.value ? seedsFrom(inquiry.value.base.seed, n) : [];
}

/** Seeds that still have to be trained for it. */
export const missing = computed(() => wanted().filter((seed) => !settled.value.has(seed)));

/** The next two seeds after those that are there; none once the chart's inks are used up. */
export const nextSeeds = computed(() => {
  const free = seedsFrom(inquiry.value?.base.seed ?? 0, MOST_SEEDS).filter(
    (seed) => !settled.value.has(seed),
  );
  return free.slice(0, 2);
});

/** Seconds that both runs of so many seeds take here, or null where nobody knows. @param {number} seeds */
export function secondsOf(seeds) {
  const now = inquiry.value;
  if (!now) return null;
  const [asked, reference] = /** @type {const} */ (["asked", "reference"]).map((variant) =>
    secondsFor(now.variants[variant], stepsOf(now.variants[variant], variant)),
  );
  return asked === null || reference === null ? null : seeds * (asked + reference);
}

/**
 * Updates of a run: as many as its twins of other seeds had, or what its headlines are likely to make.
 * @param {import("../types.js").Config} config @param {import("./question.js").Variant} variant
 */
function stepsOf(config, variant) {
  const known = pairs.value[0]?.[variant].plan.value?.steps;
  return known ?? stepsHere(config);
}

/** How many pairs train in lock-step. */
export const atOnce = computed(() => {
  const params = inquiry.value?.params;
  return params ? Math.max(1, Math.floor(LOCK_STEP_PARAMS / (params.asked + params.reference))) : 1;
});

/** The inks of the two variants; of AdamW's until there is a question. */
export const inks = computed(() => {
  const adamw = /** @type {const} */ ({ optimizer: "adamw" });
  return inksOf(inquiry.value?.variants ?? { asked: adamw, reference: adamw });
});

/** Trains the question as it stands. */
export function train() {
  return trainSeeds(() => missing.value);
}

/** Trains two seeds more; those so far stay and count. */
export function trainMore() {
  return trainSeeds(() => nextSeeds.value);
}

/** Whether this module has begun what is about to take the screen. */
let beginning = false;

/** While a press waits for the edits before it, another one is none. */
let pressed = false;

/** @param {() => number[]} wished Of the question as the edits so far make it. */
async function trainSeeds(wished) {
  if (pressed) return;
  pressed = true;
  const screen = lesson.value;
  await edited();
  pressed = false;
  // Who has gone on to a lesson meanwhile wants that one.
  if (lesson.value !== screen) return;
  const now = inquiry.value;
  const seeds = wished();
  if (!now || now.refusal !== null || changes.value.length === 0 || seeds.length === 0) return;
  await trainJob(now, { seeds, done: 0 }, []);
}

/**
 * @param {import("./asking.js").Inquiry} now @param {Job} first
 * @param {number[]} underWayNow Its first seeds, where they train already.
 */
async function trainJob(now, first, underWayNow) {
  const { seeds } = first;
  let mine = first;
  let batch = underWayNow;
  job.value = mine;
  const size = atOnce.value;
  // The sentence can be edited meanwhile: these are the guess and the names of the question that trains.
  const guess = guessed();
  while (mine.done < seeds.length) {
    if (batch.length === 0) {
      batch = seeds.slice(mine.done, mine.done + size);
      await trainBatch(now, batch, size, guess);
      if (job.value !== mine) return;
    }
    await untilEnded();
    if (job.value !== mine) return;
    const broken = runs.value.some((card) => ["stopped", "failed"].includes(card.state.value));
    if (broken || phase.value !== "ended") break;
    mine = { seeds, done: mine.done + batch.length };
    job.value = mine;
    batch = [];
  }
  job.value = null;
}

/** Seeds of the question on the screen that train, or are paused. */
const seedsUnderWay = computed(() =>
  pairs.value
    .filter(({ asked, reference }) =>
      [asked, reference].some((card) => training.value.includes(card) && runs.value.includes(card)),
    )
    .map(({ seed }) => seed)
    .filter((seed) => missing.value.includes(seed)),
);

// A question whose runs have come back goes on as the one that it was, with the seeds that it lacks.
effect(() => {
  const now = inquiry.value;
  if (job.value !== null || now === null || !trains.value || !underWay.value) return;
  if (seedsUnderWay.value.length === 0) return;
  untracked(() => {
    const here = seedsUnderWay.value;
    const later = missing.value.filter((seed) => !here.includes(seed));
    trainJob(now, { seeds: [...here, ...later], done: 0 }, here);
  });
});

/**
 * Pairs of the question that are on the screen stay there, as far as memory allows.
 * @param {import("./asking.js").Inquiry} now @param {number[]} batch @param {number} size @param {ReturnType<typeof guessed>} guess
 */
async function trainBatch({ question, base, variants }, batch, size, guess) {
  const parts = realChanges(question);
  const ink = inksOf(variants);
  const onScreen = pairsFor(variants)
    .filter((pair) => [pair.asked, pair.reference].every(staysOnScreen))
    .map((pair) => pair.seed)
    .filter((seed) => !batch.includes(seed));
  const staying = onScreen.slice(0, Math.max(0, size - batch.length));
  const seeds = [...staying, ...batch];
  firstPair.value = [0, 1];
  beginning = true;
  try {
    await beginExperiment(recipesOf(question, base, seeds), {
      keep: true,
      names: seeds.flatMap((seed) => runNames(parts, seed)),
      inks: seeds.flatMap(() => [ink.reference, ink.asked]),
      guessed: guess,
    });
  } finally {
    beginning = false;
  }
}

/** @param {import("../state/runs.js").RunCard} card */
function staysOnScreen(card) {
  return runs.value.includes(card) && card.state.value === "finished";
}

/** Until the runs on the screen have come to an end, or none was begun. @returns {Promise<void>} */
function untilEnded() {
  return new Promise((resolve) => {
    const stop = effect(() => {
      if (["ended", "idle", "recorded"].includes(phase.value))
        queueMicrotask(() => {
          stop();
          resolve();
        });
    });
  });
}

// A question that gives way to another experiment trains no further.
onLeave(() => {
  if (!beginning) job.value = null;
});
