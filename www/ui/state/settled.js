/** When the first screen has come to rest: the time for what nobody waits for. */
import { effect } from "@preact/signals";
import { runs } from "./runs.js";

/** A page whose engine does not load, or whose runs are too large to be made ahead of the click, waits no longer. */
const LONGEST_MS = 10_000;
/** What is drawn of new runs comes in a few turns of its own. */
const REST_MS = 300;

/**
 * Ends when the lesson's runs are on the screen and the page has nothing left to do. Until then every core is busy with
 * what was asked for.
 * @returns {Promise<void>}
 */
export async function settled() {
  await new Promise((resolve) => {
    const late = setTimeout(resolve, LONGEST_MS);
    const stop = effect(() => {
      if (runs.value.length === 0) return;
      clearTimeout(late);
      resolve(undefined);
    });
    setTimeout(stop, LONGEST_MS);
  });
  await new Promise((resolve) => setTimeout(resolve, REST_MS));
}
