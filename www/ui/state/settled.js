/** When the first screen has come to rest: the time for what nobody waits for. */
import { effect } from "@preact/signals";
import { runs } from "./runs.js";

/** A page whose engine does not load, or that waits for a person's headlines, waits no longer. */
const LONGEST_MS = 10_000;
/** What is drawn of new runs comes in a few turns of its own. */
const REST_MS = 300;

/**
 * Ends soon after the lesson's runs are on the screen. Until then every core is busy with what the first screen needs.
 * @returns {Promise<void>}
 */
export async function settled() {
  let stop = () => {};
  await new Promise((resolve) => {
    setTimeout(resolve, LONGEST_MS);
    stop = effect(() => {
      if (runs.value.length > 0) resolve(undefined);
    });
  });
  stop();
  await new Promise((resolve) => setTimeout(resolve, REST_MS));
}
