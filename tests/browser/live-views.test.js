/** Live views take their share of all compute and no more, whatever a person does meanwhile. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { LiveViews } from "../../www/worker/live-views.js";

const SAMPLING = { seed: 1, temperature: 1, top_k: 0, top_p: 1 };

/**
 * The share that views had of ten minutes of training.
 * @param {(views: LiveViews, second: number) => void} meanwhile what happens before each round
 */
function shareOf(meanwhile) {
  let seconds = 0;
  let spent = 0;
  const views = new LiveViews(() => 1000 * seconds);
  const spend = (/** @type {"view" | "headline"} */ kind, /** @type {number} */ cost) => {
    views.spend(kind, cost);
    spent += cost;
    seconds += cost;
  };
  while (seconds < 600) {
    meanwhile(views, seconds);
    const due = views.take();
    if (due) spend("view", 0.02);
    if (due?.headline) spend("headline", 0.04);
    views.computed(0.1);
    seconds += 0.1;
  }
  return spent / seconds;
}

test("a prompt that changes all the time and headlines at every evaluation stay under 5 % together", () => {
  const settings = { enabled: true, title: "", headline: SAMPLING };
  const share = shareOf((views, second) => {
    views.set({ ...settings, prompt: `Show HN ${second}` });
    views.evaluated();
  });
  assert.ok(share > 0.03 && share < 0.051, `they took ${(100 * share).toFixed(2)} %`);
});
