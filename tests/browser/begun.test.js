/** Headlines that were prepared for a model from files go again where no run of it comes about. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { trainModelOn } from "../../www/ui/folder/train.js";
import { engine } from "../../www/ui/state/engine.js";

test("headlines for a run that was refused or cancelled are freed", async () => {
  /** @type {string[]} */
  const freed = [];
  const made = {
    trainingTitles: () => ["One", "Two"],
    disposeData: async (/** @type {string} */ id) => freed.push(id),
  };
  engine.value = /** @type {any} */ (made);
  const config = { optimizer: "adamw", batch_size: 4, block_size: 8 };
  const data = { id: "data-7", name: "mine", synthetic: false, train_tokens: 900 };
  const model = {
    facts: { config, params: 9 },
    prepare: async () => ({ ...data, info: { titles_used: 2 } }),
  };
  const of = /** @type {any} */ ({ name: "a model", told: true, model });
  const headlines = /** @type {any} */ ({ ...data, id: "data-1", train_titles: 1, val_titles: 1 });
  const wish = /** @type {const} */ ({ epochs: 1, lr: 1e-3, schedule: "constant" });
  const watch = { signal: new AbortController().signal, onProgress() {} };
  // Nothing is trained where there is no browser.
  await assert.rejects(trainModelOn(of, headlines, wish, watch));
  assert.deepEqual(freed, ["data-7"]);
  engine.value = null;
});
