/**
 * Events come by the dozen in a second; the page shows them four times in a second, all at once. What is drawn more
 * often costs the training time that nobody sees.
 */
import { batch } from "@preact/signals";

const BEAT_MS = 250;

/** @type {Map<unknown, () => void>} */
const waiting = new Map();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** Does `show` at the next beat; of several with one key, only the last. @param {unknown} key @param {() => void} show */
export function atNextBeat(key, show) {
  waiting.set(key, show);
  timer ??= setTimeout(beat, BEAT_MS);
}

/** Shows at once what waits, so that a pause or an end shows the state it stands in. */
export function beat() {
  clearTimeout(timer);
  timer = undefined;
  const due = [...waiting.values()];
  waiting.clear();
  batch(() => {
    for (const show of due) show();
  });
}
