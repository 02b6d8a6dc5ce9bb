/** Standstills: how the page tells them from slow work, and how the worker's clock leaves them out. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Standstill } from "../../www/ui/state/standstill.js";
import { steadyClock } from "../../www/worker/steady-clock.js";

/** A training that was heard of every `every` ms for a while; the page's timer goes each second, or each `timer` ms. */
function training({ every = 200, timer = 1000 } = {}) {
  const watch = new Standstill();
  let now = 1e9;
  watch.begin(now);
  const pass = (/** @type {number} */ ms, asleep = false) => {
    const end = now + ms;
    if (!asleep) for (let at = now + timer; at < end; at += timer) watch.beat(at);
    now = end;
  };
  const hear = (/** @type {number} */ after, asleep = false) => {
    pass(after, asleep);
    return watch.hear(now);
  };
  for (let i = 0; i < 30; i += 1) assert.equal(hear(every), null);
  return { watch, hear, pass };
}

test("a silence in which the page's timer stood still as well is a standstill", () => {
  const { hear } = training();
  assert.equal(hear(600_000, true), 600_000);
  assert.equal(hear(200), null, "and then it goes on");
  assert.equal(hear(10_000, true), null, "a short one is nobody's concern");
});

test("a timer that wakes before the runs are heard of changes nothing", () => {
  const { watch, hear, pass } = training();
  pass(600_000, true);
  watch.beat(1e9 + 30 * 200 + 600_000);
  assert.equal(hear(100), 600_100);
});

test("slow work is no standstill, nor is a slow run's usual step", () => {
  assert.equal(training().hear(60_000), null, "the timer went on meanwhile");
  assert.equal(training({ every: 30_000 }).hear(90_000, true), null);
});

test("what the browser calls a freeze is one, however short", () => {
  const { watch, hear } = training();
  watch.freeze();
  assert.equal(hear(5000, true), 5000);
});

test("a pause is none, be it long", () => {
  const { watch, hear } = training();
  watch.end();
  assert.equal(hear(600_000, true), null);
  watch.begin(2e9);
  assert.equal(watch.hear(2e9 + 300), null);
});

test("the worker's clock leaves a standstill out, and keeps slow work", () => {
  let at = 0;
  const clock = steadyClock(() => at);
  const unit = (/** @type {number} */ ms) => {
    const start = clock();
    at += ms;
    return clock() - start;
  };
  assert.equal(unit(80), 80);
  assert.equal(unit(5000), 5000, "a slow unit counts");
  assert.ok(unit(3_600_000) <= 5000, "an hour's sleep does not");
  assert.equal(unit(80), 80);
});
