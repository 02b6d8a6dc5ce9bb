/** The paper's tables as runs fill them, and what a loss comes to in other units. */

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  bits,
  charsPerToken,
  choices,
  uniformOver,
  windowsOf,
} from "../../www/ui/meaning/units.js";
import {
  apartFromPaper,
  knobsApart,
  rateRows,
  regularizationRows,
  resultOf,
  setupsOf,
  summaryRows,
} from "../../www/ui/tables/rows.js";
import { card, DATA, PRESETS } from "./support/ended-runs.js";

/** @typedef {import("../../www/ui/state/runs.js").RunCard} RunCard */

const SETS = {
  baseline: { lr: 6e-3, dropout: 0.1 },
  epic1: { lr: 3e-4, dropout: 0.1 },
  epic2: { lr: 3e-4, dropout: 0.1 },
  champion: { lr: 8e-4, dropout: 0.05 },
};
const SGD = /** @type {const} */ ({ ...PRESETS.baseline, optimizer: "sgd" });

/** @param {RunCard[]} cards */
function setups(...cards) {
  return setupsOf(cards.map(resultOf).filter((result) => result !== null));
}

test("the summary compares the paper's loss with the baseline of the same set-up", () => {
  const [setup] = setups(card(SGD, 2, { valLoss: 2 }), card({}, 1.6, { valLoss: 1.5 }));
  const rows = summaryRows(setup, PRESETS, SETS);
  assert.deepEqual(
    rows.map(({ id, result, improvement }) => [id, result?.valLoss ?? null, improvement]),
    [
      ["baseline", 2, null],
      ["epic1", null, null],
      ["epic2", null, null],
      ["champion", 1.5, 0.25],
    ],
  );
  assert.deepEqual(
    rows.map(({ paperLoss, paperImprovement }) => [paperLoss, paperImprovement]),
    [
      [1.753271, null],
      [1.3095, 0.253],
      [1.401, 0.201],
      [1.272478, 0.274],
    ],
  );
  for (const { paperLoss, paperImprovement } of rows.slice(1)) {
    const computed = (1.753271 - paperLoss) / 1.753271;
    assert.ok(Math.abs(computed - (paperImprovement ?? 0)) < 5e-4, `${paperLoss}: ${computed}`);
  }
});

test("runs of another size, seed or data stand in a table of their own", () => {
  const all = [
    card(SGD, 2),
    card({}, 1.6),
    card({ seed: 1338 }, 1.61),
    card({}, 1.5, { data: { ...DATA, name: "mine.txt" } }),
    card({ batch_size: 32 }, 1.7),
    card({ micro_batch_size: 4 }, 1.6),
  ];
  const found = setups(...all);
  assert.deepEqual(
    found.map(({ results }) => results.map(({ key }) => all.findIndex((one) => one.key === key))),
    [[5, 1, 0], [4], [3], [2]],
  );
  const alone = summaryRows(found[1], PRESETS, SETS).find((row) => row.id === "champion");
  assert.equal(alone?.result?.config.batch_size, 32);
  assert.equal(alone?.improvement, null, "its baseline was not trained with this batch");
});

test("a run that was stopped, diverged, recorded or is under way fills nothing", () => {
  for (const state of ["stopped", "diverged", "running", "recorded", "failed"])
    assert.equal(resultOf(card({}, 1.6, { state })), null, state);
  assert.equal(resultOf(card({}, 1.6, { evals: [[310, 1.6]] })), null, "not at its last step");
  const branch = { ...card({}, 1.6), branch: /** @type {any} */ ({ step: 100 }) };
  assert.equal(resultOf(branch), null, "a run that goes on from another");
  const whole = resultOf(card({}, 1.6, { valLoss: null }));
  assert.equal(whole?.valLoss, null, "no whole window is no loss, never 0");
});

