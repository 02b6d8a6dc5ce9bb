/** What the writers show: the prompt, the held-back headline, and whether they move. */
import { effect, signal } from "@preact/signals";
import { data } from "./data.js";
import { engine } from "./engine.js";
import { held } from "./still.js";

const FIRST_PROMPT = "Show HN: I built a";
const SETTLE_MS = 250;
/** Lengths that fill the writers' lines without running over. */
const FITTING = { least: 34, most: 56 };
/** From all tokens: among the few likeliest, a run that has only learned how often headlines end would write nothing else. */
const SAMPLING = { temperature: 0.7, top_k: 0, top_p: 1, seed: 2 };

export const prompt = signal(FIRST_PROMPT);
/** The held-back headline whose tokens are shaded. */
export const title = signal("");

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** A held-back headline of a length that fits, the same for the same data. @param {string[]} examples */
function fittingTitle(examples) {
  return (
    examples.find((one) => one.length >= FITTING.least && one.length <= FITTING.most) ??
    examples[0] ??
    ""
  );
}

/** Why the last prompt or title could not be shown, in a sentence; empty while all is well. */
export const liveProblem = signal("");

/** Tells the engine what to show. It shows it at once, for runs that stand still too. */
export function sendLive() {
  clearTimeout(timer);
  if (!title.value) return;
  engine.value?.setLive({
    prompt: prompt.value,
    title: title.value,
    enabled: !held.value,
    headline: SAMPLING,
  });
}

/** Follows edits of the prompt, new data and the wish to hold still. */
export function followLive() {
  effect(() => {
    if (data.value) title.value = fittingTitle(data.value.val_examples);
  });
  effect(() => {
    for (const changed of [engine, prompt, title, held]) changed.value;
    clearTimeout(timer);
    timer = setTimeout(sendLive, SETTLE_MS);
  });
}
