/** The chart's units, ranges, ticks, thinning and smoothing. Pure. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { xMarks } from "../../www/ui/chart/axes.js";
import { createColumns } from "../../www/ui/chart/columns.js";
import { lossRangeIn, xRangeBefore, xRangeIn } from "../../www/ui/chart/scale.js";
import { createMean } from "../../www/ui/chart/smoothing.js";
import { digitsFor, linearTicks, logTicks } from "../../www/ui/chart/ticks.js";
import { createTrack } from "../../www/ui/chart/track.js";
import {
  charsOf,
  evaluationIn,
  lossIn,
  placeOn,
  X_UNITS,
  Y_UNITS,
} from "../../www/ui/chart/units.js";

/** A plan of the Classroom size. @type {any} */
const PLAN = {
  steps: 532,
  steps_per_epoch: 266,
  batch_tokens: 1024,
  tokens_per_title: 16,
  train_tokens: 300_000,
  train_chars: 960_000,
  val_tokens: 30_001,
  val_chars: 99_000,
  vocab_size: 2048,
  uniform_full: 2.3105,
};

/** @param {Partial<import("../../www/ui/state/runs.js").RunCard>} [rest] @returns {any} */
const card = (rest = {}) => ({ plan: { value: PLAN }, train: [], config: {}, ...rest });

test("a reading stands where its unit says, and nowhere where the unit was not kept", () => {
  const reading = { step: 133, tokens: 133 * 1024, loss: 2, seconds: 8.5 };
  const places = X_UNITS.map((unit) => placeOn(unit, card())(reading));
  assert.deepEqual(places, [8512, 133, 136_192, 0.5, 8.5]);
  const recorded = { step: 133, tokens: 1, loss: 2 };
  assert.equal(placeOn("seconds", card())(recorded), null);
  const unplanned = card({ plan: /** @type {any} */ ({ value: null }) });
  assert.equal(placeOn("epochs", unplanned)(reading), null);
});

test("a loss comes to the same in every unit, by the characters of the split it is about", () => {
  assert.equal(charsOf(PLAN, "train"), 3.2);
  assert.equal(charsOf(PLAN, "val"), 3.3, "the first token is nobody's target");
  const close = (/** @type {number} */ a, /** @type {number} */ b) =>
    assert.ok(Math.abs(a - b) < 1e-9, `${a} is not ${b}`);
  close(lossIn("natsChar", 2, 3.2), 2);
  close(lossIn("natsToken", 2, 3.2), 6.4);
  close(lossIn("bitsChar", Math.LN2, 3.2), 1);
  close(lossIn("perplexity", 2, 3.2), Math.exp(6.4));
  // Uniform guessing is as surprised as by one of all tokens.
  const tokens = 30_000;
  close(
    lossIn("perplexity", (Math.log(2048) * tokens) / PLAN.val_chars, charsOf(PLAN, "val")),
    2048,
  );
  assert.ok(Number.isNaN(lossIn("natsToken", 2, charsOf(null, "val"))), "unknown, never 0");
});

test("an evaluation by the token is the one that was measured", () => {
  const reading = { step: 1, tokens: 1, loss: 2, val_loss: null, val_loss_token: 6.5 };
  assert.deepEqual(
    Y_UNITS.map((unit) => evaluationIn(unit, reading)),
    [2, 6.5, 2 / Math.LN2, Math.exp(6.5)],
  );
});

test("the y axis is the same before and after the first minute, in every unit", () => {
  for (const unit of Y_UNITS)
    for (const log of [false, true]) {
      const start = lossRangeIn({ unit, log }, PLAN, Number.POSITIVE_INFINITY);
      assert.deepEqual(lossRangeIn({ unit, log }, PLAN, 1.4), start, `${unit}, log ${log}`);
      const [low, high] = start;
      assert.ok(lossIn(unit, 2.3105, 3.3) < high, "guessing lies inside");
      assert.ok(lossIn(unit, 1.4, 3.3) > low);
      const lower = lossRangeIn({ unit, log }, PLAN, 0.5);
      assert.ok(lower[0] <= lossIn(unit, 0.5, 3.3), "a lower reading moves the floor");
      if (log) assert.ok(low > 0 && lower[0] > 0, "a logarithm needs more than 0");
    }
  assert.deepEqual(lossRangeIn({ unit: "natsChar", log: false }, null, Infinity), [1, 2.75]);
});

test("the x axis reaches to where the longest run ends", () => {
  const short = { plan: { value: { ...PLAN, steps: 100 } } };
  const both = [card(/** @type {any} */ (short)), card()];
  const ends = X_UNITS.map((unit) => xRangeIn(unit, both)[1]);
  assert.deepEqual(ends.slice(0, 4), [34_048, 532, 544_768, 2]);
  const at = (/** @type {number} */ step) =>
    xRangeIn("seconds", [card({ train: [{ step, tokens: 1, loss: 2, seconds: step * 0.1 }] })])[1];
  assert.equal(at(100), 60, "53.2 s by its pace");
  assert.equal(at(110), 60, "an estimate that moves leaves the axis where it is");
  assert.equal(at(532), 532 * 0.1, "and at its end it is what it took");
});

