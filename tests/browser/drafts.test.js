/** The recipes as they are edited: each keeps what it came to, and lends it to no other. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { engine } from "../../www/ui/state/engine.js";
import { drafts, removeRecipe, setField, setRecipes } from "../../www/ui/state/recipes.js";

/** An engine that knows presets by their rates, and refuses a rate below 0. @param {{ preset: string, set: any }} wish */
async function resolve({ preset, set }) {
  if (set.lr < 0) throw Object.assign(new Error("lr is below 0."), { field: "lr" });
  return { config: { lr: preset === "baseline" ? 1 : 2, ...set }, params: 1, changed_by_size: [] };
}

const recipe = (/** @type {string} */ preset, set = {}) => ({ preset, size: "tiny", set });
const rates = () => drafts.value.map(({ resolved }) => resolved?.config.lr ?? null);
const refused = () => drafts.value.map(({ error }) => error !== null);

test("a recipe that can't train shows what it was itself, and nothing of the one before it", async () => {
  engine.value = /** @type {any} */ ({ resolve });
  await setRecipes([recipe("baseline"), recipe("champion")]);
  assert.deepEqual(rates(), [1, 2]);
  await setField(1, "lr", -1);
  assert.deepEqual(
    [rates(), refused()],
    [
      [1, 2],
      [false, true],
    ],
    "an edit that is refused",
  );
  const removing = removeRecipe(0);
  assert.deepEqual([rates(), refused()], [[2], [true]], "at once, it is its own");
  await removing;
  assert.deepEqual([rates(), refused()], [[2], [true]]);
  await setRecipes([recipe("baseline", { lr: -1 })]);
  assert.deepEqual([rates(), refused()], [[null], [true]], "another recipe came to nothing yet");
});
