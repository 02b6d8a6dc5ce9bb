/** One polite sentence at most every 15 seconds for screen readers; only the newest waits its turn. */
import { signal } from "@preact/signals";

const INTERVAL_MS = 15_000;

/** What the live region holds. */
export const announcement = signal("");

let last = Number.NEGATIVE_INFINITY;
/** @type {string | null} */
let waiting = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** @param {string} sentence */
export function announce(sentence) {
  waiting = sentence;
  if (timer !== undefined) return;
  timer = setTimeout(speak, Math.max(0, last + INTERVAL_MS - performance.now()));
}

function speak() {
  timer = undefined;
  if (waiting === null) return;
  last = performance.now();
  announcement.value = waiting;
  waiting = null;
}