test("before there is a run the x axis reaches to where the longest of the recipes would end", () => {
  const config = /** @type {any} */ ({ titles: 5000, val_frac: 0.1, epochs: 2 });
  const coming = [{ config }, { config: { ...config, epochs: 1 } }];
  assert.deepEqual(xRangeBefore("headlines", coming), [0, 9000]);
  assert.deepEqual(xRangeBefore("epochs", coming), [0, 2]);
  assert.ok(xRangeBefore("headlines", [])[1] > 0, "and somewhere before they are known");
});

test("ticks are round, as many as fit, and told apart by their digits", () => {
  assert.deepEqual(linearTicks([1, 2.75], 10).values, [1, 1.25, 1.5, 1.75, 2, 2.25, 2.5, 2.75]);
  assert.deepEqual(
    linearTicks([0, 34_048], 7, true).values,
    [0, 5000, 10_000, 15_000, 20_000, 25_000, 30_000],
  );
  assert.deepEqual(linearTicks([1.411, 1.432], 5).values, [1.415, 1.42, 1.425, 1.43]);
  const far = (/** @type {number} */ end) => xMarks([0, end], 600, false).labels.slice(0, 3);
  assert.deepEqual(far(2.2e6), ["0", "0.5 M", "1.0 M"]);
  assert.deepEqual(far(5.6e8), ["0", "100 M", "200 M"]);
  assert.deepEqual(far(9000), ["0", "2,000", "4,000"]);
  assert.deepEqual([0.25, 5, 0.005, 250].map(digitsFor), [2, 0, 3, 0]);
  assert.deepEqual(logTicks([100, 2100], 8).values, [100, 200, 500, 1000, 2000]);
  assert.ok(logTicks([1, 2.5], 6).values.length >= 4, "less than a decade has ticks too");
  for (const value of logTicks([1e-5, 2e-3], 3).values) assert.ok(value >= 1e-5 && value <= 2e-3);
});

test("a thinned line keeps the first, lowest, highest and last point of each column, and no more", () => {
  const columns = createColumns([0, 100], 10);
  const points = Array.from({ length: 10_000 }, (_, i) => [i / 100, Math.sin(i * 1.7) * (i % 97)]);
  for (const [x, y] of points) columns.add(x, y);
  /** @type {[number, number][]} */
  const kept = [];
  columns.each((x, y) => kept.push([x, y]));
  assert.ok(kept.length <= 40);
  assert.deepEqual(kept[0], points[0]);
  assert.deepEqual(kept.at(-1), points.at(-1));
  for (let column = 0; column < 10; column += 1) {
    const within = (/** @type {number[][]} */ all) =>
      all.filter(([x]) => x >= column * 10 && x < column * 10 + 10).map(([, y]) => y);
    const [all, some] = [within(points), within(kept)];
    assert.equal(Math.max(...some), Math.max(...all));
    assert.equal(Math.min(...some), Math.min(...all));
  }
  assert.ok(
    kept.every(([x], i) => i === 0 || kept[i - 1][0] <= x),
    "in the order of x",
  );
});

test("a zoomed line enters from the last point before and leaves to the first one after", () => {
  const columns = createColumns([10, 20], 100);
  for (let x = 0; x <= 30; x += 1) columns.add(x, x);
  /** @type {number[]} */
  const xs = [];
  columns.each((x) => xs.push(x));
  assert.deepEqual(xs, [9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21]);
});

test("a track looks at each reading once, until its view or its list is another", () => {
  let looked = 0;
  let list = Array.from({ length: 1000 }, (_, i) => ({ step: i, tokens: i, loss: i % 7 }));
  const track = createTrack({
    readings: () => list,
    x: ({ step }) => step,
    y: ({ loss }) => {
      looked += 1;
      return loss;
    },
  });
  track.follow([0, 2000], 100);
  assert.equal(looked, 1000);
  list.push({ step: 1000, tokens: 1000, loss: Number.NaN });
  track.follow([0, 2000], 100);
  assert.equal(looked, 1001, "what was seen is not looked at again");
  track.follow([0, 500], 100);
  assert.equal(looked, 2002, "another view is another line");
  list = list.slice(0, 10);
  const columns = track.follow([0, 500], 100);
  let last = -1;
  columns.each((x) => {
    last = x;
  });
  assert.equal(last, 9, "a list that was replaced is read from its start");
});

test("the smoothed line begins at its first value, and follows with the delay of its span", () => {
  const as = createMean(0);
  assert.deepEqual([3, 1, 2].map(as), [3, 1, 2]);
  const mean = createMean(50);
  assert.equal(mean(4), 4);
  let now = 4;
  for (let i = 0; i < 400; i += 1) now = mean(2);
  assert.ok(Math.abs(now - 2) < 1e-3, `${now}`);
  const flat = createMean(10);
  for (let i = 0; i < 9; i += 1) assert.ok(Math.abs(flat(1.5) - 1.5) < 1e-12);
});
