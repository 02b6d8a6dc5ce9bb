/** Which two runs stand beside each other: those of the experiment, unless a person chose others that are drawn. Pure. */

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { chooseForPair, firstPair, pair, pairable } from "../../www/ui/state/pair.js";
import { branches, earlierRuns, openedRuns, overlay, runs } from "../../www/ui/state/runs.js";

/** @param {number} key @param {object} [rest] @returns {any} */
const run = (key, rest = {}) => ({
  key,
  shown: { value: true },
  pinned: { value: false },
  opened: null,
  ...rest,
});
const keys = () => pair.value.map(({ key }) => key);
const pinned = { pinned: { value: true } };

afterEach(() => {
  for (const list of [runs, branches, earlierRuns, openedRuns, overlay]) list.value = [];
  firstPair.value = [0, 1];
});

test("any two runs that the chart draws can be chosen, pinned earlier ones and branches too", () => {
  runs.value = [run(1), run(2)];
  branches.value = [run(3)];
  const hidden = run(6, { shown: { value: false } });
  earlierRuns.value = [run(4, pinned), run(5), hidden];
  openedRuns.value = [run(7, { opened: {} })];
  overlay.value = [run(8)];
  assert.deepEqual(
    pairable.value.map(({ key }) => key),
    [1, 2, 3, 4, 5, 7, 8],
  );
  assert.deepEqual(keys(), [1, 2]);
  for (const [a, b] of [
    [4, 5],
    [2, 3],
    [3, 8],
    [7, 4],
  ]) {
    chooseForPair(0, a);
    chooseForPair(1, b);
    assert.deepEqual(keys(), [a, b]);
  }
  chooseForPair(0, 4);
  assert.deepEqual(keys(), [4, 7], "the other side's run changes places");
});

test("two earlier runs stand beside each other until another experiment takes the screen", () => {
  runs.value = [run(11), run(12), run(13)];
  firstPair.value = [0, 2];
  earlierRuns.value = [run(14, pinned), run(15, pinned)];
  chooseForPair(0, 14);
  chooseForPair(1, 15);
  runs.value = runs.value.slice(1);
  assert.deepEqual(keys(), [14, 15], "a deleted run is none of the two");
  runs.value = [run(16), run(17)];
  assert.deepEqual(keys(), [16, 17]);
  chooseForPair(0, 14);
  runs.value = [runs.value[1], run(18)];
  assert.deepEqual(keys(), [14, 17], "one of the two is on the screen still");
});

test("a run that stands alone gets another beside it, on either side", () => {
  runs.value = [run(21)];
  earlierRuns.value = [run(22, pinned)];
  assert.deepEqual(keys(), [21]);
  chooseForPair(1, 22);
  assert.deepEqual(keys(), [21, 22]);
  runs.value = [run(23)];
  chooseForPair(0, 22);
  assert.deepEqual(keys(), [22, 23]);
  earlierRuns.value = [];
  assert.deepEqual(keys(), [23]);
});
