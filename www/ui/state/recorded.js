/**
 * The recording on the screen. While one is, its runs stand in the place of the experiment's, which come back when it is
 * left; nothing of it asks the engine for anything.
 */
import { computed, effect, signal, untracked } from "@preact/signals";
import { ASK } from "../lessons/index.js";
import { cardsOf, showAt, stepsOf } from "../recorded/cards.js";
import { checked } from "../recorded/format.js";
import {
  advanced,
  atSpeed,
  begun,
  isAtEnd,
  jumped,
  stepOf,
  toggled,
} from "../recorded/playback.js";
import { text } from "../text.js";
import { announce } from "./announce.js";
import { catalog, engine } from "./engine.js";
import { onLeave } from "./lab.js";
import { lesson } from "./lesson.js";
import { packed } from "./packed.js";
import { phase } from "./phase.js";
import { report, tell } from "./problems.js";
import { earlierRuns, overlay, runs } from "./runs.js";

/** As often as the page shows a training. */
const TICK_MS = 250;

/** @typedef {import("../recorded/format.js").Recording} Recording */
/** @typedef {import("./runs.js").RunCard} RunCard */

/** The recording that is played, or null. @type {import("@preact/signals").Signal<Recording | null>} */
export const recording = signal(null);

/** @type {import("@preact/signals").Signal<import("../recorded/playback.js").Playback>} */
export const playback = signal({ ...begun(1), playing: false });

/** The update that is shown. */
export const shownStep = computed(() => stepOf(playback.value));

export const atEnd = computed(() => isAtEnd(playback.value));

/** What the size of its runs is called: the engine's label where it has told it, else its name. */
export const sizeLabel = computed(() => {
  const name = recording.value?.runs[0].recipe.size ?? "";
  return catalog.value?.sizes.find((one) => one.name === name)?.label ?? name;
});

/** Whether a recording can be opened: never over a training. */
export const canWatch = computed(() => ["idle", "ended", "recorded"].includes(phase.value));

/** Recorded runs under a question, whose figure draws pairs; under a lesson's they are the chart's overlay. @type {import("@preact/signals").Signal<RunCard[]>} */
const underQuestion = signal([]);

const isAsking = () => lesson.value.id === ASK;

/** The recorded runs under what is on the screen. */
export const under = computed(() =>
  isAsking() ? underQuestion.value : overlay.value.filter((card) => card.recorded),
);

/** The experiment's runs, which the recording stands in for. @type {RunCard[]} */
let standing = [];
/** @type {RunCard[]} */
let cards = [];

/** @param {string} lesson @returns {Promise<Recording>} */
async function fetched(lesson) {
  const response = await fetch(`./assets/recorded/${lesson}.json`);
  if (!response.ok) throw new Error(text.recorded.missing);
  return checked(await response.json());
}

/** The recording that the class pack in use brought for the lesson on the screen; null where there is none. */
export const brought = computed(() => {
  const found = packed.value?.recording ?? null;
  return found?.lesson === lesson.value.id ? found : null;
});

/** Plays the recording that the class pack brought. */
export function watchBrought() {
  if (brought.value) open(brought.value);
}

/** Plays a recording from its start, unless something trains. @param {Recording} found */
function open(found) {
  if (!canWatch.value) return;
  leaveRecording();
  standing = runs.value;
  cards = cardsOf(found);
  recording.value = found;
  playback.value = begun(stepsOf(found));
  runs.value = cards;
  announce(text.recorded.standing);
}

/** Counts wishes to watch, so that of two the newer is played. */
let newest = 0;

/** Plays the recording of a lesson from its start, unless another was wished for or the screen is another when it comes. @param {string} id */
export async function watch(id) {
  newest += 1;
  const [mine, screen] = [newest, lesson.value];
  try {
    const found = await fetched(id);
    if (mine === newest && screen === lesson.value) open(found);
  } catch (error) {
    if (mine === newest) tell(error instanceof Error ? error.message : String(error));
  }
}

/** Gives the screen back to the experiment's runs. */
export function leaveRecording() {
  // One that is on its way is not wanted any more.
  newest += 1;
  if (!recording.value) return;
  recording.value = null;
  playback.value = { ...playback.value, playing: false };
  if (runs.value === cards) runs.value = standing;
  standing = [];
}

/** Draws the recording, whole, under the runs of the experiment, and leaves it. */
export function drawUnder() {
  if (!recording.value) return;
  showAt(recording.value, cards, playback.value.steps);
  for (const card of cards) {
    const size = card.recipe.size === standing[0]?.recipe.size ? null : sizeLabel.value;
    card.name.value = text.recorded.named(card.name.value, size);
    card.short.value = text.recorded.named(card.short.value, size);
    // Alone on the chart its lines are drawn like any; beside one's own they are thin.
    card.recorded = true;
  }
  if (isAsking()) underQuestion.value = cards;
  else overlay.value = cards;
  leaveRecording();
}

/** Takes the recording from under the runs. */
export function removeUnder() {
  if (isAsking()) underQuestion.value = [];
  else overlay.value = [];
}

export const play = {
  toggle: () => show(toggled(playback.value)),
  /** @param {number} step */
  jump: (step) => show(jumped(playback.value, step)),
  /** @param {number} speed */
  speed: (speed) => show(atSpeed(playback.value, speed)),
};

/** @param {import("../recorded/playback.js").Playback} next */
function show(next) {
  const before = shownStep.value;
  playback.value = next;
  if (recording.value && shownStep.value !== before)
    showAt(recording.value, cards, shownStep.value);
}

/** Runs that were being made when the recording was opened wait behind it. */
function keepOnScreen() {
  if (!recording.value || runs.value === cards) return;
  // Whoever made them goes on to name them where they stand.
  queueMicrotask(() => {
    if (!recording.value || runs.value === cards) return;
    const coming = runs.value;
    const before = standing.filter((card) => !coming.includes(card));
    standing = coming;
    runs.value = cards;
    giveWay(before);
  });
}

/** Who made others did not find these on the screen: those that were trained are earlier runs, the rest goes. @param {RunCard[]} before */
function giveWay(before) {
  const trained = before.filter((card) => card.step.value > 0);
  for (const card of trained) card.shown.value = card.pinned.value;
  if (trained.length > 0) earlierRuns.value = [...trained, ...earlierRuns.value];
  for (const card of before) {
    const id = card.engineId.value;
    if (card.step.value > 0 || id === null) continue;
    card.engineId.value = null;
    engine.value?.disposeRun(id).catch((error) => report("run", error));
  }
}

/** Lets the recording run while it plays, and leaves it before anything is trained. */
export function followRecording() {
  onLeave(leaveRecording);
  effect(keepOnScreen);
  // Another lesson is another screen, and not every one has a place for the player.
  effect(() => {
    lesson.value;
    untracked(leaveRecording);
  });
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;
  let since = 0;
  const playing = computed(() => playback.value.playing);
  effect(() => {
    clearInterval(timer);
    if (!playing.value) return;
    since = performance.now();
    timer = setInterval(() => {
      const now = performance.now();
      show(advanced(playback.value, now - since));
      since = now;
    }, TICK_MS);
  });
}