test("rates stand at the paper's ratios to this size's best, the page's own among them", () => {
  const [setup] = setups(
    card(SGD, 2, { valLoss: 2 }),
    card({ lr: 5e-4 }, 1.9),
    card({ lr: 7.5e-4 }, 1.8),
    card({ lr: 2e-2 }, 1.7),
    card({}, 1.6, { valLoss: 1.6 }),
    card({ dropout: 0.3 }, 1.65),
    card({ lr: 7.5e-4, position: "rope" }, 1.5),
  );
  const rows = rateRows(setup, PRESETS);
  assert.deepEqual(
    rows.map(({ id, result }) => [id.split("-")[0], result?.config.lr ?? null]),
    [
      ["rate", 5e-4],
      ["rate", 7.5e-4],
      ["rate", null],
      ["rate", null],
      ["rate", 2e-3],
      ["own", 2e-2],
    ],
  );
  assert.deepEqual(
    rows.map(({ paperLoss }) => paperLoss),
    [1.33926, 1.3095, 1.292409, 1.277592, 1.273568, null],
  );
  assert.ok(Math.abs((rows[4].improvement ?? 0) - 0.2) < 1e-12);
});

test("regularization stands beside the champion", () => {
  const [setup] = setups(
    card({}, 1.6),
    card({ dropout: 0.1 }, 1.61),
    card({ weight_decay: 0.05 }, 1.62),
  );
  const rows = regularizationRows(setup, PRESETS);
  assert.deepEqual(
    rows.map(({ id, result }) => [id, result?.config.dropout, result?.config.weight_decay]),
    [
      ["champion", 0.05, 0.1],
      ["dropout", 0.1, 0.1],
      ["decay", 0.05, 0.05],
    ],
  );
});

test("without any run every row stands empty, with what the paper found", () => {
  assert.equal(setups().length, 0);
  const rows = [...summaryRows(null, PRESETS, SETS), ...rateRows(null, PRESETS)];
  assert.equal(rows.length, 9);
  assert.ok(rows.every(({ result, improvement }) => result === null && improvement === null));
});

test("a set-up says what sets it apart from the paper's, and a row which of its knobs", () => {
  const [setup] = setups(card({}, 1.6));
  const apart = Object.fromEntries(
    apartFromPaper(setup.sample).map(({ field, here, paper }) => [field, [here, paper]]),
  );
  assert.deepEqual(apart.titles, [20_000, 100_000]);
  assert.deepEqual(apart.epochs, [2, 7]);
  assert.deepEqual(apart.batch_size, [16, 64]);
  assert.ok(!("seed" in apart) && !("val_frac" in apart));
  const champion = summaryRows(setup, PRESETS, SETS)[3];
  assert.deepEqual(knobsApart(champion), [{ field: "lr", here: 2e-3, paper: 8e-4 }]);
  const rate = rateRows(setup, PRESETS).find(({ result }) => result);
  assert.deepEqual(
    rate && knobsApart(rate),
    [
      { field: "lr", here: 2e-3, paper: 8e-4 },
      { field: "dropout", here: 0.05, paper: 0.1 },
    ],
    "the paper's rates were tried before it halved the dropout",
  );
});

test("units: bits, choices, characters per token, windows", () => {
  assert.equal(bits(Math.LN2), 1);
  assert.ok(Math.abs(choices(Math.log(6)) - 6) < 1e-12);
  // The paper's data: 122,233 validation tokens, 534,790 characters, batches of 64 × 128.
  const plan = /** @type {import("../../www/ui/types.js").Plan} */ ({
    vocab_size: 16_000,
    val_tokens: 122_233,
    val_chars: 534_790,
    batch_tokens: 8192,
  });
  const windows = windowsOf(plan);
  assert.deepEqual([windows.count, windows.counted, windows.full], [14, 114_688, 122_232]);
  assert.ok(Math.abs(windows.share - 0.938) < 5e-4);
  assert.ok(Math.abs(uniformOver(plan, windows.counted) - 2.076) < 5e-4);
  assert.ok(Math.abs(uniformOver(plan, windows.full) - 2.2125) < 5e-4);
  assert.ok(Math.abs(charsPerToken(plan) - 4.375) < 1e-3);
  assert.equal(windowsOf({ ...plan, val_tokens: 8192 }).count, 0);
});
