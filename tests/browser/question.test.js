/** A question as its parts: which switches, which values, which recipes. */

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  changeOf,
  choicesOf,
  GROUPS,
  matters,
  questionOf,
  realChanges,
  recipesOf,
  seedsFrom,
  withValue,
} from "../../www/ui/ask/question.js";
import { CHAMPION, PRESETS } from "./support/ended-runs.js";

/** As the engine's catalog describes them. @type {import("../../www/ui/types.js").Field[]} */
const FIELDS = Object.entries({
  norm: ["layernorm", "rmsnorm"],
  position: ["learned", "rope"],
  init: ["gpt2", "he"],
  optimizer: ["sgd", "adamw"],
  schedule: ["constant", "cosine", "warmup_cosine"],
}).map(([name, choices]) => ({ name, kind: "choice", choices, default: choices[0] }));

test("every switch that matters can be asked about, its own value among the choices", () => {
  for (const base of Object.values(PRESETS)) {
    for (const field of Object.values(GROUPS).flat()) {
      const choices = choicesOf(field, base, FIELDS);
      assert.ok(choices.includes(base[field]), `${field}: ${base[field]} is not in ${choices}`);
      assert.equal(new Set(choices).size, choices.length, field);
      const change = changeOf(field, base, FIELDS);
      assert.equal(change.reference, base[field]);
      assert.notEqual(change.asked, change.reference, field);
    }
  }
  assert.equal(matters("momentum", CHAMPION), false);
  assert.equal(matters("momentum", PRESETS.baseline), true);
  assert.equal(matters("warmup_frac", PRESETS.baseline), false);
  assert.equal(matters("beta2", CHAMPION), true);
});

test("shapes that cannot train are not offered", () => {
  assert.deepEqual(choicesOf("n_head", CHAMPION, FIELDS), [1, 2, 4, 8, 16]);
  assert.deepEqual(choicesOf("d_model", CHAMPION, FIELDS), [32, 48, 64, 96, 128, 192, 256]);
  const rotary = { ...CHAMPION, n_head: 16, d_model: 48, position: /** @type {const} */ ("rope") };
  assert.ok(!choicesOf("n_head", rotary, FIELDS).includes(3) || (48 / 3) % 2 === 0);
  assert.deepEqual(
    choicesOf("d_model", { ...rotary, d_model: 96 }, FIELDS).filter(
      (width) => Number(width) % 32 !== 0,
    ),
    [],
    "a head of odd size cannot be rotated",
  );
});

test("rates are asked about as multiples of the recipe's", () => {
  assert.deepEqual(
    choicesOf("lr", CHAMPION, FIELDS),
    [2e-4, 5e-4, 7.5e-4, 1e-3, 1.5e-3, 2e-3, 4e-3, 8e-3, 2e-2],
  );
  assert.deepEqual(changeOf("lr", CHAMPION, FIELDS), { field: "lr", asked: 4e-3, reference: 2e-3 });
});

test("a value that the other side has is exchanged, not doubled", () => {
  const change = { field: "position", asked: "rope", reference: "learned" };
  assert.deepEqual(withValue(change, "asked", "learned"), {
    field: "position",
    asked: "learned",
    reference: "rope",
  });
  const number = { field: "dropout", asked: 0.1, reference: 0.05 };
  assert.deepEqual(withValue(number, "asked", 0.2), { ...number, asked: 0.2 });
});

test("a question trains both variants for every seed, pair by pair, and changes nothing else", () => {
  const question = {
    preset: "champion",
    size: "classroom",
    changes: [
      { field: "position", asked: "rope", reference: "learned" },
      { field: "dropout", asked: 0.05, reference: 0.05 },
    ],
    seeds: 3,
  };
  assert.deepEqual(realChanges(question), [question.changes[0]]);
  const seeds = seedsFrom(1337, 3);
  assert.deepEqual(seeds, [1337, 1338, 1339]);
  assert.deepEqual(seedsFrom(1337, 5, 3), [1340, 1341]);
  const at = { preset: "champion", size: "classroom" };
  assert.deepEqual(recipesOf(question, CHAMPION, seeds), [
    { ...at, set: {} },
    { ...at, set: { position: "rope" } },
    { ...at, set: { seed: 1338 } },
    { ...at, set: { position: "rope", seed: 1338 } },
    { ...at, set: { seed: 1339 } },
    { ...at, set: { position: "rope", seed: 1339 } },
  ]);
});

test("runs tell the question that they were trained for", () => {
  const changes = [
    { field: "position", asked: "rope", reference: "learned" },
    { field: "dropout", asked: CHAMPION.dropout, reference: 0.2 },
  ];
  const question = { preset: "champion", size: "tiny", changes, seeds: 2 };
  const cards = recipesOf(question, CHAMPION, seedsFrom(CHAMPION.seed, 2)).map((recipe) => ({
    recipe,
    config: /** @type {import("../../www/ui/types.js").Config} */ ({ ...CHAMPION, ...recipe.set }),
  }));
  const told = questionOf(cards);
  const byField = (/** @type {any} */ a, /** @type {any} */ b) => (a.field < b.field ? -1 : 1);
  assert.deepEqual(told?.changes.toSorted(byField), changes.toSorted(byField));
  assert.deepEqual([told?.preset, told?.seeds], ["champion", 2]);
  assert.equal(questionOf(cards.slice(0, 1)), null, "one run asks nothing");
});
