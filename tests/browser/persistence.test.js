/** When the page asks the browser to clear nothing by itself, and when it leaves that to a person. */

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  askToPersist,
  followPersistence,
  lookAtPersistence,
  persistence,
} from "../../www/ui/state/persistence.js";
import { createCards, runs } from "../../www/ui/state/runs.js";
import { CHAMPION } from "./support/ended-runs.js";

/** A browser that counts how often it is asked. @param {string} userAgent @param {boolean} grants */
function browser(userAgent, grants) {
  let held = false;
  const seen = { asked: 0 };
  const storage = {
    persisted: async () => held,
    persist: async () => {
      seen.asked += 1;
      held = grants;
      return held;
    },
  };
  Object.defineProperty(globalThis, "navigator", {
    value: { userAgent, storage },
    configurable: true,
  });
  return seen;
}

/** A page whose one run has trained so long; gives what tells that it was kept. @param {number} seconds */
function trained(seconds) {
  /** @type {any} */
  const planned = { recipe: { preset: "champion", size: "tiny", set: {} } };
  planned.resolved = { config: CHAMPION, changed_by_size: [], params: 1 };
  const [card] = createCards([planned]);
  card.engineId.value = "run-1";
  card.train = [{ step: 1, tokens: 1, loss: 1, seconds }];
  runs.value = [card];
  /** @type {(event: any) => void} */
  let hear = () => {};
  /** @type {any} */
  const engine = {
    on: (/** @type {string} */ _type, /** @type {typeof hear} */ fn) => {
      hear = fn;
    },
  };
  followPersistence(engine);
  return (problem = "") => hear({ type: "kept", run: "run-1", step: 1, bytes: 1, problem });
}

test("it asks once, for a run that was long to train, where no person is asked by it", async () => {
  const firefox = browser("Mozilla/5.0 Gecko/20100101 Firefox/140.0", true);
  trained(61)();
  assert.equal(firefox.asked, 0);
  const chromium = browser("Mozilla/5.0 Chrome/140.0.0.0 Safari/537.36", false);
  trained(59)();
  trained(61)("The disk is full.");
  assert.equal(chromium.asked, 0);
  await lookAtPersistence();
  assert.equal(persistence.value, "loose");
  const kept = trained(61);
  kept();
  kept();
  await new Promise(setImmediate);
  assert.equal(chromium.asked, 1);
  assert.equal(persistence.value, "refused");
  // What a person presses is asked in any browser.
  const other = browser("Mozilla/5.0 Gecko/20100101 Firefox/140.0", true);
  await askToPersist();
  assert.equal(other.asked, 1);
  assert.equal(persistence.value, "held");
});
