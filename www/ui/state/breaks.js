/** Breaks in the training: a tab that was frozen or a machine that slept. The runs go on after one, and remember it. */
import { effect } from "@preact/signals";
import { discount } from "./clock.js";
import { phase } from "./phase.js";
import { addBreak, training } from "./runs.js";
import { Standstill } from "./standstill.js";

const BEAT_MS = 1000;

const standstill = new Standstill();
/** `performance.now()` when a run was last heard of: the clock that counts training may stand still in a sleep, or not. */
let counted = 0;

/** Something was heard of a run; its own readings do not hold it yet. */
export function hearOfRun() {
  const stood = standstill.hear(Date.now());
  const before = counted;
  counted = performance.now();
  if (stood === null) return;
  discount((counted - before) / 1000);
  for (const card of training.value)
    if (card.state.value === "running") addBreak(card, stood / 1000);
}

/** Follows the training and the browser's freezes. */
export function followBreaks() {
  effect(() => {
    if (phase.value === "running") {
      standstill.begin(Date.now());
      counted = performance.now();
    } else standstill.end();
  });
  setInterval(() => standstill.beat(Date.now()), BEAT_MS);
  document.addEventListener("freeze", () => standstill.freeze());
}
