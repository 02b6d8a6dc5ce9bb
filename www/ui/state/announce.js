/** One polite sentence at most every 15 seconds for screen readers; only the newest waits its turn. */
import { signal } from "@preact/signals";

const INTERVAL_MS = 15_000;
/** Long enough for the page to have been drawn without the sentence. */
const EMPTY_MS = 100;

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
  say(waiting);
  waiting = null;
}

/** @param {string} sentence */
function say(sentence) {
  const again = announcement.value === sentence;
  announcement.value = again ? "" : sentence;
  // A region that holds the same sentence as before says nothing: it has to have been empty in between.
  if (again)
    setTimeout(() => {
      if (announcement.value === "") announcement.value = sentence;
    }, EMPTY_MS);
}
