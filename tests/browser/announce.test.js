/** The polite line: what a person with a screen reader hears, and how often. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { announce, announcement } from "../../www/ui/state/announce.js";

test("at most one sentence in 15 seconds, and of several that wait the newest", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  let now = 1000;
  t.mock.method(performance, "now", () => now);
  const pass = (/** @type {number} */ ms) => {
    for (let left = ms; left > 0; left -= 100) {
      now += 100;
      t.mock.timers.tick(100);
    }
  };
  /** @type {{ said: string, at: number }[]} */
  const heard = [];
  const stop = announcement.subscribe((said) => {
    if (said !== "") heard.push({ said, at: now });
  });
  announce("first");
  pass(100);
  for (let i = 0; i < 100; i += 1) {
    announce(`reading ${i}`);
    pass(500);
  }
  pass(20_000);
  stop();
  assert.equal(heard[0].said, "first");
  assert.equal(heard.at(-1)?.said, "reading 99", "the newest is not lost");
  assert.ok(heard.length >= 4 && heard.length <= 6, `${heard.length} sentences in 70 s`);
  const gaps = heard.slice(1).map(({ at }, i) => at - heard[i].at);
  assert.ok(
    gaps.every((gap) => gap >= 15_000),
    `${gaps} ms apart`,
  );
});

test("a sentence that is said twice is spoken twice: the region is empty in between", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  let now = 1e6;
  t.mock.method(performance, "now", () => now);
  /** @type {string[]} */
  const held = [];
  const stop = announcement.subscribe((said) => held.push(said));
  for (let time = 0; time < 2; time += 1) {
    announce("Paused.");
    now += 20_000;
    t.mock.timers.tick(20_000);
    t.mock.timers.tick(1000);
  }
  stop();
  assert.deepEqual(held.slice(1), ["Paused.", "", "Paused."]);
});
