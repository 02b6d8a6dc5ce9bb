/** Where the experiment on the screen stands, made from the states of its runs. */
import { computed, signal } from "@preact/signals";
import { branches, hasEnded, runs } from "./runs.js";

export { hasEnded };

/** @typedef {"idle" | "preparing" | "running" | "pausing" | "paused" | "ended" | "recorded"} Phase "recorded": nothing on the screen is trained here. */

/** From the click to the first update: data, vocabulary, weights. */
export const gettingReady = signal(false);

/** While what an earlier visit left is looked for, which may stand on the screen next. */
export const comingBack = signal(false);

/** @type {import("@preact/signals").ReadonlySignal<Phase>} */
export const phase = computed(() => {
  const states = [...runs.value, ...branches.value].map((card) => card.state.value);
  if (states.includes("recorded")) return "recorded";
  if (states.includes("running")) return "running";
  if (states.includes("pausing")) return "pausing";
  if (states.includes("paused")) return "paused";
  if (gettingReady.value) return "preparing";
  if (states.length > 0 && states.every(hasEnded)) return "ended";
  return "idle";
});

/** Whether there is a training that can be paused, gone on with or stopped. */
export const underWay = computed(() => ["running", "pausing", "paused"].includes(phase.value));
