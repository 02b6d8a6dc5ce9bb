/** Time as it passes while runs train: pauses excluded, evaluations and all runs of the training included. */
import { computed, effect, signal } from "@preact/signals";
import { Countdown } from "./countdown.js";
import { data } from "./data.js";
import { expectedSteps, predictSeconds } from "./machine.js";
import { hasEnded, phase } from "./phase.js";
import { drafts } from "./recipes.js";
import { training } from "./runs.js";

const TICK_MS = 500;
/** Before this much of both it is not known how long a training takes. */
const ENOUGH = { seconds: 2.5, share: 0.01 };
/** Seconds that an update takes on this machine, by the shape of the model; all that belongs to training included. */
const STORE = "headline-lab.update-seconds";

/** Seconds trained, in the newest training. */
export const elapsed = signal(0);

/** Goes on counting from the time that the newest training's runs have taken so far. */
export function countOn() {
  countdown = new Countdown();
  const seconds = training.peek().map((card) => card.train.at(-1)?.seconds ?? 0);
  elapsed.value = seconds.reduce((sum, one) => sum + one, 0);
}

/** The share of the newest training's updates that are done, 0 to 1. */
export const shareDone = computed(() => {
  let done = 0;
  let all = 0;
  for (const card of training.value) {
    const steps = card.plan.value?.steps ?? 0;
    const before = card.branch?.step ?? 0;
    done += card.step.value - before;
    all += (hasEnded(card.state.value) ? card.step.value : steps) - before;
  }
  return all > 0 ? done / all : 0;
});

/** Seconds left of the newest training, counting down; null while they cannot be told. @type {import("@preact/signals").Signal<number | null>} */
export const timeLeft = signal(null);

/** Seconds left as far as is known now; the first seconds go by what was known before. */
function secondsLeft() {
  const share = shareDone.peek();
  if (elapsed.peek() < ENOUGH.seconds || share < ENOUGH.share) {
    const known = trainingSeconds(training.peek());
    return known === null ? null : Math.max(0, known - elapsed.peek());
  }
  return (elapsed.peek() * (1 - share)) / share;
}

/** Seconds that the training on the screen will take on this machine, or null where nobody knows. */
export const knownSeconds = computed(() =>
  phase.value === "running" ? null : trainingSeconds(training.value),
);

/** Seconds that the recipes as they stand will take, or null where nobody knows. */
export const recipesSeconds = computed(() => {
  const seconds = drafts.value.map(({ resolved }) =>
    resolved ? secondsFor(resolved.config, stepsHere(resolved.config)) : null,
  );
  return seconds.reduce(
    (sum, one) => (sum === null || one === null ? null : sum + one),
    /** @type {number | null} */ (0),
  );
});

/** @param {import("./runs.js").RunCard[]} cards */
function trainingSeconds(cards) {
  if (cards.length === 0) return null;
  let seconds = 0;
  for (const card of cards) {
    // A large run is made at the click, and has no plan before.
    const steps = card.plan.value?.steps ?? stepsHere(card.config);
    const one = secondsFor(card.config, steps - (card.branch?.step ?? 0));
    if (one === null) return null;
    seconds += one;
  }
  return seconds;
}

/** Updates that a run of the headlines in use is likely to have: of fewer than it asks for it reads them all. @param {import("../types.js").Config} config */
export function stepsHere(config) {
  const found = data.value?.info.titles_found ?? Number.POSITIVE_INFINITY;
  return expectedSteps({ ...config, titles: Math.min(config.titles, found) });
}

/** Seconds that so many updates more of a run take, or null where nobody knows. @param {import("./runs.js").RunCard} card @param {number} steps */
export function secondsMore(card, steps) {
  const perEpoch = card.plan.value?.steps_per_epoch;
  if (!perEpoch) return null;
  return secondsFor({ ...card.config, steps: 0, epochs: steps / perEpoch }, steps);
}

/**
 * Seconds that a run of so many updates takes on this machine: as one of its shape did before, or else by what was
 * measured of the machine; null where it was not.
 * @param {import("../types.js").Config} config @param {number} steps
 */
export function secondsFor(config, steps) {
  const perUpdate = remembered()[shapeOf(config)];
  return perUpdate === undefined ? predictSeconds(config, steps) : perUpdate * steps;
}

/** What the time of an update depends on. @param {import("../types.js").Config} c */
function shapeOf(c) {
  return [c.n_layer, c.d_model, c.n_head, c.block_size, c.batch_size, c.vocab_size].join(".");
}

/** @returns {Record<string, number>} */
function remembered() {
  try {
    return JSON.parse(localStorage.getItem(STORE) ?? "{}");
  } catch {
    return {};
  }
}

/** Runs in lock-step share the processor, so that an update takes the same beside any number of others. */
function remember() {
  const [first] = training.peek();
  const shapes = new Set(training.peek().map((card) => shapeOf(card.config)));
  const updates = training
    .peek()
    .reduce((sum, card) => sum + card.step.peek() - (card.branch?.step ?? 0), 0);
  if (!first || shapes.size > 1 || updates === 0) return;
  const seconds = Number((elapsed.peek() / updates).toPrecision(4));
  try {
    localStorage.setItem(
      STORE,
      JSON.stringify({ ...remembered(), [shapeOf(first.config)]: seconds }),
    );
  } catch {
    // Without storage the time is told again by the first seconds of the next training.
  }
}

let since = 0;
let countdown = new Countdown();

function count() {
  const now = performance.now();
  const passed = (now - since) / 1000;
  since = now;
  // Another training begins at zero.
  if (elapsed.peek() === 0) countdown = new Countdown();
  elapsed.value = elapsed.peek() + passed;
  timeLeft.value = countdown.tell(secondsLeft(), passed);
}

/** Takes out seconds in which all stood still. @param {number} seconds */
export function discount(seconds) {
  count();
  elapsed.value = Math.max(0, elapsed.value - seconds);
}

export function followClock() {
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;
  effect(() => {
    const runs_now = phase.value;
    if (runs_now === "running" && timer === undefined) {
      since = performance.now();
      count();
      timer = setInterval(count, TICK_MS);
    } else if (runs_now !== "running" && timer !== undefined) {
      clearInterval(timer);
      timer = undefined;
      count();
      if (training.peek().every((card) => card.state.peek() === "finished")) remember();
    }
  });
}
