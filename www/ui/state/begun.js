/** Runs that began with a model from files: they train beside a lesson that has not begun, and leave it as it was. */
import { effect } from "@preact/signals";
import { endingOf } from "../lessons/ending.js";
import { announce } from "./announce.js";
import { hasEnded, phase } from "./phase.js";
import { runs, training } from "./runs.js";

/** Tells that a run is over where the lesson beside it is not, whose turn is next. @param {import("./runs.js").RunCard} card */
export function followBegun(card) {
  const stop = effect(() => {
    if (!hasEnded(card.state.value)) return;
    if (phase.peek() === "idle") {
      announce(endingOf([card]));
      training.value = runs.peek();
    }
    queueMicrotask(() => stop());
  });
}
