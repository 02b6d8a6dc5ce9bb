/** The time left that a person reads while a lesson trains. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Countdown } from "../../www/ui/state/countdown.js";

/** What is shown for each of these, half a second apart. @param {(number | null)[]} known */
function shown(known) {
  const countdown = new Countdown();
  return known.map((left) => countdown.tell(left, 0.5));
}

/** @param {(number | null)[]} all */
function rises(all) {
  return all.filter((left, i) => i > 0 && (left ?? 0) > (all[i - 1] ?? 0)).length;
}

test("what is known wavers, what is shown only goes down, and both end together", () => {
  const known = Array.from({ length: 100 }, (_, i) => 50 - i / 2 + (i % 3 === 0 ? 1.5 : 0));
  assert.ok(rises(known) > 20);
  const told = shown(known);
  assert.equal(rises(told), 0);
  const last = Number(told[99]) - known[99];
  assert.ok(Math.abs(last) < 1.5, `${last} s apart at the end`);
});

test("a first guess that was far off is put right at once, a small lag is made up in seconds", () => {
  assert.deepEqual(shown([12, 11.5, 60, 59.5]), [12, 11.5, 60, 59.5]);
  assert.deepEqual(shown([240, 239.5, 60]), [240, 239.5, 60]);
  const lag = shown([66, ...Array.from({ length: 40 }, (_, i) => 60 - i / 2)]);
  assert.equal(rises(lag), 0);
  assert.ok(Number(lag[40]) < 60 - 20 + 1.5, `${lag[40]} s left after 20 s`);
});

test("nothing is told before anything is known", () => {
  assert.deepEqual(shown([null, null, 9]), [null, null, 9]);
});
