/** What a run had told before it was saved, out of its files. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { rateOf } from "../../www/ui/comeback/rate.js";
import { FIELDS, toldOf } from "../../www/ui/comeback/told.js";
import { brokenHow, createOpened } from "../../www/ui/state/runs.js";
import { STEP } from "../../www/worker/keep/journal.js";
import { handedRun, runFile } from "./support/handed.js";

const counts = { train_tokens: 40_960, train_chars: 163_840 };

/** @param {number} step */
const line = (step, more = {}) =>
  JSON.stringify({ step, train_loss: 4 + step / 100, lr: 0.1, grad_norm: 2, ...more });

test("an update is told in the fields in which it is kept", () => {
  assert.deepEqual(FIELDS, [...STEP]);
});

test("a curve goes on where its run file ends, each update once and none after the state", () => {
  const file = runFile(
    handedRun("AdamW", 1, { step: 21, train: Array.from({ length: 21 }, (_, i) => 3 - i / 50) }),
  );
  const lines = [
    JSON.stringify({ params: 1, steps: 40 }),
    ...[20, 21, 22, 23].map((step) => line(step)),
    // Gone on with from an older state once more: what was printed last is what the state is of.
    line(22, { train_loss: 9, tokens_per_second: 5 }),
    JSON.stringify({ step: 22, val_loss: null, val_loss_full: 2.25, val_loss_token: 9 }),
    line(24),
    line(25),
    '{"step": 26, "train',
  ].join("\n");
  const head = { config: file.run.config, step: 24 };
  const told = toldOf({ file, lines, head, counts });
  const rows = told.steps.map((row) =>
    Object.fromEntries(told.fields.map((name, i) => [name, row[i]])),
  );
  assert.deepEqual(
    rows.map(({ step }) => step),
    Array.from({ length: 24 }, (_, i) => i + 1),
  );
  assert.equal(rows[0].train_loss_char, 3);
  assert.equal(rows[0].lr, null);
  assert.equal(rows[21].train_loss_char, 9 / 4, "by the character");
  assert.deepEqual([rows[21].lr, rows[21].grad_norm, rows[21].epoch], [0.1, 2, 0]);
  assert.deepEqual(
    told.evals.map(({ step, val_loss_full }) => [step, val_loss_full]),
    [
      [1, 2.5],
      [20, 2],
      [22, 2.25],
    ],
  );
  assert.deepEqual(
    told.headlines.map(({ step }) => step),
    [0],
  );
  // An older state than its run file: the curve ends with it.
  const older = toldOf({ file, lines: "", head: { ...head, step: 5 }, counts });
  assert.equal(older.steps.length, 5);
  const alone = toldOf({ file: null, lines, head, counts });
  assert.deepEqual(
    alone.steps.map(([step]) => step),
    [20, 21, 22, 23, 24],
  );
});

test("the rate of the last update is the schedule's, that which is held, or that of the new cosine", () => {
  const config = /** @type {any} */ ({
    ...{ lr: 1, schedule: "cosine", warmup_frac: 0.1, min_lr_frac: 0.1 },
  });
  const of = (/** @type {any} */ more) =>
    rateOf({ config, course: "whole", step: 11, steps: 20, ...more });
  assert.ok(Math.abs(of({}) - 0.5) < 1e-12);
  assert.equal(of({ config: { ...config, schedule: "constant" } }), 1);
  assert.equal(of({ config: { ...config, schedule: "warmup_cosine" }, step: 1 }), 0.5);
  assert.equal(of({ course: { held: 0.25 } }), 0.25);
  assert.ok(Math.abs(of({ course: { again: { from: 10 } }, step: 12 }) - 1) < 1e-12);
  assert.equal(of({ step: 0 }), 0);
});

test("an opened run that broke off is told so, and diverged only where its numbers did", () => {
  for (const [state, reason, how] of /** @type {const} */ ([
    ["failed", "The worker ended without a word.", "failed"],
    ["diverged", "Its loss was no longer a finite number.", "diverged"],
    ["finished", "Its curve is back, and its weights are not.", null],
    ["stopped", "", null],
  ])) {
    const { run, ...file } = runFile(handedRun("one", 0, { state, reason }));
    const resolved = { config: run.config, changed_by_size: [], params: 1 };
    const card = createOpened({ ...file, run }, run.recipe, resolved, 0);
    card.reason.value = reason;
    assert.equal(brokenHow(card), how, state);
  }
});
